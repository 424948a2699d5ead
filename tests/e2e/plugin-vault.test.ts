import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import type { BackupResult, StatusResult, VerifyResult } from '../../src/wire/verbs/results.js';
import { readTree } from './support/compare-trees.js';
import { write } from './support/sample-trees.js';
import { test, type World } from './support/world.js';

const PLUGIN = fileURLToPath(new URL('../fixtures/plugins/folder-destination', import.meta.url));
const ID = 'acme.folder-destination';

/** A PC whose vault lies where only the plugin can put it. */
async function setUp(world: World): Promise<void> {
  write(world.source, 'work/plan.txt', 'first');
  write(world.source, 'work/large.bin', 'x'.repeat(3_000_000));
  await world.pc.json(['plugin', 'install', PLUGIN, '--yes']);
  await world.pc.upOnce([world.source, '--vault', 'boxes://box']);
}

describe('a vault in a place that a plugin provides', { timeout: 120_000 }, () => {
  test('takes backups, gives every byte back and is verified', async ({ world }) => {
    await setUp(world);
    writeFileSync(world.inSource('work', 'plan.txt'), 'second');
    await world.pc.json(['backup']);
    const { damage, complete } = await world.pc.json<VerifyResult>(['verify', '--read-data=100']);
    expect({ damage, complete }).toEqual({ damage: [], complete: true });
    expect(readTree(await world.restored())).toEqual(readTree(world.source));
    const { vault } = await world.pc.json<StatusResult>(['status']);
    expect(vault?.location).toBe('boxes://box');
  });

  test('is out of reach while the plugin is away, with a remedy, and whole when it is back', async ({ world }) => {
    await setUp(world);
    await world.pc.json(['plugin', 'disable', ID]);
    expect(await world.pc.failure(['backup'])).toMatch(/^(agent\.vault-place-unsupported|plugin\.disabled)$/);
    await world.pc.json(['plugin', 'enable', ID]);
    await world.pc.json(['plugin', 'remove', ID, '--keep-data']);
    expect(await world.pc.failure(['backup'])).toBe('agent.vault-place-unsupported');
    await world.pc.json(['plugin', 'install', PLUGIN, '--yes']);
    writeFileSync(world.inSource('work', 'plan.txt'), 'third');
    await world.pc.json(['backup']);
    expect(readTree(await world.restored())).toEqual(readTree(world.source));
  });

  test('says what it does not take: that is reported file by file, the rest is saved', async ({ world }) => {
    write(world.source, 'fits.txt', 'x'.repeat(1_000));
    await world.pc.json(['plugin', 'install', PLUGIN, '--yes']);
    await world.pc.upOnce([world.source, '--vault', 'boxes://narrow?fileBytes=1000']);
    write(world.source, 'large.bin', 'x'.repeat(1_001));
    write(world.source, 'also-fits.txt', 'x');
    const { runs, errors } = await world.pc.json<BackupResult>(['backup'], { code: 3 });
    expect(runs[0]).toMatchObject({ status: 'incomplete', reason: 'file-too-large', newFiles: 1, failed: 1 });
    expect(errors).toMatchObject([{ path: world.inSource('large.bin'), code: 'file.too-large' }]);
  });

  test('does not open with --no-plugins', async ({ world }) => {
    await setUp(world);
    const ended = await world.pc.run(['up', world.source, '--once', '--no-plugins', '--json']);
    expect(ended.code).toBe(1);
    expect((JSON.parse(ended.stdout) as { readonly error: { readonly code: string } }).error.code).toBe('plugin.all-off');
  });
});

test('a vault in a folder needs no plugin', { timeout: 60_000 }, async ({ world }) => {
  write(world.source, 'plan.txt', 'first');
  await world.pc.upOnce([world.source, '--vault', world.vault, '--no-plugins']);
  const agent = await world.pc.up(['--no-plugins']);
  write(world.source, 'plan.txt', 'second');
  await agent.saved(world.inSource('plan.txt'), undefined, versions => versions.length >= 2);
  expect(await world.pc.failure(['plugin', 'run', 'backup-commands.backUp'])).toBe('plugin.all-off');
  await agent.stop();
});
