import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldHistory } from '../../../../src/core/catalog/fold-history.js';
import { itemAt } from '../../../../src/core/catalog/history-item.js';
import { operations } from '../../../../src/core/catalog/record-stream.js';
import { oldestDroppable, planRetention, type RetentionContext, type RetentionOperation } from '../../../../src/core/retention/plan-retention.js';
import type { PromotionRule } from '../../../../src/core/retention/plan-promotions.js';
import type { TimedItem } from '../../../../src/core/retention/retention-candidate.js';
import { DAY_MS, HOUR_MS, defaultRetentionPolicy, isClockTrusted } from '../../../../src/core/retention/retention-policy.js';
import { classify, hasContent } from '../../../../src/core/retention/version-class.js';
import { smallRecord } from '../catalog/arbitraries.js';

type Letter = 'g' | 's' | 'm' | 't' | 'x' | '-'; // generation, save, metadata only, torn, deleted, gap

const startMs = 20_000 * DAY_MS;

/** `s1@2.5`: a save of content 1, 2.5 hours after midnight of the first day. */
function history(text: string): readonly TimedItem[] {
  return text.split(' ').filter(Boolean).map((part, index) => {
    const [, letter, content, hours] = /^(.)(\d*)@([\d.]+)$/.exec(part) ?? [];
    return item(letter as Letter, Number(content), index + 1, startMs + Number(hours) * HOUR_MS);
  });
}

function item(letter: Letter, content: number, sequence: number, timeMs: number): TimedItem {
  if (letter === 'x') return { kind: 'tombstone', sequence, timeMs };
  if (letter === '-') return { kind: 'gap', sequence, timeMs };
  const flags = { generation: letter === 'g', metadataOnly: letter === 'm', torn: letter === 't' };
  return { kind: 'version', sequence, timeMs, record: smallRecord(content, flags) };
}

function context(hours: number, promotion: PromotionRule = 'none', generations = 10): RetentionContext {
  return { policy: { ...defaultRetentionPolicy, generations }, nowMs: startMs + hours * HOUR_MS, promotion };
}

function apply(items: readonly TimedItem[], plan: readonly RetentionOperation[]): readonly TimedItem[] {
  const times = new Map(items.map(({ sequence, timeMs }) => [sequence, timeMs]));
  const applied = plan.map(({ kind, sequence }) => ({ op: operations[kind], sequence }));
  return foldHistory(items, applied)
    .map(folded => ({ ...folded, timeMs: times.get(folded.sequence) as number }));
}

const short = (plan: readonly RetentionOperation[]): string => plan.map(({ kind, sequence }) => `${kind} ${sequence}`).join(', ');

describe('retention of one path', () => {
  it.each<[string, string, RetentionContext, string]>([
    ['keeps every save of the last hour', 's1@1 s2@1.1 s3@1.2 s4@1.9', context(2), ''],
    ['keeps the last save of an hour for a day', 's1@1 s2@1.1 s3@2.1 s4@5', context(6), 'drop 1'],
    ['keeps the last save of a day for a week', 's1@1 s2@2 s3@23 s4@80', context(81), 'drop 1, drop 2'],
    ['drops saves after a week', 's1@1 g2@30 s3@300', context(301), 'drop 1'],
    ['keeps the newest generations', 'g1@1 g2@30 g3@60', context(61, 'none', 2), 'drop 1'],
    ['counts no metadata change as a generation', 'g1@1 m1@2 g2@30 m2@31', context(31.5, 'none', 2), ''],
    ['promotes the current version', 'g1@1 s2@30 s3@30.5', context(31, 'current'), 'promote 3'],
    ['promotes no content that the last generation has', 'g1@1 s2@30 s1@30.5', context(31, 'current'), ''],
    ['promotes what was read cleanly under a torn version', 'g1@1 s2@30 t3@30.5', context(31, 'current'), 'promote 2'],
    ['promotes the content under a metadata change', 'g1@1 s2@300 m2@300.5', context(301, 'current'), 'promote 2'],
    ['promotes nothing of a deleted file', 'g1@1 s2@30 x@30.5', context(31, 'current'), ''],
    ['promotes the last save of each day that is over', 's1@1 s2@5 s3@25 s4@30 s5@49', context(50, 'days'), 'drop 1, promote 2, drop 3, promote 4'],
    ['keeps the last clean content beside a torn version however old', 'g1@1 t2@2', context(9000, 'none', 1), ''],
    ['keeps a save that is all the content there is', 's1@1 m1@2', context(9000), ''],
    ['keeps generations of a deleted file for 90 days', 'g1@1 g2@2 x@3', context(3 + 90 * 24), ''],
    ['then drops them', 'g1@1 g2@2 x@3', context(4 + 90 * 24), 'drop 1, drop 2'],
    ['then forgets the path', '-@1 x@3', context(4 + 455 * 24), 'forget 2'],
    ['leaves a gap alone that a later version follows', '-@1 x@3 g1@5', context(9000), ''],
  ])('%s', (_, text, given, expected) => {
    expect(short(planRetention(history(text), given))).toBe(expected);
  });

  it('offers the oldest version when a quota is exceeded, never the one that is there now', () => {
    expect(oldestDroppable(history('-@1 g1@2 g2@3 s3@4'))).toEqual({ kind: 'drop', sequence: 2 });
    expect(oldestDroppable(history('g1@2 t2@3'))).toBeUndefined();
    expect(oldestDroppable([])).toBeUndefined();
  });

  it('distrusts a clock that is over an hour off', () => {
    const now = startMs;
    expect(isClockTrusted(now, now - DAY_MS, undefined)).toBe(true);
    expect(isClockTrusted(now, now + HOUR_MS + 1, undefined)).toBe(false);
    expect(isClockTrusted(now, undefined, now - HOUR_MS - 1)).toBe(false);
    expect(isClockTrusted(now, now + HOUR_MS, now + HOUR_MS)).toBe(true);
  });
});

const anyHistory = fc.array(fc.record({
  letter: fc.constantFrom<Letter>('g', 's', 's', 's', 'm', 't', 'x'),
  content: fc.nat(3),
  stepMs: fc.oneof(fc.nat(HOUR_MS), fc.nat(DAY_MS), fc.nat(20 * DAY_MS)),
}), { minLength: 1, maxLength: 20 }).map(parts => {
  let timeMs = startMs;
  return parts.map(({ letter, content, stepMs }, index) => item(letter, content, index + 1, timeMs += stepMs));
});
const anyContext = (items: readonly TimedItem[]): fc.Arbitrary<RetentionContext> => fc.record({
  policy: fc.integer({ min: 1, max: 4 }).map(generations => ({ ...defaultRetentionPolicy, generations })),
  nowMs: fc.oneof(fc.nat(2 * DAY_MS), fc.nat(500 * DAY_MS)).map(later => (items.at(-1)?.timeMs ?? 0) + later),
  promotion: fc.constantFrom<PromotionRule>('current', 'days', 'none'),
});
const anyCase = anyHistory.chain(items => fc.record({ items: fc.constant(items), given: anyContext(items) }));
const check = (property: (items: readonly TimedItem[], given: RetentionContext) => void): void =>
  fc.assert(fc.property(anyCase, ({ items, given }) => property(items, given)), { numRuns: 1000 });

describe('retention of any path', () => {
  it('never drops the current version, nor the last clean content of a file that exists', () => {
    check((items, given) => {
      if (items.at(-1)?.kind !== 'version') return;
      const after = apply(items, planRetention(items, given));
      expect(after.at(-1)?.sequence).toBe(items.at(-1)?.sequence);
      expect(classify(after).findLast(hasContent)?.sequence).toBe(classify(items).findLast(hasContent)?.sequence);
    });
  });

  it('keeps the newest generations while the file exists, and no more', () => {
    check((items, given) => {
      if (items.at(-1)?.kind !== 'version') return;
      const generations = (of: readonly TimedItem[]): number[] => classify(of).filter(({ kind }) => kind === 'generation').map(({ sequence }) => sequence);
      const after = generations(apply(items, planRetention(items, given)));
      const count = given.policy.generations;
      expect(after.length).toBeLessThanOrEqual(count);
      if (given.promotion === 'none') expect(after).toEqual(generations(items).slice(-count));
      else expect(after.length).toBeGreaterThanOrEqual(Math.min(count, generations(items).length));
    });
  });

  it('has nothing more to do after it was applied', () => {
    check((items, given) => {
      const after = apply(items, planRetention(items, given));
      expect(short(planRetention(after, given))).toBe('');
    });
  });

  it('never brings back later what it dropped: waiting drops at least as much', () => {
    check((items, given) => {
      const dropped = (nowMs: number): string[] => planRetention(items, { ...given, nowMs, promotion: 'none' })
        .filter(({ kind }) => kind !== 'promote').map(({ kind, sequence }) => `${kind} ${sequence}`);
      const later = dropped(given.nowMs + 3 * DAY_MS);
      if (later.some(operation => operation.startsWith('forget'))) return;
      expect(later).toEqual(expect.arrayContaining(dropped(given.nowMs)));
    });
  });

  it('answers for every earlier time with the same version or with a gap', () => {
    check((items, given) => {
      const plan = planRetention(items, given);
      if (plan.some(({ kind }) => kind === 'forget')) return;
      const after = apply(items, plan);
      for (const { sequence } of items) {
        const [before, now] = [itemAt(items, sequence), itemAt(after, sequence)];
        if (before?.kind === 'version') expect(now?.kind === 'gap' || now?.sequence === before.sequence).toBe(true);
        else expect(now?.kind).toBe(before?.kind);
      }
    });
  });
});
