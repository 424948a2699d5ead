import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { asSoonAs, eventually } from './support/eventually.js';
import { marksOf } from './support/file-manager-marks.js';
import { makeManyFiles, write } from './support/sample-trees.js';
import { test } from './support/world.js';

const FILES = 100;
const MAX_FLIP_MS = 500; // design of the status table: write to table, 99 of 100

describe('marks for file managers', () => {
  test('shows what is protected, takes it back with the first event, and gives it again with the commit', async ({ world }) => {
    const { pc, source } = world;
    makeManyFiles(source, FILES, 0, FILES);
    await world.setUp();
    const agent = await pc.up();
    const marks = await marksOf(pc);
    await marks.shows(source, 'protected');
    const files = Array.from({ length: FILES }, (_, number) => world.inSource(`f0000/${number}.txt`));
    expect(files.map(marks.mark)).toEqual(files.map(() => 'protected'));
    const flips: number[] = [];
    for (const file of files) {
      const began = performance.now();
      writeFileSync(file, `edited ${began}`);
      await asSoonAs(`${file} is not protected`, 5_000, () => marks.mark(file) !== 'protected');
      flips.push(performance.now() - began);
    }
    flips.sort((a, b) => a - b);
    expect(flips[Math.ceil(FILES * 0.99) - 1]).toBeLessThanOrEqual(MAX_FLIP_MS);
    for (const file of files) await marks.shows(file, 'protected');
    await marks.shows(world.inSource('f0000'), 'protected');
    expect(marks.mark(world.inSource('f0000/none.txt'))).toBe('unlisted');
    expect(marks.mark(world.folder)).toBe('outside');
    await agent.stop();
    expect(marks.mark(source)).toBe('no-agent');
    await marks.dispose();
  });

  test('follows new folders, moves and deletions, and forgets what is deleted from the history', async ({ world }) => {
    const { pc, source } = world;
    makeManyFiles(source, 20, 0, 20);
    write(source, 'kept.txt', 'kept');
    await world.setUp();
    const agent = await pc.up();
    const marks = await marksOf(pc);
    mkdirSync(join(world.folder, 'elsewhere/deep'), { recursive: true });
    write(world.folder, 'elsewhere/deep/file', 'x');
    renameSync(join(world.folder, 'elsewhere'), world.inSource('moved-in'));
    await marks.shows(world.inSource('moved-in/deep/file'), 'protected');
    await marks.shows(world.inSource('moved-in'), 'protected');
    rmSync(world.inSource('moved-in'), { recursive: true });
    await marks.shows(world.inSource('moved-in/deep/file'), 'unlisted');
    await marks.shows(source, 'protected');
    await agent.call('delete', { paths: [world.inSource('f0000')] });
    expect(['f0000/1.txt', 'f0000'].map(path => marks.mark(world.inSource(path)))).not.toContain('protected');
    await marks.shows(source, 'none');
    expect(marks.mark(world.inSource('kept.txt'))).toBe('protected');
    await agent.call('backup', { paths: [] });
    await marks.shows(world.inSource('f0000/1.txt'), 'protected');
    await agent.call('source.remove', { source: 'documents' });
    await marks.shows(world.inSource('kept.txt'), 'outside');
    await agent.stop();
    await marks.dispose();
  });

  test('never shows as protected what was deleted from the vault, until it is saved again', async ({ world }) => {
    const { pc, source } = world;
    makeManyFiles(source, 20, 0, 20);
    for (const name of ['single.txt', 'kept.txt']) write(source, name, name);
    await world.setUp();
    const agent = await pc.up();
    const marks = await marksOf(pc);
    await marks.shows(source, 'protected');
    const deleted = ['f0000', 'f0000/1.txt', 'single.txt'].map(path => world.inSource(path));
    const answers = async () => (await agent.call('why', { paths: deleted })).map(({ answer }) => answer);
    await agent.call('delete', { paths: deleted });
    const gone = { marks: ['none', 'unlisted', 'unlisted'], answers: ['not-yet', 'not-yet', 'not-yet'] };
    expect({ marks: deleted.map(marks.mark), answers: await answers() }).toEqual(gone);
    write(source, 'kept.txt', 'changed');
    await asSoonAs('the change is seen', 5_000, () => marks.mark(world.inSource('kept.txt')) !== 'protected');
    await marks.shows(world.inSource('kept.txt'), 'protected'); // a run has been by
    expect({ marks: deleted.map(marks.mark), answers: await answers() }).toEqual(gone);
    await agent.call('backup', { paths: [] });
    for (const path of deleted) await marks.shows(path, 'protected');
    expect(await answers()).toEqual(['protected', 'protected', 'protected']);
    await agent.stop();
    await marks.dispose();
  });

  test('shows nothing once the agent was killed, and everything again when it is back', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'file.txt', 'text');
    await world.setUp();
    const agent = await pc.up();
    const marks = await marksOf(pc);
    await marks.shows(world.inSource('file.txt'), 'protected');
    await agent.kill();
    await marks.shows(world.inSource('file.txt'), 'no-agent', 5_000);
    writeFileSync(world.inSource('file.txt'), 'changed while nobody looked');
    const again = pc.upUnwatched();
    await marks.shows(world.inSource('file.txt'), 'protected');
    const [newest] = (await again.call('versions', { path: world.inSource('file.txt') })).versions;
    expect(newest?.sizeBytes).toBe('changed while nobody looked'.length);
    await again.stop();
    await marks.dispose();
  });

  test('protects without marks while another agent of the user shows its own, and takes over when that one ends', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'file.txt', 'text');
    await world.setUp();
    const first = await pc.up();
    const other = world.pcNamed('b');
    write(world.folder, 'others/other.txt', 'text');
    const second = other.upUnwatched([join(world.folder, 'others'), '--vault', join(world.folder, 'vault-b')], { environment: { XDG_RUNTIME_DIR: pc.environment['XDG_RUNTIME_DIR'] as string } });
    await eventually('the second says so', 30_000, () => `${second.output.stdout}${second.output.stderr}`.includes('Another Mamori'));
    const marks = await marksOf(pc);
    await marks.shows(world.inSource('file.txt'), 'protected');
    await first.stop();
    await marks.shows(join(world.folder, 'others/other.txt'), 'protected');
    await second.stop();
    await marks.dispose();
  });
});
