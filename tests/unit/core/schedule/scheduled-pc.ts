import type { Moment } from '../../../../src/core/schedule/evidence.js';
import { schedule } from '../../../../src/core/schedule/scheduler.js';
import type { MissedSlot, RunKey, SchedulerEffect, SchedulerEvent, SlotRecord } from '../../../../src/core/schedule/scheduler-events.js';
import type { ScheduleSettings } from '../../../../src/core/schedule/schedule-settings.js';
import { parseState, type SchedulerState } from '../../../../src/core/schedule/scheduler-state.js';
import type { SlotOutcome } from '../../../../src/terms/schedule-terms.js';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

export interface PcOptions {
  readonly zone: string;
  readonly at: string; //              UTC, without the Z
  readonly settings?: Partial<ScheduleSettings>;
  readonly sources?: readonly string[];
  readonly chance?: number;
  readonly lookMs?: number;
  /** false: a platform without a clock that stands still during sleep. */
  readonly hasAwakeClock?: boolean;
}

/** A PC with a clock, a zone and a switch, on which the scheduler runs. The state survives a restart as text, as it does on disk. */
export class ScheduledPc {
  wallMs: number;
  zone: string;
  reachable: boolean | undefined = true;
  settings: ScheduleSettings;
  sources: readonly string[];
  /** How long a source takes; undefined: until the test ends it. */
  sourceMs: number | undefined = 0;
  outcome: SlotOutcome = { status: 'completed' };
  readonly records: SlotRecord[] = [];
  readonly told: (readonly MissedSlot[])[] = [];
  readonly effects: SchedulerEffect[] = [];
  readonly starts: { readonly key: RunKey; readonly source: string; readonly wallMs: number }[] = [];
  /** Hears of every event before the scheduler does, but the first. */
  onLook: ((event: SchedulerEvent, now: Moment, before: SchedulerState) => void) | undefined;
  readonly #options: PcOptions;
  #state: SchedulerState | undefined;
  #settingsSinceMs: number;
  #upMs = HOUR_MS;
  #awakeMs = HOUR_MS;
  #boots = 1;
  #atWork: { readonly key: RunKey; readonly source: string; leftMs: number } | undefined;
  #suspended = false;

  constructor(options: PcOptions) {
    this.#options = options;
    this.zone = options.zone;
    this.wallMs = Date.parse(`${options.at}Z`);
    this.settings = { on: true, time: '12:30', days: [0, 1, 2, 3, 4, 5, 6], catchUp: 'tell', ...options.settings };
    this.sources = options.sources ?? ['a'];
    this.#settingsSinceMs = this.wallMs;
    this.#startAgent();
  }

  get state(): SchedulerState {
    if (!this.#state) throw new Error('no event yet');
    return this.#state;
  }

  send(event: SchedulerEvent): readonly SchedulerEffect[] {
    if (this.#state) this.onLook?.(event, this.moment(), this.#state);
    const { state, effects } = schedule(this.#state, event, this.moment());
    this.#state = state;
    this.effects.push(...effects);
    for (const effect of effects) this.#carryOut(effect);
    return effects;
  }

  /** Lets time pass while PC and agent are on. */
  pass(ms: number): void {
    const lookMs = this.#options.lookMs ?? MINUTE_MS;
    for (let left = ms; left > 0; left -= lookMs) {
      this.#elapse(Math.min(left, lookMs), true);
      this.#work(Math.min(left, lookMs));
      this.send({ type: 'tick' });
    }
  }

  sleep(ms: number): void {
    this.#elapse(ms, false);
    this.send({ type: 'woke' });
  }

  /** The power goes, the agent without a word, and comes back. */
  cutPower(ms: number, upAgainMs = MINUTE_MS): void {
    this.wallMs += ms;
    this.#boots += 1;
    this.#upMs = this.#awakeMs = upAgainMs;
    this.#startAgent();
  }

  /** The agent's process ends without a word and is started again later; halfway, the settings may change. */
  loseAgent(ms: number, change: Partial<ScheduleSettings> = {}): void {
    this.#elapse(ms / 2, true);
    if (Object.keys(change).length > 0) {
      this.settings = { ...this.settings, ...change };
      this.#settingsSinceMs = this.wallMs;
    }
    this.#elapse(ms / 2, true);
    this.#startAgent();
  }

  setClock(byMs: number): void {
    this.wallMs += byMs;
    this.send({ type: 'clock-changed' });
  }

  travel(zone: string): void {
    this.zone = zone;
    this.send({ type: 'clock-changed' });
  }

  choose(change: Partial<ScheduleSettings>): void {
    this.settings = { ...this.settings, ...change };
    this.#settingsSinceMs = this.wallMs;
    this.send({ type: 'settings-changed', wishes: this.#wishes() });
  }

  /** The source at work ends. */
  finish(outcome: SlotOutcome): void {
    const { key, source } = this.#atWork ?? {};
    if (key === undefined || source === undefined) throw new Error('nothing is at work');
    this.#atWork = undefined;
    this.send({ type: 'source-finished', key, source, outcome });
  }

  /** Slot or request → how each of its sources ended, in one word. */
  get history(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(this.records.map(({ key, results }) => [key, results.map(({ outcome }) => outcome.status === 'completed' ? 'completed' : outcome.reason)]));
  }

  #startAgent(): void {
    this.#atWork = undefined;
    this.#suspended = false;
    this.#state = this.#state && parseState(JSON.parse(JSON.stringify(this.#state)));
    this.send({ type: 'agent-started', wishes: this.#wishes() });
  }

  #wishes() {
    return { settings: this.settings, sources: this.sources, sinceMs: this.#settingsSinceMs };
  }

  moment(): Moment {
    const { chance = 0, hasAwakeClock = true } = this.#options;
    return {
      wallMs: this.wallMs, zone: this.zone, upMs: this.#upMs, bootId: `boot-${this.#boots}`, chance, ...(hasAwakeClock && { awakeMs: this.#awakeMs }),
    };
  }

  #elapse(ms: number, awake: boolean): void {
    this.wallMs += ms;
    this.#upMs += ms;
    if (awake) this.#awakeMs += ms;
  }

  #work(ms: number): void {
    if (!this.#atWork || this.#suspended || this.sourceMs === undefined) return;
    this.#atWork.leftMs -= ms;
    if (this.#atWork.leftMs <= 0) this.finish(this.outcome);
  }

  #carryOut(effect: SchedulerEffect): void {
    if (effect.type === 'record') this.records.push(effect.record);
    if (effect.type === 'tell') this.told.push(effect.missed);
    if (effect.type === 'suspend' || effect.type === 'resume') this.#suspended = effect.type === 'suspend';
    if (effect.type === 'interrupt') this.finish({ status: 'incomplete', reason: 'interrupted' });
    if (effect.type === 'probe' && this.reachable !== undefined) this.send({ type: this.reachable ? 'destination-reachable' : 'destination-unreachable' });
    if (effect.type !== 'start') return;
    this.starts.push({ key: effect.key, source: effect.source, wallMs: this.wallMs });
    this.#atWork = { key: effect.key, source: effect.source, leftMs: this.sourceMs ?? 0 };
    if (this.sourceMs === 0) this.finish(this.outcome);
  }
}
