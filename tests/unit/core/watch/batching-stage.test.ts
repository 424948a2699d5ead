import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchingStage, type FileBatch } from '../../../../src/core/watch/batching-stage.js';
import { change, onVirtualTime } from './marbles.js';

const events = { a: change('a'), b: change('b'), c: change('d/c'), d: change('d/d') };
const options = { quietMs: 5, maxOpenMs: 20, maxPaths: 3 };
const changes = (...paths: string[]): FileBatch => ({ kind: 'changes', paths });

describe('batching stage', () => {
  it('closes a batch after quietMs of silence', () => {
    onVirtualTime(({ cold, expectObservable, scheduler }) => {
      const source = cold('a-b-----------|', events);
      expectObservable(source.pipe(batchingStage(options, scheduler))).toBe('-------x------|', { x: changes('a', 'b') });
    });
  });

  it('closes a batch after maxOpenMs while changes keep coming', () => {
    onVirtualTime(({ cold, expectObservable, scheduler }) => {
      const source = cold('a--a--a--a--a--a--a--b--b------|', events);
      const expected = '   --------------------x--------y-|';
      expectObservable(source.pipe(batchingStage(options, scheduler))).toBe(expected, { x: changes('a'), y: changes('b') });
    });
  });

  it('names a path once however often it changed', () => {
    onVirtualTime(({ cold, expectObservable, scheduler }) => {
      expectObservable(cold('(aaba)----------|', events).pipe(batchingStage(options, scheduler)))
        .toBe('-----x----------|', { x: changes('a', 'b') });
    });
  });

  it('gives up the most crowded folder at once when the bound is passed, and keeps the rest', () => {
    onVirtualTime(({ cold, expectObservable, scheduler }) => {
      expectObservable(cold('(abcd)----------|', events).pipe(batchingStage(options, scheduler)))
        .toBe('r----x----------|', { r: { kind: 'rescan', folder: 'd' }, x: changes('a', 'b') });
    });
  });

  it('keeps changes of a folder that it gave up before: the rescan may have begun', () => {
    onVirtualTime(({ cold, expectObservable, scheduler }) => {
      expectObservable(cold('(abcdc)----------|', events).pipe(batchingStage(options, scheduler)))
        .toBe('r----x-----------|', { r: { kind: 'rescan', folder: 'd' }, x: changes('a', 'b', 'd/c') });
    });
  });

  it('flushes the open batch on completion', () => {
    onVirtualTime(({ cold, expectObservable, scheduler }) => {
      expectObservable(cold('a-|', events).pipe(batchingStage(options, scheduler))).toBe('--(x|)', { x: changes('a') });
    });
  });

  it('passes an error on at once and drops the open batch', () => {
    onVirtualTime(({ cold, expectObservable, scheduler }) => {
      expectObservable(cold('a-#', events).pipe(batchingStage(options, scheduler))).toBe('--#');
    });
  });

  it('leaves its source and its timers when it is unsubscribed', () => {
    onVirtualTime(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source = cold('a--b---', events);
      expectObservable(source.pipe(batchingStage(options, scheduler)), '^---!').toBe('-----');
      expectSubscriptions(source.subscriptions).toBe('^---!');
    });
  });

  it('loses no path: each is in a later batch or below a folder told later', () => {
    const moment = fc.record({ gap: fc.nat(12), path: fc.constantFrom('a', 'b', 'd/c', 'd/d', 'd/e/f', 'd/e/g', 'h/i') });
    fc.assert(fc.property(fc.array(moment, { maxLength: 40 }), moments => {
      onVirtualTime(({ cold, flush, scheduler }) => {
        const seen: { readonly at: number; readonly batch: FileBatch }[] = [];
        let at = 0;
        const arrivals = moments.map(({ gap, path }) => ({ path, at: at += gap + 1 }));
        const marble = moments.map(({ gap }, index) => `${gap > 0 ? ` ${gap}ms ` : ''}${String.fromCharCode(0x4e00 + index)}`).join('');
        const values = Object.fromEntries(moments.map(({ path }, index) => [String.fromCharCode(0x4e00 + index), change(path)]));
        cold(`${marble} |`, values).pipe(batchingStage(options, scheduler))
          .subscribe(batch => seen.push({ at: scheduler.now(), batch }));
        flush();
        for (const arrival of arrivals) {
          expect(seen.some(({ at: told, batch }) => told >= arrival.at - 1 && (batch.kind === 'rescan'
            ? batch.folder === '' || arrival.path.startsWith(`${batch.folder}/`)
            : batch.paths.includes(arrival.path)))).toBe(true);
        }
        for (const { batch } of seen) if (batch.kind === 'changes') expect(batch.paths.length).toBeLessThanOrEqual(3);
      });
    }));
  });
});
