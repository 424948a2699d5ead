import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { encodePath } from '../../src/base/path-bytes.js';
import { silentLogger } from '../../src/base/logger.js';
import { builtShimPath } from '../../src/platform/native-binding.js';
import { loadShimLibrary } from '../../src/shell/adapters/shim-loader.js';
import { asSoonAs, eventually } from './support/eventually.js';
import type { Pc } from './support/pc.js';
import { makeManyFiles, write } from './support/sample-trees.js';
import { test } from './support/world.js';

const FILES = 100;
const MAX_FLIP_MS = 500; // design of the status table: write to table, 99 of 100

/** What file managers of a PC's user show of a path. */
async function marksOf({ environment }: Pc) {
  const { library } = await loadShimLibrary(builtShimPath, silentLogger);
  const reader = library.openReader(join(environment['XDG_RUNTIME_DIR'] as string, 'mamori'));
  const mark = (path: string): string => {
    let answer = reader.lookUp(encodePath(path));
    if (answer.found === 'stale' && reader.refresh()) answer = reader.lookUp(encodePath(path));
    return answer.found === 'row' ? answer.state : answer.found;
  };
  return {
    mark,
    shows: (path: string, state: string, withinMs = 30_000) => eventually(`${path} shows ${state}`, withinMs, () => mark(path) === state),
    dispose: () => reader.dispose(),
  };
}

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
    await marks.shows(source, 'none');
    expect(marks.mark(world.inSource('kept.txt'))).toBe('protected');
    await agent.call('backup', { paths: [] });
    await marks.shows(world.inSource('f0000/1.txt'), 'protected');
    await agent.call('source.remove', { source: 'documents' });
    await marks.shows(world.inSource('kept.txt'), 'outside');
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
