import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { CrashBook } from '../../../../src/host/main/hosts/crash-book.js';
import type { PluginId } from '../../../../src/wire/plugins/manifest/index.js';
import { ManualClock } from '../../../fakes/manual-clock.js';

const LIMIT = { crashes: 3, windowMs: 300_000 };
let clock: ManualClock;
let book: CrashBook;
beforeEach(() => {
  clock = new ManualClock();
  book = new CrashBook(clock, LIMIT);
});

describe('the crash book', () => {
  it('finds who crashes three times within the window', async () => {
    expect(book.record(['a.a'])).toBeUndefined();
    await clock.advance(LIMIT.windowMs - 1);
    expect(book.record(['a.a'])).toBeUndefined();
    expect(book.record(['a.a'])).toBe('a.a');
  });

  it('forgets crashes that are older than the window', async () => {
    book.record(['a.a']);
    book.record(['a.a']);
    await clock.advance(LIMIT.windowMs);
    expect(book.count('a.a')).toBe(0);
    expect(book.record(['a.a'])).toBeUndefined();
  });

  it('keeps the suspects of a shared crash alone until the window is over', async () => {
    book.record(['a.a', 'b.b']);
    expect([book.mustBeAlone('a.a'), book.mustBeAlone('b.b'), book.mustBeAlone('c.c')]).toEqual([true, true, false]);
    await clock.advance(LIMIT.windowMs);
    expect(book.mustBeAlone('a.a')).toBe(false);
  });

  it('counts a shared crash, but finds nobody guilty by it', () => {
    for (let round = 0; round < 5; round++) expect(book.record(['a.a', 'b.b'])).toBeUndefined();
    expect(book.record(['a.a'])).toBe('a.a');
  });

  it('clears those who were under suspicion together with the culprit', () => {
    book.record(['a.a', 'b.b', 'c.c']);
    book.record(['c.c', 'd.d']);
    expect(book.forget('a.a').toSorted()).toEqual(['b.b', 'c.c']);
    expect([book.count('b.b'), book.mustBeAlone('b.b')]).toEqual([0, false]);
    expect([book.count('c.c'), book.mustBeAlone('c.c')]).toEqual([1, true]);
  });

  it('counts nothing twice and nobody who was not there', () => {
    book.record([]);
    expect(book.record(['a.a'])).toBeUndefined();
    expect([book.count('a.a'), book.count('b.b')]).toEqual([1, 0]);
  });

  it('never finds guilty who always crashed in company, whatever the order of events', () => {
    const ids = ['a.a', 'b.b', 'c.c', 'd.d'] as const satisfies readonly PluginId[];
    fc.assert(fc.property(fc.array(fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 })), crashes => {
      const own = new CrashBook(new ManualClock(), LIMIT);
      const alone = new Map<PluginId, number>();
      for (const suspects of crashes) {
        const culprit = own.record(suspects);
        if (suspects.length === 1) alone.set(suspects[0] as PluginId, (alone.get(suspects[0] as PluginId) ?? 0) + 1);
        if (culprit === undefined) continue;
        expect(suspects).toEqual([culprit]);
        expect(alone.get(culprit)).toBeGreaterThan(0);
        own.forget(culprit);
        expect(own.count(culprit)).toBe(0);
      }
    }));
  });
});
