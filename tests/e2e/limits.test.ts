import { rmSync } from 'node:fs';
import { describe, expect } from 'vitest';
import type { BackupResult, RunDetails, VersionsResult } from '../../src/wire/verbs/results.js';
import { write } from './support/sample-trees.js';
import { test } from './support/world.js';

describe('limits of the destination', () => {
  test('are none for a plain vault', async ({ world }) => {
    for (const name of ['a:b?.txt', '.hidden', `${'d'.repeat(200)}/${'e'.repeat(200)}`]) write(world.source, name, name);
    await world.setUp();
    expect((await world.pc.json<BackupResult>(['backup'])).runs[0]).toMatchObject({ status: 'completed', files: 3 });
  });

  test('each make a status of their own, with the path; what fits is saved, and several kinds are told as such', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'fits.txt', 'fits');
    await world.setUp();
    await pc.json(['config', 'set', 'limits.fileGigabytes', '0.000001']); // 1,000 bytes
    await pc.json(['config', 'set', 'limits.pathCharacters', '40']); //       "documents/" is 10 of them
    await pc.json(['config', 'set', 'limits.plainNames', 'yes']);

    const cases = [
      ['large.bin', 'file.too-large', 'file-too-large'],
      [`${'長'.repeat(31)}`, 'file.path-too-long', 'path-too-long'],
      ['what?.txt', 'file.forbidden-name', 'forbidden-characters'],
    ] as const;
    for (const [name, code, reason] of cases) {
      write(source, name, 'x'.repeat(name === 'large.bin' ? 1_001 : 10));
      write(source, `beside-${code}`, 'fits as well');
      const { runs, errors } = await pc.json<BackupResult>(['backup'], { code: 3 });
      expect(runs[0]).toMatchObject({ status: 'incomplete', reason, newFiles: 1, failed: 1 });
      expect(errors).toMatchObject([{ path: world.inSource(name), code }]);
      expect(await pc.json<RunDetails>(['runs', runs[0]?.number as string])).toMatchObject({ errors: [{ path: name, code }] });
      rmSync(world.inSource(name));
    }
    write(source, 'exactly.bin', 'x'.repeat(1_000));
    write(source, '長'.repeat(30), 'x');
    write(source, '.dot/inner.txt', 'x');
    write(source, 'large.bin', 'x'.repeat(2_000));
    const { runs, errors } = await pc.json<BackupResult>(['backup'], { code: 3 });
    expect(runs[0]).toMatchObject({ reason: 'several-errors', newFiles: 2, failed: 3 });
    expect(errors.map(({ path, code }) => `${path.slice(source.length + 1)} ${code}`).toSorted()).toEqual(['.dot file.forbidden-name', '.dot/inner.txt file.forbidden-name', 'large.bin file.too-large']);

    await pc.json(['config', 'set', 'limits.fileGigabytes', '0']);
    await pc.json(['config', 'set', 'limits.plainNames', 'no']);
    expect((await pc.json<BackupResult>(['backup'])).runs[0]).toMatchObject({ status: 'completed', newFiles: 2 });
    expect((await pc.json<VersionsResult>(['versions', world.inSource('large.bin')])).versions).toHaveLength(1);
  });

  test('of the number of files leave every file saved, and the run incomplete', async ({ world }) => {
    for (const name of ['a', 'b', 'c']) write(world.source, name, name);
    await world.setUp();
    await world.pc.json(['config', 'set', 'limits.files', '2']);
    const { runs, errors } = await world.pc.json<BackupResult>(['backup'], { code: 3 });
    expect(runs[0]).toMatchObject({ status: 'incomplete', reason: 'invalid-settings', files: 3 });
    expect(runs[0]?.failed).toBe(0);
    expect(errors).toMatchObject([{ path: world.source, code: 'source.too-many-files' }]);
    const { stdout } = await world.pc.run(['backup']);
    expect(stdout).toMatch(/About a source as a whole:\n {2}\[source.too-many-files\] The source has more files than the destination allows\. They are saved\./);
    expect(stdout).not.toContain('could not be saved');
    expect((await world.pc.run(['runs', runs[0]?.number as string])).stdout).toMatch(/Cause: The source has more files than the destination allows[^]*Remedy: Divide the source/);
  });
});
