import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NoticeChange } from '../../src/core/ports/notice-log.js';
import { ownNotice, type NewNotice } from '../../src/notifications/notice.js';
import { decide } from '../../src/notifications/policy/decide.js';
import type { NoticeEvent } from '../../src/notifications/policy/notice-events.js';
import { emptyMemory, parseMemory, type PolicyMemory } from '../../src/notifications/policy/policy-memory.js';
import { DAY_MS, HOUR_MS, isLouder, isQuiet, type NoticePolicies } from '../../src/notifications/policy/policies.js';
import { noticeKinds, severities, type NoticeFate, type NoticeKind, type Severity } from '../../src/terms/notice-terms.js';

const MINUTE_MS = 60_000;
const kinds = Object.keys(noticeKinds) as NoticeKind[];
const news = kinds.filter(kind => noticeKinds[kind].manner === 'news');

type Plan = { readonly waitMs: number; readonly what: (index: number, nowMs: number) => NoticeEvent };

const wait = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 90 }).map(minutes => minutes * MINUTE_MS), fc.integer({ min: 1, max: 80 }).map(hours => hours * HOUR_MS));
const raising = fc.record({
  kind: fc.constantFrom(...kinds), severity: fc.option(fc.constantFrom(...severities), { nil: undefined }), dedupeKey: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
}).map((wanted: NewNotice) => (index: number, nowMs: number): NoticeEvent => ({ type: 'raised', notice: ownNotice(wanted, `n${index}`, nowMs) }));
const health = fc.array(fc.record({ id: fc.constantFrom('s1', 's2'), agoDays: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }) }), { maxLength: 2 })
  .map(sources => (_: number, nowMs: number): NoticeEvent => ({
    type: 'looked',
    sources: [...new Map(sources.map(({ id, agoDays }) => [id, { id, name: id, lastGoodMs: agoDays === undefined ? undefined : nowMs - agoDays * DAY_MS, addedMs: nowMs - 30 * DAY_MS }])).values()],
  }));
const other = fc.oneof(
  fc.constant<NoticeEvent>({ type: 'tick' }), fc.constant<NoticeEvent>({ type: 'reset' }),
  fc.constantFrom(...news).map((kind): NoticeEvent => ({ type: 'muted', kind })),
  fc.constantFrom('a', 'b').map((dedupeKey): NoticeEvent => ({ type: 'withdrawn', dedupeKey })),
).map(event => () => event);
const plans: fc.Arbitrary<readonly Plan[]> = fc.array(fc.record({ waitMs: wait, what: fc.oneof({ weight: 5, arbitrary: raising }, { weight: 2, arbitrary: other }, { weight: 1, arbitrary: health }) }), { maxLength: 60 });
const quietHours = fc.option(fc.record({ fromMinute: fc.integer({ min: 0, max: 1439 }), toMinute: fc.integer({ min: 0, max: 1439 }) }), { nil: undefined });
const policies: fc.Arbitrary<NoticePolicies> = fc.record({
  quietHours, periodMs: fc.integer({ min: 0, max: 48 }).map(hours => hours * HOUR_MS), warnAfterMs: fc.constant(3 * DAY_MS), alarmAfterMs: fc.constant(5 * DAY_MS),
});

interface Life { readonly kind: string; readonly severity: Severity; readonly dedupeKey: string | undefined; readonly fates: { readonly fate: NoticeFate; readonly atMs: number }[] }

/** Plays a plan and notes each notice's fates; the memory goes through its stored form at every step. */
function play(steps: readonly Plan[], policy: NoticePolicies) {
  const lives = new Map<string, Life>();
  let memory: PolicyMemory = emptyMemory;
  let nowMs = 1_000_000_000_000;
  const mutings: { readonly kind: string; readonly on: boolean; readonly atMs: number }[] = [];
  const step = (event: NoticeEvent) => {
    const answer = decide(memory, event, policy, { nowMs, localMinute: minuteAt(nowMs) });
    memory = parseMemory(JSON.parse(JSON.stringify(answer.memory)));
    expect(memory).toEqual(answer.memory);
    for (const change of answer.changes) note(change);
  };
  const note = (change: NoticeChange) => {
    if (change.type === 'keep') lives.set(change.notice.id, { ...change.notice, dedupeKey: change.notice.dedupeKey, fates: [{ fate: change.fate, atMs: nowMs }] });
    else if (change.type === 'fate') (lives.get(change.id) as Life).fates.push({ fate: change.fate, atMs: nowMs });
  };
  steps.forEach(({ waitMs, what }, index) => {
    for (let left = waitMs; left > 0; left -= 30 * MINUTE_MS) {
      nowMs += Math.min(left, 30 * MINUTE_MS);
      step({ type: 'tick' });
    }
    const event = what(index, nowMs);
    if (event.type === 'muted') mutings.push({ kind: event.kind, on: true, atMs: nowMs });
    if (event.type === 'reset') for (const kind of kinds) mutings.push({ kind, on: false, atMs: nowMs });
    step(event);
  });
  return { lives, memory: () => memory, step, pass: (ms: number) => (nowMs += ms), now: () => nowMs, mutings };
}

const minuteAt = (ms: number) => Math.floor(ms / MINUTE_MS) % 1440;
const loudMinutes = (hours: NoticePolicies['quietHours']) => Array.from({ length: 1440 }, (_, minute) => minute).filter(minute => !isQuiet(hours, minute)).length;
const dueOf = ({ lives }: ReturnType<typeof play>) => [...lives.values()].flatMap(life => life.fates.filter(({ fate }) => fate === 'due').map(({ atMs }) => ({ ...life, atMs })));

describe('the policies of notices', () => {
  it('tell no notice twice', () => {
    fc.assert(fc.property(plans, policies, (steps, policy) => {
      for (const { fates } of play(steps, policy).lives.values()) expect(fates.filter(({ fate }) => fate === 'due').length).toBeLessThanOrEqual(1);
    }));
  });

  it('tell news in quiet hours only as alarms, and answers at once', () => {
    fc.assert(fc.property(plans, policies, (steps, policy) => {
      const played = play(steps, policy);
      for (const { kind, severity, atMs } of dueOf(played)) if (news.includes(kind as NoticeKind) && isQuiet(policy.quietHours, minuteAt(atMs))) expect(severity).toBe('alarm');
      for (const { kind, fates } of played.lives.values()) if (!news.includes(kind as NoticeKind)) expect(fates).toMatchObject([{ fate: 'due' }]);
    }));
  });

  it('tell at most one of a kind within its period, unless it is louder or all was reset', () => {
    fc.assert(fc.property(plans, policies, (steps, policy) => {
      const played = play(steps, policy);
      for (const kind of news) {
        const told = dueOf(played).filter(notice => notice.kind === kind).sort((a, b) => a.atMs - b.atMs);
        told.slice(1).forEach((later, index) => {
          const earlier = told[index] as (typeof told)[number];
          const wasReset = played.mutings.some(({ on, atMs }) => !on && atMs >= earlier.atMs && atMs <= later.atMs);
          expect(later.atMs - earlier.atMs >= policy.periodMs || isLouder(later.severity, earlier.severity) || wasReset).toBe(true);
        });
      }
    }));
  });

  it('leave nothing held for ever: a day and a period later all news has been told, folded, replaced or silenced', () => {
    fc.assert(fc.property(plans, policies, (steps, policy) => {
      fc.pre(loudMinutes(policy.quietHours) > 60);
      const played = play(steps, policy);
      for (let passed = 0; passed <= DAY_MS + policy.periodMs; passed += 30 * MINUTE_MS) {
        played.pass(30 * MINUTE_MS);
        played.step({ type: 'tick' });
      }
      expect(played.memory().held).toEqual([]);
    }));
  });

  it('tell nothing of a kind that is not to be shown again, alarms excepted', () => {
    fc.assert(fc.property(plans, policies, (steps, policy) => {
      const played = play(steps, policy);
      for (const { kind, severity, atMs } of dueOf(played)) {
        if (severity === 'alarm' || !news.includes(kind as NoticeKind)) continue;
        const last = played.mutings.filter(muting => muting.kind === kind && muting.atMs < atMs).at(-1);
        expect(last?.on ?? false).toBe(false);
      }
    }));
  });

  it('warn of a source after three days without a committed run, alarm after five, and fall silent with the next one', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 12 }), policies, (days, policy) => {
      const played = play([], policy);
      const lastGoodMs = played.now();
      for (let hour = 0; hour < days * 24; hour++) {
        played.pass(HOUR_MS);
        played.step({ type: 'looked', sources: [{ id: 's', name: 's', lastGoodMs, addedMs: lastGoodMs }] });
      }
      const said = [...played.lives.values()].map(({ severity }) => severity);
      expect(said).toEqual([...(days >= 3 ? ['warning'] : []), ...Array.from({ length: Math.max(0, days - 4) }, () => 'alarm')]);
      played.step({ type: 'looked', sources: [{ id: 's', name: 's', lastGoodMs: played.now(), addedMs: lastGoodMs }] });
      expect(played.memory()).toMatchObject({ held: [], overdue: {} });
    }));
  });
});
