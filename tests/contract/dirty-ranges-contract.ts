import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DirtyRange, DirtyRanges } from '../../src/core/ports/dirty-ranges.js';

export interface DirtyRangesUnderTest {
  readonly ranges: DirtyRanges;
  /** The same list as the next process finds it. */
  readonly reopen: () => Promise<DirtyRanges>;
  readonly cleanUp?: () => Promise<void>;
}

const range = (folder: string, overrides: Partial<DirtyRange> = {}): DirtyRange =>
  ({ root: 'r', folder, reason: 'overflow', since: 100, ...overrides });

/** The promises of src/core/ports/dirty-ranges.ts, for an empty list made by `factory` before each test. */
export function describeDirtyRanges(name: string, factory: () => Promise<DirtyRangesUnderTest>): void {
  describe(`dirty ranges contract: ${name}`, () => {
    let under: DirtyRangesUnderTest;
    let ranges: DirtyRanges;
    beforeEach(async () => {
      under = await factory();
      ranges = under.ranges;
    });
    afterEach(async () => under.cleanUp?.());

    const folders = async (root = 'r') => (await ranges.open(root)).map(open => open.folder);

    it('keeps what was added, in the order of the marks, over a restart', async () => {
      await ranges.add(range('b'));
      const token = await ranges.add(range(''));
      const after = await under.reopen();
      expect((await after.open('r')).map(open => open.folder)).toEqual(['b', '']);
      expect((await after.open('r'))[1]).toEqual({ ...range(''), token });
      const later = await after.add(range('c'));
      expect(later.mark).toBeGreaterThan(token.mark);
    });

    it('has one range a folder: earliest time, newest reason, newest mark', async () => {
      await ranges.add(range('a', { since: 100 }));
      const token = await ranges.add(range('a', { since: 200, reason: 'machine-slept' }));
      expect(await ranges.open('r')).toEqual([{ ...range('a', { since: 100, reason: 'machine-slept' }), token }]);
      await ranges.add(range('a', { since: 50 }));
      expect((await ranges.open('r'))[0]?.since).toBe(50);
    });

    it('clears by a token, once and again', async () => {
      const token = await ranges.add(range('a'));
      expect(await ranges.clear(token)).toBe(true);
      expect(await ranges.clear(token)).toBe(true);
      expect(await folders()).toEqual([]);
    });

    it('clears nothing that was marked after the token was read', async () => {
      const token = await ranges.add(range('a'));
      await ranges.add(range('a'));
      expect(await ranges.clear(token)).toBe(false);
      expect(await folders()).toEqual(['a']);
    });

    it('clears what lies below and is not newer, and nothing beside or above', async () => {
      for (const folder of ['', 'a/old', 'ab', 'a']) await ranges.add(range(folder));
      const open = await ranges.open('r');
      await ranges.add(range('a/new'));
      await ranges.clear(open.find(({ folder }) => folder === 'a')!.token);
      expect((await folders()).sort()).toEqual(['', 'a/new', 'ab']);
    });

    it('clears everything older with the token of the whole root', async () => {
      await ranges.add(range('a/b'));
      const token = await ranges.add(range(''));
      await ranges.add(range('c'));
      expect(await ranges.clear(token)).toBe(true);
      expect(await folders()).toEqual(['c']);
    });

    it('takes the names of folders literally', async () => {
      for (const folder of ['a_', 'a%', 'aX/sub', 'caf\udce9']) await ranges.add(range(folder));
      for (const { token, folder } of await ranges.open('r')) if (folder !== 'aX/sub') await ranges.clear(token);
      expect(await folders()).toEqual(['aX/sub']);
    });

    it('keeps names that are no UTF-8', async () => {
      await ranges.add(range('caf\udce9/x'));
      expect((await (await under.reopen()).open('r')).map(open => open.folder)).toEqual(['caf\udce9/x']);
    });

    it('keeps roots apart and forgets one of them', async () => {
      const token = await ranges.add(range(''));
      await ranges.add(range('', { root: 'other' }));
      await ranges.clear(token);
      expect(await folders('other')).toEqual(['']);
      await ranges.add(range('a'));
      await ranges.forget('other');
      expect([await folders(), await folders('other')]).toEqual([['a'], []]);
    });
  });
}
