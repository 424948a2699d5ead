import type { Timer } from '../base/clock.js';
import { CodedError } from '../base/coded-error.js';
import type { Disposable } from '../base/disposable.js';
import type { MomentSource } from '../core/schedule/evidence.js';
import { schedule } from '../core/schedule/scheduler.js';
import type { RunKey, SchedulerEffect, SchedulerEvent, Wishes } from '../core/schedule/scheduler-events.js';
import type { SchedulerState } from '../core/schedule/scheduler-state.js';
import type { UpEvent } from '../wire/up-events.js';
import type { RunSummary } from '../wire/verbs/results.js';
import { backUp, type BackupWork } from './backup-work.js';
import type { HookedRun } from './plugins/hooked-run.js';
import { SCHEDULE_STATE, storedSchedule } from './schedule-state.js';
import { SlotHistory } from './slot-history.js';
import { sourcesOf } from './sources.js';
import { Suspension } from './suspension.js';
import { untilMayBegin } from './until-may-begin.js';
import { meansLost } from './vault/vault-link.js';
import type { Workspace } from './workspace.js';

/** Looks fall on full minutes, as the set times do. */
const LOOK_MS = 60_000;
/** A sign of life is stored this often when nothing else changes; it says until when a vanished process lived. */
const SIGN_MS = 5 * 60_000;
/** Kind of the outbox entry with what was missed, for whoever notifies people. */
export const MISSED_BACKUPS = 'missed-backups';

export interface SchedulingOptions {
  readonly workspace: Workspace;
  readonly moments: MomentSource;
  readonly onEvent: (event: UpEvent) => void;
  /** After the last source of a scheduled run. */
  readonly afterRun: () => void;
}

interface CurrentRun {
  readonly key: RunKey;
  readonly kind: 'scheduled' | 'manual';
  readonly abort: AbortController;
  readonly suspension: Suspension;
  readonly finished: RunSummary[];
  /** What plugins do around it: begun before the first source. */
  hooked: Promise<HookedRun | undefined> | undefined;
  number: number | undefined;
}

/**
 * Carries the scheduler out: feeds it events, keeps its state, does what it says.
 *
 * Records and notices are durable before the state is, and the state before a run begins: a crash in between repeats what is idempotent and never a run.
 */
export class Scheduling implements Disposable {
  readonly #options: SchedulingOptions;
  readonly #history: SlotHistory;
  readonly #work = new Set<Promise<void>>();
  readonly #stop = new AbortController();
  #state: SchedulerState | undefined;
  #stored: { readonly essence: string; readonly upMs: number } | undefined;
  #run: CurrentRun | undefined;
  #timer: Timer | undefined;
  #held = false;
  #disposed = false;

  constructor(options: SchedulingOptions) {
    this.#options = options;
    this.#history = new SlotHistory(options.workspace);
  }

  /** Decides what was missed while nobody looked, then looks every minute. */
  start(): void {
    const { state } = this.#options.workspace;
    this.#state = storedSchedule(state.settings);
    this.hear({ type: 'agent-started', wishes: this.#wishes() });
    this.#lookAgain();
  }

  /** Schedule or sources may be others now. */
  settingsChanged(): void {
    if (this.#state) this.hear({ type: 'settings-changed', wishes: this.#wishes() });
  }

  hear(event: SchedulerEvent): void {
    if (this.#disposed) return;
    const now = this.#options.moments.now();
    const { state, effects } = schedule(this.#state, event, now);
    const wasRunning = this.#state?.running;
    this.#state = state;
    for (const effect of effects) this.#keep(effect);
    this.#store(now.upMs);
    for (const effect of effects) this.#carryOut(effect);
    this.#suspend();
    if (wasRunning?.kind === 'scheduled' && !state.running && !this.#stop.signal.aborted) this.#options.afterRun();
  }

  /** Whatever the schedule says, a run commits what it has and waits: the PC is about to sleep or to end. */
  hold(held: boolean): void {
    this.#held = held;
    this.#suspend();
  }

  /** Whether a run waits, with nothing half done. */
  get isResting(): boolean {
    return this.#run?.suspension.resting ?? false;
  }

  /** Interrupts what runs, which is recorded, and waits for it. */
  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#timer?.cancel();
    this.#stop.abort(new DOMException('the agent stops', 'AbortError'));
    while (this.#work.size > 0) await Promise.all(this.#work);
    if (this.#state) this.hear({ type: 'tick' }); // the last sign of life
    this.#disposed = true;
  }

  #suspend(): void {
    this.#run?.suspension.set(this.#held || (this.#state?.running?.suspended ?? false));
  }

  #lookAgain(): void {
    const { clock } = this.#options.workspace;
    this.#timer = clock.after(LOOK_MS - clock.nowMs() % LOOK_MS, () => {
      this.hear({ type: 'tick' });
      this.#lookAgain();
    }, { unref: true });
  }

  #wishes(): Wishes {
    const { workspace } = this.#options;
    const { settings, clock } = workspace;
    const wanted = settings.schedule;
    // Before its first start the scheduler answers for nothing.
    const sinceMs = this.#state ? settings.current.schedule?.sinceMs ?? clock.nowMs() : clock.nowMs();
    return { settings: wanted, sources: sourcesOf(workspace).map(({ id }) => id), sinceMs };
  }

  #store(upMs: number): void {
    const { seen: _seen, ...rest } = this.#state as SchedulerState;
    const essence = JSON.stringify(rest);
    if (this.#stored?.essence === essence && upMs - this.#stored.upMs < SIGN_MS && !this.#stop.signal.aborted) return;
    this.#options.workspace.state.settings.set(SCHEDULE_STATE, this.#state);
    this.#stored = { essence, upMs };
  }

  #keep(effect: SchedulerEffect): void {
    const { state, clock, logger } = this.#options.workspace;
    if (effect.type === 'record') {
      const { key, because, servedBy, results } = effect.record;
      logger.info('a set time is decided', { slot: key, because, servedBy, results: results.map(({ outcome }) => (outcome.status === 'completed' ? outcome.status : outcome.reason)) });
      this.#history.record(effect.record);
    }
    if (effect.type !== 'tell') return;
    const { missed, madeUpBy } = effect;
    const isNew = state.outbox.add({ id: `${MISSED_BACKUPS} ${missed.map(({ key }) => key).join(' ')}`, kind: MISSED_BACKUPS, payload: { missed, madeUpBy }, createdMs: clock.nowMs() });
    if (!isNew) return;
    logger.warn('scheduled backups were missed', { missed: missed.map(({ key, because, reason }) => `${key} ${because ?? reason}`).join(', ') });
    this.#options.onEvent({ type: 'missed', slots: missed, madeUp: madeUpBy !== undefined });
  }

  #carryOut(effect: SchedulerEffect): void {
    if (effect.type !== 'record' && effect.type !== 'tell') this.#options.workspace.logger.debug('the schedule says', { ...effect });
    if (effect.type === 'start') this.#track(() => this.#backUp(effect.key, effect.kind, effect.source));
    else if (effect.type === 'probe' && !this.#stop.signal.aborted) this.#track(() => this.#probe()); // what waits now waits on at the next start
    else if (effect.type === 'interrupt' && this.#run?.key === effect.key) this.#run.abort.abort(new DOMException('interrupted by the person', 'AbortError'));
  }

  async #backUp(key: RunKey, kind: 'scheduled' | 'manual', id: string): Promise<void> {
    const { workspace } = this.#options;
    const run: CurrentRun = this.#run?.key === key ? this.#run : { key, kind, abort: new AbortController(), suspension: new Suspension(), finished: [], hooked: undefined, number: undefined };
    this.#run = run;
    this.#suspend();
    const source = sourcesOf(workspace).find(candidate => candidate.id === id);
    const signal = AbortSignal.any([run.abort.signal, this.#stop.signal]);
    try {
      if (!source) return;
      run.hooked ??= this.#prepare(run, signal);
      if ((await run.hooked)?.skipped.has(id)) return;
      await this.#save(run, { source, signal });
    } catch (failure) {
      this.#tell(source?.name ?? id, failure);
    } finally {
      this.hear({ type: 'source-finished', key, source: id, outcome: source ? this.#history.outcomeOf(key, id) : { status: 'incomplete', reason: 'invalid-settings' } });
      if (this.#state?.running?.key !== key) await (await run.hooked?.catch(() => undefined))?.end(run.finished, signal);
    }
  }

  /** Lets plugins prepare the run, and backs up what they made. */
  async #prepare(run: CurrentRun, signal: AbortSignal): Promise<HookedRun | undefined> {
    const { workspace, onEvent } = this.#options;
    if (workspace.runHooks) await untilMayBegin(workspace, { subject: sourcesOf(workspace)[0]?.name ?? '', suspension: run.suspension, signal });
    const hooked = await workspace.runHooks?.begin({ kind: run.kind, sources: sourcesOf(workspace), slot: run.key }, signal);
    run.number = hooked?.number;
    for (const { path, code, message } of hooked?.errors ?? []) onEvent({ type: 'failed', source: path, code, detail: message });
    for (const work of hooked?.work ?? []) await this.#save(run, { ...work, signal }).catch((failure: unknown) => this.#tell(work.source.name, failure));
    return hooked;
  }

  async #save(run: CurrentRun, work: Pick<BackupWork, 'source' | 'problems' | 'signal'>): Promise<void> {
    const { kind, key, suspension } = run;
    const { summary, report } = await backUp(this.#options.workspace, {
      ...work, kind, scope: { type: 'all' }, number: run.number, slot: key, suspension, onNumber: number => (run.number = number),
    });
    run.finished.push(summary);
    this.#options.onEvent({ type: 'backed-up', run: summary, errors: report.failures });
  }

  #tell(source: string, failure: unknown): void {
    const { workspace, onEvent } = this.#options;
    if (failure instanceof CodedError) onEvent({ type: 'failed', source, code: failure.code, detail: failure.message });
    else if (!(failure instanceof DOMException)) workspace.logger.error('a scheduled run failed', { failure: String(failure) });
  }

  /** The destination is there unless it says that it is not: everything else is for the run to find out, and to report. */
  async #probe(): Promise<void> {
    const { vault } = this.#options.workspace;
    try {
      const { session } = await vault.use();
      await session.store.freeSpace();
      this.hear({ type: 'destination-reachable' });
    } catch (failure) {
      if (meansLost(failure)) await vault.drop();
      const isAway = failure instanceof CodedError && failure.code.startsWith('store.');
      this.hear({ type: isAway ? 'destination-unreachable' : 'destination-reachable' });
    }
  }

  /** Begins after the present event is dealt with. */
  #track(begin: () => Promise<void>): void {
    const work = Promise.resolve().then(begin).finally(() => this.#work.delete(work));
    this.#work.add(work);
  }
}
