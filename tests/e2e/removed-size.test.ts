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

  await pc.json(['delete', world.inSource('photo.raw')]);
  expect(await pc.json(['runs', '--deletions'])).toMatchObject({ operations: [{ files: 1, versions: 1, bytes: 2_000_000 }] });
});
