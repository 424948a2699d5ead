import { mkdtempSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesBelow, fingerprintOfContents, fingerprintOfStats } from '../../../scripts/lib/fingerprint.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fingerprint-'));
  mkdirSync(`${folder}/inner/tests`, { recursive: true });
  for (const name of ['b.ts', 'a.ts', 'inner/c.ts', 'inner/tests/d.ts']) writeFileSync(`${folder}/${name}`, name);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('filesBelow', () => {
  it('lists files of all depths in order, without skipped folders', () => {
    expect(filesBelow(folder, (name: string) => name === 'tests').map((path: string) => path.slice(folder.length + 1))).toEqual(['a.ts', 'b.ts', 'inner/c.ts']);
  });

  it('takes a missing folder for an empty one', () => {
    expect(filesBelow(`${folder}/missing`)).toEqual([]);
  });
});

describe('fingerprints', () => {
  it('stay the same while nothing changes', () => {
    expect(fingerprintOfStats(filesBelow(folder))).toBe(fingerprintOfStats(filesBelow(folder)));
  });

  it.each([
    ['a size', () => writeFileSync(`${folder}/a.ts`, 'longer than before')],
    ['a time', () => utimesSync(`${folder}/a.ts`, 1, 1)],
    ['a new file', () => writeFileSync(`${folder}/new.ts`, '')],
    ['a deleted file', () => rmSync(`${folder}/a.ts`)],
  ])('change with %s', (_, change) => {
    const before = fingerprintOfStats(filesBelow(folder));
    change();
    expect(fingerprintOfStats(filesBelow(folder))).not.toBe(before);
  });

  it('of contents ignore times', () => {
    const before = fingerprintOfContents([`${folder}/a.ts`]);
    utimesSync(`${folder}/a.ts`, 1, 1);
    expect(fingerprintOfContents([`${folder}/a.ts`])).toBe(before);
    writeFileSync(`${folder}/a.ts`, 'A.ts');
    expect(fingerprintOfContents([`${folder}/a.ts`])).not.toBe(before);
  });
});
