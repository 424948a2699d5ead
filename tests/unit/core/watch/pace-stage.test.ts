import { describe, it } from 'vitest';
import { paceStage, type LastRead } from '../../../../src/core/watch/pace-stage.js';
import { change, onVirtualTime } from './marbles.js';

const events = { a: change('a'), b: change('b'), c: change('c') };

function options(reads: Readonly<Record<string, LastRead>>, maxHeld = 10) {
  return { quietMs: 5, readFactor: 20, maxHeld, lastRead: (path: string) => reads[path] };
}

describe('pace stage', () => {
  it('passes a file that was never read at once', () => {
    onVirtualTime(({ cold, expectObservable, scheduler }) => {
      expectObservable(cold('ab|', events).pipe(paceStage(options({}), scheduler))).toBe('ab|', events);
    });
  });

  it('holds a file until 20 times its last read has passed, and no other file', () => {
    onVirtualTime(({ cold, expectObservable, scheduler }) => {
      const stage = paceStage(options({ a: { readMs: 1, finishedAt: 0 } }), scheduler);
      expectObservable(cold('-ab-a------------------------|', events).pipe(stage)).toBe('--b-----------------a--------|', events);
    });
  });

  it('holds a file that is quick to read for quietMs', () => {
    onVirtualTime(({ cold, expectObservable, scheduler }) => {
      const stage = paceStage(options({ a: { readMs: 0.1, finishedAt: 0 } }), scheduler);
      expectObservable(cold('-a----a---|', events).pipe(stage)).toBe('-----aa---|', events);
    });
  });

  it('passes files unheld past its bound', () => {
    onVirtualTime(({ cold, expectObservable, scheduler }) => {
      const slow = { readMs: 1, finishedAt: 0 };
      const stage = paceStage(options({ a: slow, b: slow }, 1), scheduler);
      expectObservable(cold('ab----------------------|', events).pipe(stage)).toBe('-b------------------a---|', events);
    });
  });

  it('lets out what it holds before it completes', () => {
    onVirtualTime(({ cold, expectObservable, scheduler }) => {
      const stage = paceStage(options({ a: { readMs: 0, finishedAt: 0 } }), scheduler);
      expectObservable(cold('-a|', events).pipe(stage)).toBe('-----(a|)', events);
    });
  });

  it('passes an error on at once, and stops with its subscriber', () => {
    onVirtualTime(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const stage = paceStage(options({ a: { readMs: 0, finishedAt: 0 } }), scheduler);
      expectObservable(cold('-a#', events).pipe(stage)).toBe('--#');
      const source = cold('-a---', events);
      expectObservable(source.pipe(stage), '^--!').toBe('----');
      expectSubscriptions(source.subscriptions).toBe('^--!');
    });
  });
});
