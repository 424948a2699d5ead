import { renameSync } from 'node:fs';
import { describe, expect } from 'vitest';
import type { BackupResult, RunSummary, StatusResult, VersionsResult } from '../../src/wire/verbs/results.js';
import { write } from './support/sample-trees.js';
import { test } from './support/world.js';

const rowOf = ({ number, source, status, reason }: RunSummary) => [number, source, status, reason ?? ''].join(' ').trim();

describe('the history of a backup of several sources', () => {
  test('has one number for all of them, and one that fails keeps none of the others from being saved', async ({ world }) => {
    const { pc, source } = world;
    const other = world.newFolder('pictures');
    write(source, 'a.txt', 'a');
    await world.setUp();
    await pc.json(['source', 'add', other]);
    write(other, 'b.txt', 'b');
    renameSync(source, `${source}-unplugged`);

    const { runs, errors } = await pc.json<BackupResult>(['backup'], { code: 3 });
    expect(runs.map(rowOf)).toEqual(['000002-0 documents incomplete no-access', '000002-1 pictures completed']);
    expect(errors).toMatchObject([{ path: source, code: 'scan.root-gone' }]);
    expect((await pc.json<VersionsResult>(['versions', `${other}/b.txt`])).versions).toHaveLength(1);
    expect((await pc.run(['backup'])).stdout).toMatch(/documents: backup incomplete \(no access\)[^]*pictures: backed up[^]*The protected folder cannot be found/);

    const status = await pc.json<StatusResult>(['status']);
    expect(status.sources.map(({ lastCommitted, lastAttempt }) => [lastCommitted?.number, lastAttempt?.number])).toEqual([['000001-0', '000003-0'], ['000003-1', undefined]]);
    expect((await pc.run(['status'])).stdout).toMatch(/Last backup: .* \(completed\)\n {2}The backup of .*: incomplete \(no access\)\n.*"mamori runs 000003-0"/);

    write(other, 'c.txt', 'c');
    expect(await pc.failure(['up', '--once'])).toBe('scan.root-gone');
    expect((await pc.json<VersionsResult>(['versions', `${other}/c.txt`])).versions).toHaveLength(1);

    renameSync(`${source}-unplugged`, source);
    expect((await pc.json<BackupResult>(['backup'])).runs).toHaveLength(2);
    expect((await pc.json<StatusResult>(['status'])).sources.map(({ lastAttempt }) => lastAttempt)).toEqual([undefined, undefined]);
  });

  test('fails as a whole where nothing could be saved', async ({ world }) => {
    const other = world.newFolder('pictures');
    await world.setUp();
    await world.pc.json(['source', 'add', other]);
    renameSync(world.vault, `${world.vault}-unplugged`);
    expect(await world.pc.failure(['backup'])).toBe('store.gone');
    expect((await world.pc.json<{ readonly runs: readonly RunSummary[] }>(['runs'])).runs.map(rowOf).slice(0, 2))
      .toEqual(['000002-1 pictures incomplete communication-error', '000002-0 documents incomplete communication-error']);
  });
});
