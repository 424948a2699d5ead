import { mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { RunSummary, StatusResult, WhyResult } from '../../src/wire/verbs/results.js';
import { compareTrees } from './support/compare-trees.js';
import { eventually } from './support/eventually.js';
import { makeLargeFiles, makeManyFiles, write } from './support/sample-trees.js';
import { test } from './support/world.js';

describe('continuous protection', () => {
  test('saves a new file within seconds, and another process restores it while it runs', async ({ world }) => {
    const { pc, source, vault } = world;
    write(source, 'old.txt', 'old');
    const agent = await pc.up([source, '--vault', vault]);
    write(source, 'folder/new.txt', 'new');
    const [newest] = await agent.saved(world.inSource('folder/new.txt'));
    expect(newest).toMatchObject({ state: 'present', kind: 'continuous', generation: false });
    expect(compareTrees(source, await world.restored(), { mtime: 'files' })).toEqual([]);
    expect(await agent.stop()).toMatchObject({ code: 0, signal: null });
  });

  test('follows edits, moves and deletions', async ({ world }) => {
    const { pc, source } = world;
    makeManyFiles(source, 60, 0, 20);
    await world.setUp();
    const agent = await pc.up();
    writeFileSync(world.inSource('f0000/1.txt'), 'edited');
    renameSync(world.inSource('f0001'), world.inSource('moved'));
    unlinkSync(world.inSource('f0002/41.txt'));
    mkdirSync(world.inSource('f0002/41.txt'));
    write(source, 'a/new/deep/tree/file', 'x');
    await agent.saved(world.inSource('f0000/1.txt'), 30_000, versions => versions[0]?.sizeBytes === 6);
    await agent.saved(world.inSource('moved/21.txt'));
    await agent.saved(world.inSource('f0001/21.txt'), 30_000, versions => versions[0]?.state === 'deleted');
    await agent.saved(world.inSource('f0002/41.txt'), 30_000, versions => versions[0]?.type === 'directory');
    await agent.saved(world.inSource('a/new/deep/tree/file'));
    expect(compareTrees(source, await world.restored(), { mtime: 'files' })).toEqual([]);
  });

  test('shows the details of every number that the history has printed, also after further saves', async ({ world }) => {
    const { pc } = world;
    await world.setUp();
    const agent = await pc.up();
    const numbers: string[] = [];
    for (const name of ['first.txt', 'second.txt']) {
      write(world.source, name, name);
      await agent.saved(world.inSource(name));
      const { runs } = await pc.json<{ readonly runs: readonly RunSummary[] }>(['runs']);
      numbers.push(runs.find(({ kind }) => kind === 'continuous')?.number ?? '');
    }
    expect(new Set(numbers).size).toBe(2);
    for (const number of numbers) expect(await pc.json<RunSummary>(['runs', number])).toMatchObject({ number, kind: 'continuous', status: 'completed' });
  });

  test('sees a folder that takes the place of another one of its name', async ({ world }) => {
    const { pc, source } = world;
    for (const folder of ['site', 'site.new', 'moved']) write(source, `${folder}/inside/page.html`, `of ${folder}`);
    mkdirSync(world.inSource('empty'));
    await world.setUp();
    const agent = await pc.up();
    rmSync(world.inSource('site'), { recursive: true });
    renameSync(world.inSource('site.new'), world.inSource('site'));
    renameSync(world.inSource('moved'), world.inSource('empty')); // rename(2) replaces an empty folder
    await agent.saved(world.inSource('site.new'), 30_000, versions => versions[0]?.state === 'deleted');
    await agent.saved(world.inSource('site/inside/page.html'), 30_000, versions => versions[0]?.sizeBytes === 'of site.new'.length);
    await agent.saved(world.inSource('empty/inside/page.html'));
    expect(compareTrees(source, await world.restored(), { mtime: 'files' })).toEqual([]);
    await agent.stop();
  });

  test('catches up with what changed while it was not running', async ({ world }) => {
    const { pc, source } = world;
    makeManyFiles(source, 50);
    await world.setUp();
    writeFileSync(world.inSource('f0000/3.txt'), 'edited in between');
    unlinkSync(world.inSource('f0000/4.txt'));
    const agent = await pc.up();
    expect(compareTrees(source, await world.restored())).toEqual([]);
    await agent.stop();
  });

  test('pause keeps back what changes, resume saves it', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'a.txt', 'a');
    await world.setUp();
    const agent = await pc.up();
    await pc.json(['pause']);
    expect((await pc.json<StatusResult>(['status'])).agent).toBe('paused');
    writeFileSync(world.inSource('a.txt'), 'a changed');
    await agent.until('the change waits', 20_000, ({ sources }) => (sources[0]?.watch?.pendingPaths ?? 0) > 0);
    expect((await agent.call('why', { paths: [world.inSource('a.txt')] }))[0]?.answer).toBe('waiting');
    await pc.json(['resume']);
    await agent.saved(world.inSource('a.txt'), 30_000, versions => versions[0]?.sizeBytes === 9);
    await agent.stop();
  });

  test('cancel interrupts a backup, history says so, and the next one completes it', async ({ world }) => {
    const { pc, source } = world;
    makeLargeFiles(source, 8);
    const started = pc.start(['up', source, '--vault', world.vault, '--once', '--json']);
    await eventually('a run is under way', 30_000, async () => (await pc.call('pause', {}).catch(() => undefined))?.paused);
    expect(await pc.json(['cancel'])).toEqual({ cancelled: 1 });
    const cancelled = await started.ended;
    expect(cancelled.code).toBe(1);
    expect(JSON.parse(cancelled.stdout).error.code).toBe('wire.cancelled');
    const { runs } = await pc.json<{ runs: RunSummary[] }>(['runs']);
    expect(runs[0]).toMatchObject({ status: 'incomplete', reason: 'interrupted' });
    await pc.json(['backup']);
    expect(compareTrees(source, await world.restored())).toEqual([]);
  });

  test('Ctrl+C ends the protection cleanly and quickly', async ({ world }) => {
    write(world.source, 'a.txt', 'a');
    await world.setUp();
    const agent = await world.pc.up();
    const began = performance.now();
    const ended = await agent.stop();
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect((await world.pc.json<StatusResult>(['status'])).agent).toBe('stopped');
  });

  test('Ctrl+C during a first backup ends it quickly, and what was stored is not stored again', async ({ world }) => {
    const { pc, source, vault } = world;
    makeLargeFiles(source, 8);
    const agent = pc.upUnwatched([source, '--vault', vault]);
    await agent.until('a run is under way', 30_000, ({ running }) => running.length > 0);
    const began = performance.now();
    const ended = await agent.stop();
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(ended.signal).toBeNull();
    await pc.json(['backup']);
    expect(compareTrees(source, await world.restored())).toEqual([]);
  });

  test('stop ends it from another process', async ({ world }) => {
    write(world.source, 'a.txt', 'a');
    await world.setUp();
    const agent = await world.pc.up();
    expect(await world.pc.json(['stop'])).toEqual({ stopping: true });
    expect((await agent.ended).code).toBe(0);
  });

  test('a second one of the same home says that one is running and disturbs nothing', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'a.txt', 'a');
    await world.setUp();
    const agent = await pc.up();
    const second = await pc.run(['up', '--json']);
    expect(second.code).toBe(1);
    expect(JSON.parse(second.stdout).error.code).toBe('agent.already-running');
    writeFileSync(world.inSource('a.txt'), 'a still saved');
    await agent.saved(world.inSource('a.txt'), 30_000, versions => versions[0]?.sizeBytes === 13);
    await agent.stop();
  });

  test('why tells of each path whether it is protected', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'kept.txt', 'kept');
    write(source, 'scratch.tmp', 'left out');
    await world.setUp();
    await pc.json(['config', 'set', 'exclude.extensions', '["tmp"]']);
    await pc.json(['backup']);
    const answers = await pc.json<WhyResult[]>(['why', 'kept.txt', 'scratch.tmp', 'nothing', '/etc/hostname', world.vault], { folder: source });
    expect(answers.map(({ answer }) => answer)).toEqual(['protected', 'excluded', 'not-there', 'outside', 'outside']);
  });

  test('a source that is added while it runs is protected, one that is removed is not', async ({ world }) => {
    const { pc } = world;
    write(world.source, 'a.txt', 'a');
    await world.setUp();
    const agent = await pc.up();
    const other = world.newFolder('pictures');
    await pc.json(['source', 'add', other]);
    write(other, 'p.jpg', 'picture');
    await agent.saved(join(other, 'p.jpg'));
    await pc.json(['source', 'remove', 'pictures']);
    write(other, 'later.jpg', 'later');
    write(world.source, 'b.txt', 'b');
    await agent.saved(world.inSource('b.txt'));
    await expect(agent.call('versions', { path: join(other, 'later.jpg') })).resolves.toMatchObject({ versions: [] });
    const target = world.newFolder('out');
    await pc.json(['restore', join(other, 'p.jpg'), '--to', target]);
    expect(readFileSync(join(target, 'p.jpg'), 'utf8')).toBe('picture');
    await agent.stop();
  });

  test('takes up protection again when the source folder was away', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'a.txt', 'a');
    await world.setUp();
    const agent = await pc.up();
    renameSync(source, `${source}-away`);
    await agent.until('the loss is seen', 30_000, ({ sources }) => sources[0]?.watch?.trusted === false);
    const { versions } = await agent.call('versions', { path: world.inSource('a.txt') });
    expect(versions[0]?.state, 'a folder that is away is not a deletion').toBe('present');
    renameSync(`${source}-away`, source);
    rmSync(world.inSource('a.txt'));
    await agent.stop();
  });
});
