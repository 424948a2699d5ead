import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilTime } from '../../src/core/schedule/civil-time.js';
import { absenceBetween } from '../../src/core/schedule/evidence.js';
import { pausedAt, type ScheduleSettings } from '../../src/core/schedule/schedule-settings.js';
import type { SlotOutcome } from '../../src/terms/schedule-terms.js';
import { HOUR_MS, MINUTE_MS, ScheduledPc } from '../unit/core/schedule/scheduled-pc.js';
import { ScheduleDiary } from './schedule-diary.js';

const DAY_MS = 24 * HOUR_MS;
/** Half an hour, a whole one, none, and one that is off during Ramadan. */
const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Tokyo', 'Africa/Casablanca', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'] as const;

const zone = fc.constantFrom(...zones);
/** Mostly the hours in which clocks change. */
const time = fc.oneof(fc.constantFrom('00:00', '01:30', '02:00', '02:15', '02:30', '02:59', '03:00', '23:59', '12:30'),
  fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`));
const days = fc.oneof({ weight: 3, arbitrary: fc.constant([0, 1, 2, 3, 4, 5, 6]) }, { weight: 1, arbitrary: fc.uniqueArray(fc.nat(6), { minLength: 1 }) });
const catchUp = fc.constantFrom('tell', 'run' as const);
const settings = fc.record({ on: fc.constant(true), time, days, catchUp });
/** Near the nights in which clocks change, a leap day, or anywhere. */
const start = fc.oneof(fc.constantFrom('2024-02-27T10:00', '2026-03-07T20:00', '2026-03-28T12:00', '2026-10-03T00:00', '2026-10-24T09:00', '2026-10-31T22:00', '2027-02-06T23:00', '2027-12-30T12:00'),
  fc.integer({ min: 0, max: 5 * 365 }).map(day => new Date(Date.UTC(2024, 0, 1) + day * DAY_MS).toISOString().slice(0, 16)));

type Happening =
  | { readonly kind: 'pass' | 'sleep' | 'cutPower' | 'loseAgent' | 'setClock'; readonly ms: number }
  | { readonly kind: 'travel'; readonly zone: string }
  | { readonly kind: 'choose'; readonly change: Partial<ScheduleSettings> }
  | { readonly kind: 'signed-in' | 'signed-out' };

const minutes = (min: number, max: number) => fc.integer({ min, max }).map(count => count * MINUTE_MS);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: minutes(1, 5 * 1440) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: minutes(1440, 180 * 1440) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('sleep' as const, 'cutPower' as const), ms: minutes(1, 15 * 1440) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('sleep' as const, 'loseAgent' as const), ms: minutes(1, 15) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('setClock' as const), ms: minutes(-40 * 1440, 40 * 1440) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('setClock' as const), ms: fc.constantFrom(-30, -5, -3, -2, -1, 1, 2, 3, 5, 30).map(count => count * DAY_MS) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('travel' as const), zone }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('choose' as const), change: fc.oneof(fc.record({ time }), fc.record({ days }), fc.record({ on: fc.boolean() }), fc.record({ catchUp })) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('signed-in' as const, 'signed-out' as const) }) },
);

/** What happens to runs, beside everything else. */
type Trouble = Happening
  | { readonly kind: 'run-now' | 'interrupt' | 'end-run' | 'session-ended' | 'crash' }
  | { readonly kind: 'source-ms'; readonly ms: number | undefined }
  | { readonly kind: 'outcome'; readonly outcome: SlotOutcome }
  | { readonly kind: 'reach'; readonly reachable: boolean | undefined };
const window = fc.option(fc.uniqueArray(time, { minLength: 2, maxLength: 2 }).map(([from, to]) => ({ from: from as string, to: to as string })), { nil: undefined });
const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  { weight: 6, arbitrary: happening },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('choose' as const), change: fc.record({ pauseWindow: window }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('run-now' as const, 'interrupt' as const, 'end-run' as const, 'session-ended' as const, 'crash' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('source-ms' as const), ms: fc.option(minutes(0, 3 * 1440), { nil: undefined }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('outcome' as const), outcome: fc.constantFrom<SlotOutcome>({ status: 'completed' }, { status: 'incomplete', reason: 'communication-error' }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reach' as const), reachable: fc.constantFrom(true, true, false, undefined) }) },
);

/** Keeps a diary of the PC from now on. */
function diaryOf(pc: ScheduledPc): ScheduleDiary {
  const diary = new ScheduleDiary(pc.settings, pc.moment());
  pc.onLook = (event, now, before) => {
    const isRestart = event.type === 'agent-started';
    const absence = !isRestart ? absenceBetween(before.seen, now) : before.seen.bootId !== now.bootId ? 'off' : before.sessionClosed ? 'session-closed' : 'not-running';
    diary.look(now, absence, event.type === 'tick');
    if (event.type === 'settings-changed') diary.choose(pc.settings, now);
    if (event.type === 'signed-in' || event.type === 'signed-out') diary.signedOut = event.type === 'signed-out';
  };
  return diary;
}

/** Lets something happen to the PC. */
function happen(pc: ScheduledPc, what: Trouble, index: number): void {
  switch (what.kind) {
    case 'travel': return pc.travel(what.zone);
    case 'choose': return pc.choose(what.change);
    case 'source-ms': return void (pc.sourceMs = what.ms);
    case 'outcome': return void (pc.outcome = what.outcome);
    case 'reach': return void (pc.reachable = what.reachable);
    case 'run-now': return void pc.send({ type: 'run-now', id: String(index) });
    case 'end-run': return pc.state.running ? pc.finish(pc.outcome) : undefined;
    case 'crash': return pc.cutPower(MINUTE_MS);
    case 'interrupt': case 'session-ended': case 'signed-in': case 'signed-out': return void pc.send({ type: what.kind });
    default: return pc[what.kind](what.ms);
  }
}

describe('the scheduler over years', () => {
  it('decides every slot as a diary of days would', () => {
    fc.assert(fc.property(zone, start, settings, fc.array(happening, { maxLength: 40 }), (home, at, wanted, happenings) => {
      const pc = new ScheduledPc({ zone: home, at, settings: wanted, lookMs: 97 * MINUTE_MS });
      const diary = diaryOf(pc);
      happenings.forEach((what, index) => happen(pc, what, index));
      const told = new Map(pc.records.map(({ key, results: [only], because }) => [key as string, only?.outcome.status === 'completed' ? 'run' : because ?? 'signed-out']));
      expect(Object.fromEntries(told)).toEqual(Object.fromEntries(diary.outcomes));
      expect(pc.starts.map(({ key }) => key).toSorted()).toEqual([...diary.ran].toSorted());
    }), { numRuns: 60 });
  }, 120_000);

  it('loses no slot and runs none twice, whatever happens to its runs', () => {
    fc.assert(fc.property(zone, start, settings, window, fc.array(trouble, { maxLength: 60 }), (home, at, wanted, pauseWindow, troubles) => {
      const pc = new ScheduledPc({ zone: home, at, settings: { ...wanted, pauseWindow }, sources: ['a', 'b'], lookMs: 61 * MINUTE_MS });
      const diary = diaryOf(pc);
      troubles.forEach((what, index) => {
        happen(pc, what, index);
        const { running, settings: known } = pc.state;
        if (running?.kind === 'scheduled') expect(running.suspended).toBe(known?.pauseWindow !== undefined && pausedAt(known.pauseWindow, civilTime(pc.zone, pc.wallMs).minute));
      });
      const { running, waiting } = pc.state;
      const open = [...waiting?.slots ?? [], ...running?.slots ?? []].map(({ key }) => key);
      const recorded = new Set<string>(pc.records.filter(({ kind }) => kind === 'scheduled').map(({ key }) => key));
      expect(new Set([...recorded, ...open])).toEqual(new Set(diary.outcomes.keys()));
      // A day that was missed under a wrong clock may be decided anew, a day that had its run never.
      const final = pc.records.filter(({ key, results: [first] }) => !open.includes(key) && first?.outcome.status !== 'not-run');
      expect(final.map(({ key }) => key)).toEqual([...new Set(final.map(({ key }) => key))]);
      for (const { key } of final) expect(pc.records.findLast(record => record.key === key)).toBe(final.find(record => record.key === key));
      const begun = pc.starts.map(({ key, source }) => `${key} ${source}`);
      expect(begun).toEqual([...new Set(begun)]);
      for (const { results } of pc.records) expect(results.map(({ source }) => source)).toEqual(['a', 'b']);
      expect(new Set(pc.starts.map(({ key }) => key).filter(key => key !== running?.key))).toEqual(new Set(final.filter(({ servedBy, key }) => !servedBy && begun.includes(`${key} a`)).map(({ key }) => key)));
    }), { numRuns: 60 });
  }, 120_000);
});
