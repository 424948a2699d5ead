import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonFolder, crowdedFolder, isWithin, outermostFolders, parentFolder } from '../../../../src/core/watch/folders.js';

const path = fc.array(fc.constantFrom('a', 'b', 'ab'), { minLength: 1, maxLength: 4 }).map(segments => segments.join('/'));
const paths = fc.array(path, { minLength: 1, maxLength: 12 });

describe('folders', () => {
  it('tells a folder from one whose name begins with its name', () => {
    expect(isWithin('a', 'a/b')).toBe(true);
    expect(isWithin('a', 'a')).toBe(true);
    expect(isWithin('a', 'ab')).toBe(false);
    expect(isWithin('', 'a')).toBe(true);
    expect(parentFolder('a/b')).toBe('a');
    expect(parentFolder('a')).toBe('');
  });

  it('finds the deepest common folder', () => {
    fc.assert(fc.property(paths, list => {
      const common = commonFolder(list);
      expect(list.every(each => isWithin(common, parentFolder(each)))).toBe(true);
      const deeper = parentFolder(list[0] as string).split('/').slice(0, common === '' ? 1 : common.split('/').length + 1).join('/');
      if (deeper !== common) expect(list.every(each => isWithin(deeper, parentFolder(each)))).toBe(false);
    }));
  });

  it('finds a crowded folder that holds half of the paths and is no shallower than the common one', () => {
    fc.assert(fc.property(paths, list => {
      const set = new Set(list);
      const crowded = crowdedFolder(set);
      expect([...set].filter(each => isWithin(crowded, parentFolder(each))).length * 2).toBeGreaterThanOrEqual(set.size);
      expect(crowded.length).toBeGreaterThanOrEqual(commonFolder(set).length);
    }));
  });

  it('keeps the ground of nested folders', () => {
    fc.assert(fc.property(paths, list => {
      const outermost = outermostFolders(list);
      expect(list.every(each => outermost.filter(outer => isWithin(outer, each)).length === 1)).toBe(true);
    }));
  });
});
