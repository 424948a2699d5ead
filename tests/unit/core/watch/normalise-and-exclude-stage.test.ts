import { from, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { excludeStage } from '../../../../src/core/watch/exclude-stage.js';
import { normalisePath, normaliseStage } from '../../../../src/core/watch/normalise-stage.js';
import type { SourceEvent } from '../../../../src/core/watch/source-event.js';
import { change, onVirtualTime } from './marbles.js';

function normalised(...events: readonly SourceEvent[]): readonly SourceEvent[] {
  let out: readonly SourceEvent[] = [];
  from(events).pipe(normaliseStage(), toArray()).subscribe(list => { out = list; });
  return out;
}

describe('normalise stage', () => {
  it.each([
    ['a/b', 'a/b'], ['./a//b/', 'a/b'], ['/a', 'a'], ['a/../b', 'b'], ['.', ''], ['a/..', ''],
    ['caf\udce9/x', 'caf\udce9/x'], ['e\u0301', 'e\u0301'], ['a\\b', 'a\\b'],
    ['..', undefined], ['a/../../b', undefined],
  ])('reads %j as %j', (path, expected) => expect(normalisePath(path)).toBe(expected));

  it('turns what cannot be looked up below the root into a loss of the root', () => {
    expect(normalised(change('../x'), change('.'), { kind: 'overflow', folder: 'a/../..' }))
      .toEqual([{ kind: 'overflow' }, { kind: 'overflow' }, { kind: 'overflow' }]);
  });

  it('normalises the folder of a loss and passes everything else', () => {
    expect(normalised({ kind: 'overflow', folder: './a/' }, { kind: 'ready' }, change('b')))
      .toEqual([{ kind: 'overflow', folder: 'a' }, { kind: 'ready' }, change('b')]);
  });
});

describe('exclude stage', () => {
  const excluded = (path: string) => path === 'a/cache' || path.endsWith('.tmp');

  it('drops what is excluded or lies below an excluded folder', () => {
    onVirtualTime(({ cold, expectObservable }) => {
      const values = {
        a: change('a'), b: change('a/cache'), c: change('a/cache/deep/x'), d: change('x.tmp'), e: change('x.tmp.txt'),
        f: { kind: 'overflow', folder: 'a/cache/deep' } as const, g: { kind: 'overflow' } as const, r: { kind: 'ready' } as const,
      };
      expectObservable(cold<SourceEvent>('abcdefgr|', values).pipe(excludeStage({ excluded }))).toBe('a---e-gr|', values);
    });
  });

  it('never asks about the root', () => {
    onVirtualTime(({ cold, expectObservable }) => {
      const whole = { kind: 'overflow', folder: '' } as const;
      expectObservable(cold<SourceEvent>('a|', { a: whole }).pipe(excludeStage({ excluded: () => true }))).toBe('a|', { a: whole });
    });
  });
});
