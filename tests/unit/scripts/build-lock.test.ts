import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withBuildLock } from '../../../scripts/lib/build-lock.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mamori-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the build lock', () => {
  it('lets one work at a time', async () => {
    const said: string[] = [];
    const first = Promise.withResolvers<void>();
    const one = withBuildLock(async () => {
      await first.promise;
      said.push('first');
    }, folder);
    const two = withBuildLock(async () => void said.push('second'), folder);
    first.resolve();
    await Promise.all([one, two]);
    expect(said).toEqual(['first', 'second']);
  });

  it('is given to who has it, and kept until the outer work is done', async () => {
    const answer = await withBuildLock(async () => {
      const inner = await withBuildLock(async () => 'inner', folder);
      expect(existsSync(join(folder, 'lock'))).toBe(true);
      return inner;
    }, folder);
    expect(answer).toBe('inner');
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });

  it('is given back after a failure, also an inner one', async () => {
    await expect(withBuildLock(() => withBuildLock(() => Promise.reject(new Error('no headers')), folder), folder)).rejects.toThrow('no headers');
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });
});
