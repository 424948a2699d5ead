import { rmSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { BackupResult, RunDetails } from '../../src/wire/verbs/results.js';
import { test } from './support/world.js';

test('a run says how much was deleted, also in a catalog made anew, and so does the history of deletions', async ({ world }) => {
  const { pc } = world;
  writeFileSync(world.inSource('report.txt'), 'x'.repeat(12_345));
  writeFileSync(world.inSource('photo.raw'), 'y'.repeat(2_000_000));
  writeFileSync(world.inSource('kept.txt'), 'kept');
  await world.setUp();
  rmSync(world.inSource('report.txt'));
  rmSync(world.inSource('photo.raw'));
  const { runs: [run] } = await pc.json<BackupResult>(['backup']);
  expect(run).toMatchObject({ removed: 2, removedBytes: 2_012_345 });

  for (const rebuilt of [false, true]) {
    if (rebuilt) await pc.json(['rebuild-catalog']);
    expect(await pc.json<RunDetails>(['runs', run?.number as string])).toMatchObject({ removed: 2, removedBytes: 2_012_345 });
  }
  const { stdout } = await pc.run(['runs', run?.number as string]);
  expect(stdout).toContain('Deleted size: 2.01 MB');

  const deleting = await pc.run(['delete', world.inSource('photo.raw')]);
  expect(deleting.stderr).toContain('Deleting from the vault documents');
  expect(await pc.json(['runs', '--deletions'])).toMatchObject({ operations: [{ files: 1, versions: 1, bytes: 2_000_000 }] });
  const list = (await pc.run(['runs', '--deletions'])).stdout;
  expect(list).toMatch(/No\. +Start +End +Source +From +Files +Versions +Size +Incomplete +Status\n000003-0 .+ documents +\S+photo\.raw +1 +1 +2\.00 MB +0 +completed\n/);
  const details = (await pc.run(['runs', '--deletions', '3'])).stdout;
  expect(details).toMatch(/No\.: 000003-0\nStatus: completed\nStart: .+\nEnd: .+\nSource: documents\nFrom: .+photo\.raw\nFiles: 1\nVersions: 1\nSize: 2\.00 MB\nIncomplete: 0\n/);
  expect((await pc.run(['runs', '--restores', '3'])).code).toBe(1);
});
