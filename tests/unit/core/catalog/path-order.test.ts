import fc from 'fast-check';
import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { comparePaths, splitPath } from '../../../../src/core/catalog/path-order.js';
import { folder } from './arbitraries.js';

const asComponents = (path: Buffer): string => path.toString('latin1').replaceAll('/', '\0');

describe('path order', () => {
  it('sorts a slash before every other byte', () => {
    fc.assert(fc.property(folder, folder, (a, b) => {
      const [left, right] = [asComponents(a), asComponents(b)];
      expect(Math.sign(comparePaths(a, b))).toBe(left < right ? -1 : left > right ? 1 : 0);
    }));
  });

  it('keeps a folder and all below it together', () => {
    const sorted = ['a!', 'a', 'a/b', 'a.b', 'a/b/c'].map(path => Buffer.from(path)).sort(comparePaths);
    expect(sorted.map(String)).toEqual(['a', 'a/b', 'a/b/c', 'a!', 'a.b']);
  });

  it.each([['', '', ''], ['a', '', 'a'], ['a/b/c', 'a/b', 'c']])('splits %j', (path, directory, name) => {
    const split = splitPath(Buffer.from(path));
    expect([split.directory.toString(), split.name.toString()]).toEqual([directory, name]);
  });
});
