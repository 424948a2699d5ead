import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, mkdirSync, openSync, closeSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished } from 'vitest';
import type { BackupResult, ListResult, RunSummary, VersionsResult } from '../../src/wire/verbs/results.js';
import { compareTrees } from '../e2e/support/compare-trees.js';
import { makeManyFiles, write } from '../e2e/support/sample-trees.js';
import { test, type World } from '../e2e/support/world.js';

const isRoot = process.getuid?.() === 0;
const NOBODY = { uid: 65_534, gid: 65_534 };

describe('files that cannot be read', () => {
  test('are told one by one, exit code 3, and everything else is backed up', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'open.txt', 'open');
    write(source, 'locked.txt', 'locked');
    write(source, 'closed/inside.txt', 'inside');
    chmodSync(world.inSource('locked.txt'), 0);
    chmodSync(world.inSource('closed'), 0);
    const asUser = forOrdinaryUser(world);
    const ended = await pc.run(['up', source, '--vault', world.vault, '--once', '--json'], asUser);
    expect(ended.code).toBe(3);
    const backedUp = JSON.parse(ended.stdout).events.find((event: { type: string }) => event.type === 'backed-up');
    expect(backedUp.run).toMatchObject({ status: 'incomplete', reason: 'no-access', failed: 2 });
    expect(backedUp.errors.map(({ path, code }: { path: string; code: string }) => [path, code]).toSorted()).toEqual([
      [world.inSource('closed'), 'folder.no-permission'], [world.inSource('locked.txt'), 'file.no-permission'],
    ]);
    const { entries } = await pc.json<ListResult>(['ls', source], asUser);
    expect(entries.map(({ name }) => name)).toContain('open.txt');
    const { runs } = await pc.json<{ runs: RunSummary[] }>(['runs'], asUser);
    expect(runs[0]).toMatchObject({ status: 'incomplete', failed: 2 });
  });

  test('and become readable later, are backed up then', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'locked.txt', 'locked');
    chmodSync(world.inSource('locked.txt'), 0);
    const asUser = forOrdinaryUser(world);
    await pc.json(['up', source, '--vault', world.vault, '--once'], { ...asUser, code: 3 });
    chmodSync(world.inSource('locked.txt'), 0o600);
    await pc.json(['backup'], asUser);
    const { versions } = await pc.json<VersionsResult>(['versions', world.inSource('locked.txt')], asUser);
    expect(versions[0]).toMatchObject({ state: 'present', sizeBytes: 6 });
  });

  test('that were readable before keep their versions: unreadable is not deleted', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'folder/was-open.txt', 'was open');
    const asUser = forOrdinaryUser(world);
    await pc.json(['up', source, '--vault', world.vault, '--once'], asUser);
    chmodSync(world.inSource('folder'), 0);
    await pc.json(['backup'], { ...asUser, code: 3 });
    const { versions } = await pc.json<VersionsResult>(['versions', world.inSource('folder/was-open.txt')], asUser);
    expect(versions.map(({ state }) => state)).toEqual(['present']);
  });
});

describe('a source that', () => {
  test('changes all the time is backed up without failing as a whole', async ({ world }) => {
    const { pc, source } = world;
    makeManyFiles(source, 3_000);
    await world.setUp();
    makeManyFiles(source, 3_000, 1);
    const started = pc.start(['backup', '--json']);
    let ended = false;
    void started.ended.then(() => (ended = true));
    for (let turn = 0; !ended && turn < 5_000; turn += 1) {
      appendFileSync(world.inSource('f0001/100.txt'), 'more and more\n'.repeat(1_000));
      const victim = world.inSource(`f0029/${2_900 + (turn % 100)}.txt`);
      rmSync(victim, { force: true });
      await new Promise(setImmediate);
    }
    const { code, stdout } = await started.ended;
    expect([0, 3]).toContain(code);
    for (const { code: failure } of (JSON.parse(stdout) as BackupResult).errors) expect(failure).toMatch(/^file\.(changing|vanished)$/);
    await pc.json(['backup']);
    expect(compareTrees(source, await world.restored())).toEqual([]);
  });

  test('is gone keeps its history and is not taken for emptied', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'a.txt', 'a');
    await world.setUp();
    renameSync(source, `${source}-away`);
    expect((await pc.run(['backup', '--json'])).code).not.toBe(0);
    const { versions } = await pc.json<VersionsResult>(['versions', world.inSource('a.txt')]);
    expect(versions.map(({ state }) => state)).toEqual(['present']);
    renameSync(`${source}-away`, source);
    await pc.json(['backup']);
  });

  test('holds loops, sockets and devices is backed up without following or reading them', async ({ world }) => {
    const { pc, source } = world;
    symlinkSync('.', world.inSource('self'));
    symlinkSync('b', world.inSource('a'));
    symlinkSync('a', world.inSource('b'));
    symlinkSync('/', world.inSource('everything'));
    write(source, 'plain.txt', 'plain');
    mkdirSync(world.inSource('run'));
    const server = createServer().listen(world.inSource('run/socket'));
    onTestFinished(() => void server.close());
    await new Promise(resolve => server.once('listening', resolve));
    execFileSync('mkfifo', [world.inSource('pipe')]);
    if (isRoot) execFileSync('mknod', [world.inSource('zero'), 'c', '1', '5']);
    await world.setUp();
    expect(compareTrees(source, await world.restored(), { except: ['run/socket'] })).toEqual([]);
    await pc.json(['backup']);
  });

  test('has a file replaced by a link to elsewhere never restores through it', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'folder/target.txt', 'from the vault');
    await world.setUp();
    const outside = world.newFolder('outside');
    writeFileSync(join(outside, 'target.txt'), 'belongs to somebody else');
    rmSync(world.inSource('folder'), { recursive: true });
    symlinkSync(outside, world.inSource('folder'));
    await pc.run(['restore', world.inSource('folder/target.txt'), '--overwrite', 'always', '--json']);
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(join(outside, 'target.txt'), 'utf8')).toBe('belongs to somebody else');
  });

  test('has a file that is open and unlinked in the middle of things tells nothing wrong', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'kept.txt', 'kept');
    const open = openSync(world.inSource('gone.txt'), 'w');
    unlinkSync(world.inSource('gone.txt'));
    await world.setUp();
    closeSync(open);
    const { entries } = await pc.json<ListResult>(['ls', source]);
    expect(entries.map(({ name }) => name)).toEqual(['kept.txt']);
  });
});

/** Root reads everything, so that the program runs as nobody where the tests run as root. */
function forOrdinaryUser(world: World): { readonly asUser?: typeof NOBODY } {
  if (!isRoot) return {};
  chmodSync(world.folder, 0o755);
  execFileSync('chown', ['-R', `${NOBODY.uid}:${NOBODY.gid}`, world.folder]);
  chownSync(world.folder, NOBODY.uid, NOBODY.gid);
  return { asUser: NOBODY };
}
