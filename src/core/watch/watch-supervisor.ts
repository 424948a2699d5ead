import { map, mergeMap, Subject, Subscription, tap, timer, type Observable } from 'rxjs';
import { bug } from '../../base/coded-error.js';
import type { Disposable } from '../../base/disposable.js';
import type { DirtyReason } from '../ports/dirty-ranges.js';
import type { BatchOutcome, ChangeBatch } from './change-batch.js';
import { clockGapStage, type ClockGap } from './clock-gap-stage.js';
import { clockScheduler } from './clock-scheduler.js';
import { RootWatch } from './root-watch.js';
import type { PathChange } from './source-event.js';
import { DEFAULT_WATCH_SETTINGS, type WatchSettings } from './watch-settings.js';
import type { WatchStatus } from './watch-status.js';
import type { WatchDependencies, WatchedRoot } from './watched-root.js';

const GAP_REASONS = {
  slept: 'machine-slept', 'clock-jumped': 'clock-jumped', paused: 'agent-paused',
} as const satisfies Record<ClockGap['kind'], DirtyReason>;

/**
 * Watches all roots of a person. Owns one `RootWatch` each and the look at the two clocks that tells sleep.
 *
 * `batches` carries the work of all roots, at most one batch a root at a time; subscribe to it before the first `add`,
 * and answer each with `settle`. Disposing releases every handle and marks every root.
 */
export class WatchSupervisor implements Disposable {
  readonly #deps: WatchDependencies;
  readonly #settings: WatchSettings;
  readonly #roots = new Map<string, RootWatch>();
  readonly #added = new Subject<RootWatch>();
  readonly #batches = new Subject<ChangeBatch>();
  readonly #clocks = new Subscription();

  constructor(deps: WatchDependencies, settings: WatchSettings = DEFAULT_WATCH_SETTINGS) {
    this.#deps = deps;
    this.#settings = settings;
    const { clock } = deps;
    this.#clocks.add(timer(0, settings.clockGap.intervalMs, clockScheduler(clock)).pipe(
      map(() => ({ wallMs: clock.nowMs(), monotonicMs: clock.monotonicMs() })),
      tap(() => this.#roots.forEach(root => root.tick())),
      clockGapStage(settings.clockGap),
    ).subscribe(gap => this.#observeGap(gap)));
  }

  get batches(): Observable<ChangeBatch> {
    return this.#batches;
  }

  /** Every change of roots added from now on, before any waiting. */
  get changes(): Observable<{ readonly root: string; readonly change: PathChange }> {
    return this.#added.pipe(mergeMap(watch => watch.changes.pipe(map(change => ({ root: watch.root.id, change })))));
  }

  /** The status of roots added from now on, at once and whenever it changes. */
  get statuses(): Observable<WatchStatus> {
    return this.#added.pipe(mergeMap(watch => watch.statuses));
  }

  /** The watch of one root, for its status, its size and a scan on request. */
  root(id: string): RootWatch | undefined {
    return this.#roots.get(id);
  }

  /** Resolves when the root is marked as unseen until now; its first batch is the catch-up scan. */
  add(root: WatchedRoot): Promise<void> {
    if (this.#roots.has(root.id)) throw bug(`root ${root.id} is watched already`);
    const watch = new RootWatch(root, this.#deps, this.#settings);
    this.#roots.set(root.id, watch);
    watch.batches.subscribe(batch => this.#batches.next(batch));
    this.#added.next(watch);
    return watch.start();
  }

  /** Stops watching a root; its dirty ranges stay, for it may come back. */
  async remove(id: string): Promise<void> {
    const watch = this.#roots.get(id);
    this.#roots.delete(id);
    await watch?.dispose();
  }

  /** Says what became of a batch; see `RootWatch.settle`. A root that was removed meanwhile is ignored. */
  async settle(batch: ChangeBatch, outcome: BatchOutcome): Promise<void> {
    await this.#roots.get(batch.root)?.settle(batch, outcome);
  }

  /** Marks every root; for what the operating system tells (resume, a disk that came back). */
  async markAllDirty(reason: DirtyReason, since?: number): Promise<void> {
    await Promise.all([...this.#roots.values()].map(root => root.markDirty(reason, '', since)));
  }

  async dispose(): Promise<void> {
    this.#clocks.unsubscribe();
    await Promise.all([...this.#roots.keys()].map(id => this.remove(id)));
    this.#added.complete();
    this.#batches.complete();
  }

  #observeGap(gap: ClockGap): void {
    this.#deps.logger.info('a gap between the clocks', { ...gap });
    void this.markAllDirty(GAP_REASONS[gap.kind], gap.beganAt);
  }
}
