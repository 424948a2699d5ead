import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithin } from '../../../../src/core/watch/folders.js';
import { PathBuffer } from '../../../../src/core/watch/path-buffer.js';

const path = fc.array(fc.constantFrom('a', 'b', 'c', 'ab'), { minLength: 1, maxLength: 4 }).map(segments => segments.join('/'));

describe('path buffer', () => {
  it('stays within its bound, and every path it was given is held or covered by a folder given up later', () => {
    fc.assert(fc.property(fc.array(path, { maxLength: 60 }), fc.integer({ min: 1, max: 8 }), (paths, maxPaths) => {
      const buffer = new PathBuffer(maxPaths);
      const givenUp = paths.map(each => buffer.add(each));
      const held = new Set(buffer.take());
      expect(held.size).toBeLessThanOrEqual(maxPaths);
      expect(buffer.isEmpty).toBe(true);
      paths.forEach((each, index) => {
        const covered = givenUp.slice(index).some(folder => folder !== undefined && isWithin(folder, each));
        expect(held.has(each) || covered).toBe(true);
      });
    }));
  });

  it('gives up what is crowded and keeps what is not', () => {
    const buffer = new PathBuffer(4);
    const given = ['report.txt', 'node_modules/a/1', 'node_modules/b/2', 'node_modules/b/3', 'node_modules/b/4'].map(each => buffer.add(each));
    expect(given.at(-1)).toBe('node_modules/b');
    expect(buffer.take()).toEqual(['report.txt', 'node_modules/a/1']);
  });
});
