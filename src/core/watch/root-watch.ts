import {
  auditTime, BehaviorSubject, concatMap, EMPTY, filter, map, merge, mergeMap, of, Subject, Subscription, switchMap, timer,
  type Observable, type SchedulerLike,
} from 'rxjs';
import { bug } from '../../base/coded-error.js';
import type { Disposable } from '../../base/disposable.js';
import type { DirtyReason } from '../ports/dirty-ranges.js';
import { backOffMs } from './back-off.js';
import type { BatchOutcome, ChangeBatch } from './change-batch.js';
import { changePipeline } from './change-pipeline.js';
import { chooseSource, type ChosenSource } from './choose-source.js';
import { clockScheduler } from './clock-scheduler.js';
import { DirtyRangeRecorder } from './dirty-range-recorder.js';
import { excludeStage } from './exclude-stage.js';
import { outermostFolders } from './folders.js';
import { handOverStage, type HandedOver, type Pending } from './hand-over-stage.js';
import { normaliseStage } from './normalise-stage.js';
import { restartingSource } from './restarting-source.js';
import type { PathChange, RelativePath, SourceEvent } from './source-event.js';
import type { WatchSettings } from './watch-settings.js';
import { afterEvent, afterRanges, afterStop, startingStatus, type ForcedRescans, type WatchStatus } from './watch-status.js';
import type { WatchDependencies, WatchedRoot } from './watched-root.js';

/**
 * The watch of one root, from its source to the batches of a run.
 *
 * Whatever cannot be told as paths is a dirty range, saved before a scan of it is handed over. One batch is out at a
 * time: the next comes after `settle`. Nothing is handed over for the root as a whole before the source is ready,
 * failed or late, so that no change can fall between scan and watch; nor while the root itself is missing.
 */
export class RootWatch implements Disposable {
  readonly root: WatchedRoot;
  readonly #deps: WatchDependencies;
  readonly #settings: WatchSettings;
  readonly #scheduler: SchedulerLike;
  readonly #recorder: DirtyRangeRecorder;
  readonly #chosen: BehaviorSubject<ChosenSource>;
  readonly #status: BehaviorSubject<WatchStatus>;
  readonly #changes = new Subject<PathChange>();
  readonly #requeued = new Subject<Pending>();
  readonly #scanRequests = new Subject<void>();
  readonly #catchUps = new Subject<void>();
  readonly #demand = new BehaviorSubject<void>(undefined);
  readonly #batches = new Subject<ChangeBatch>();
  readonly #subscriptions = new Subscription();
  #inFlight: ChangeBatch | undefined;
  #handedOverAt = 0;
  #nextScanAt = 0;
  #failedRuns = 0;
  #scansAllowed = false;
  #lastForcedMs: number;
  #lastEventAt: number | undefined;

  constructor(root: WatchedRoot, deps: WatchDependencies, settings: WatchSettings) {
    this.root = root;
    this.#deps = deps;
    this.#settings = settings;
    this.#scheduler = clockScheduler(deps.clock);
    this.#recorder = new DirtyRangeRecorder(root.id, deps.ranges, settings.saveBackOff, deps.clock, deps.logger);
    this.#chosen = new BehaviorSubject(chooseSource(deps.sources, root.entries));
    this.#status = new BehaviorSubject(startingStatus(root.id, this.#chosen.value.source.name, this.#forcedRescans));
    this.#lastForcedMs = deps.clock.monotonicMs();
  }

  /** Every change as soon as it is known, before any waiting: it makes "protected" untrue. */
  get changes(): Observable<PathChange> {
    return this.#changes;
  }

  /** Work for runs; each must be answered with `settle`. Subscribe before `start`. */
  get batches(): Observable<ChangeBatch> {
    return this.#batches;
  }

  get statuses(): Observable<WatchStatus> {
    return this.#status;
  }

  get status(): WatchStatus {
    return this.#status.value;
  }

  /** Wall time in ms of the last change that a source told. */
  get lastEventAt(): number | undefined {
    return this.#lastEventAt;
  }

  /** Begins to watch. Resolves when "nothing before now was seen" is saved, or has failed once and is tried on. */
  start(): Promise<void> {
    const marked = this.#recorder.mark('', 'agent-not-running');
    this.#subscriptions.add(this.#recorder.states.subscribe(state => this.#tell(afterRanges(this.status, state))));
    this.#subscriptions.add(this.#work().subscribe(batch => {
      this.#inFlight = batch;
      this.#handedOverAt = this.#scheduler.now();
      this.#batches.next(batch);
    }));
    this.#holdScans();
    this.#subscriptions.add(this.#events().subscribe(event => this.#observe(event)));
    return marked;
  }

  /**
   * Says what became of the batch that is out. A committed rescan clears exactly what was marked before it was handed
   * over; a failed batch comes again, merged with what came meanwhile, at once and then after 1 min doubling to 60.
   */
  async settle(batch: ChangeBatch, outcome: BatchOutcome): Promise<void> {
    if (this.#subscriptions.closed) return;
    if (batch !== this.#inFlight) throw bug('a batch was settled that is not out');
    this.#inFlight = undefined;
    if (batch.kind === 'rescan') this.#paceScans();
    if (outcome === 'committed') {
      this.#failedRuns = 0;
      if (batch.kind === 'rescan') await this.#clear(batch);
    } else {
      this.#failedRuns += 1;
      if (batch.kind === 'rescan') this.#scanRequests.next();
      else this.#requeued.next({ kind: 'changes', paths: batch.paths });
    }
    const waitMs = backOffMs(this.#failedRuns, this.#settings.runBackOff);
    this.#subscriptions.add(timer(waitMs, this.#scheduler).subscribe(() => this.#demand.next()));
  }

  /** For losses that only others can notice, and for a scan that a person asks for. */
  markDirty(reason: DirtyReason, folder: RelativePath = '', since?: number): Promise<void> {
    return this.#recorder.mark(folder, reason, since);
  }

  /** Tells how large the root turned out to be; past chokidar's measure the engine's watcher takes over. */
  updateEntries(entries: number): void {
    const chosen = chooseSource(this.#deps.sources, entries);
    // Never back while running: a change of source costs a scan and saves only memory.
    if (chosen.source.name === this.#chosen.value.source.name || chosen.source !== this.#deps.sources.engine) return;
    void this.#recorder.mark('', 'source-switched');
    this.#watchAnew(chosen);
  }

  /** Tries at once to watch what could not be watched: a disk came back, the machine woke up, a limit was raised. */
  retrySource(): void {
    if (this.status.phase === 'failed') this.#chosen.next(this.#chosen.value);
    else if (this.status.watchLimit !== undefined) this.#watchAnew(this.#chosen.value);
  }

  /** To be called every few seconds: looks for a root that was missing, and forces the scan that is due. */
  tick(): void {
    if (this.status.error?.code === 'watch.root-gone') this.retrySource();
    const { forcedRescanMs, watchLimit, blindFolders, phase } = this.status;
    const now = this.#deps.clock.monotonicMs();
    if (forcedRescanMs === undefined || phase === 'starting' || now - this.#lastForcedMs < forcedRescanMs) return;
    this.#lastForcedMs = now;
    if (this.#recorder.state.open > 0) return;
    const whole = this.#chosen.value.needsForcedRescan || watchLimit !== undefined || phase === 'failed';
    for (const folder of whole ? [''] : blindFolders) void this.#recorder.mark(folder, 'forced-rescan');
  }

  /** Stops watching and releases the source; what happens from here on is marked as not seen. */
  async dispose(): Promise<void> {
    if (this.#subscriptions.closed) return;
    this.#subscriptions.unsubscribe();
    await this.#recorder.mark('', 'agent-stopped');
    await this.#recorder.dispose();
    this.#tell(afterStop(this.status));
    for (const stream of [this.#changes, this.#batches, this.#status]) stream.complete();
  }

  #events(): Observable<SourceEvent> {
    const { sourceBackOff, sourceStableMs } = this.#settings;
    const restarts = { backOff: sourceBackOff, stableMs: sourceStableMs };
    const { path, excluded } = this.root;
    return this.#chosen.pipe(
      switchMap(({ source }) => restartingSource(source, restarts, this.#scheduler).watch(path, { excluded })),
      normaliseStage(),
      excludeStage({ excluded }),
    );
  }

  #work(): Observable<ChangeBatch> {
    const { maxPaths, rescanDelayMs } = this.#settings;
    const scans = merge(merge(this.#recorder.scansDue, this.#scanRequests).pipe(auditTime(rescanDelayMs, this.#scheduler)), this.#catchUps).pipe(
      switchMap(() => timer(Math.max(0, this.#nextScanAt - this.#scheduler.now()), this.#scheduler)),
      // While a scan is out nothing is asked for: what it leaves dirty asks again when it is settled.
      filter(() => this.#scansAllowed && this.#recorder.state.open > 0 && this.#inFlight?.kind !== 'rescan'),
      map((): Pending => ({ kind: 'rescan-due' })),
    );
    const changes = this.#changes.pipe(
      changePipeline(this.root, this.#deps, this.#settings, this.#scheduler),
      mergeMap((batch): Observable<Pending> => batch.kind === 'changes' ? of(batch) : this.#giveUp(batch.folder)),
    );
    return merge(changes, this.#requeued, scans).pipe(
      handOverStage({ demand: this.#demand, maxPaths }),
      concatMap(piece => this.#toBatch(piece)),
      mergeMap(batches => batches),
    );
  }

  #giveUp(folder: RelativePath): Observable<never> {
    void this.#recorder.mark(folder, 'too-many-changes');
    return EMPTY;
  }

  /** Nothing, with a new demand, where the ranges turned out to be clean or cannot be read. */
  async #toBatch(piece: HandedOver): Promise<readonly ChangeBatch[]> {
    const root = this.root.id;
    if (piece.kind === 'changes') return [{ root, ...piece }];
    if (piece.kind === 'overflowed') {
      void this.#recorder.mark(piece.folder, 'too-many-changes');
      return [];
    }
    try {
      const open = await this.#recorder.open();
      if (open.length > 0) {
        return [{ root, kind: 'rescan', folders: outermostFolders(open.map(range => range.folder)), tokens: open.map(range => range.token) }];
      }
    } catch (cause) {
      this.#deps.logger.warn('the dirty ranges could not be read', { root, cause });
      const waitMs = this.#settings.runBackOff.firstMs;
      this.#subscriptions.add(timer(waitMs, this.#scheduler).subscribe(() => this.#scanRequests.next()));
    }
    this.#demand.next();
    return [];
  }

  #observe(event: SourceEvent): void {
    if (event.kind !== 'change') this.#deps.logger.info('watch', { root: this.root.id, ...event });
    const failedBefore = this.status.phase === 'failed';
    this.#tell(afterEvent(this.status, event, this.#forcedRescans));
    switch (event.kind) {
      case 'change':
        this.#lastEventAt = event.at;
        this.#changes.next(event);
        return;
      case 'overflow':
        return void this.#recorder.mark(event.folder ?? '', 'overflow');
      case 'degraded':
        return void this.#recorder.mark(
          event.degradation.reason === 'watch-limit' ? '' : event.degradation.folder, event.degradation.reason,
        );
      case 'ready':
        this.#scansAllowed = true;
        // At once: this is no burst, and what was written while the watch began is found by this scan alone.
        return void this.#recorder.mark('', 'watch-started').then(() => this.#catchUps.next());
      case 'error':
        // A scan of a root that is not there would take every file for deleted.
        this.#scansAllowed = event.error.code !== 'watch.root-gone';
        // While it stays failed nothing new is lost: forced rescans stand in, and `ready` marks once more.
        if (failedBefore) this.#scanRequests.next();
        else void this.#recorder.mark('', 'source-failed');
        return;
    }
  }

  #watchAnew(chosen: ChosenSource): void {
    this.#holdScans();
    this.#chosen.next(chosen);
    this.#tell(afterRanges(startingStatus(this.root.id, chosen.source.name, this.#forcedRescans), this.#recorder.state));
  }

  /** No scan before the source is ready or has failed, but for a source that does neither in time. */
  #holdScans(): void {
    this.#scansAllowed = false;
    this.#subscriptions.add(timer(this.#settings.readyTimeoutMs, this.#scheduler).subscribe(() => {
      if (this.status.phase !== 'starting') return;
      this.#scansAllowed = true;
      this.#scanRequests.next();
    }));
  }

  #paceScans(): void {
    const now = this.#scheduler.now();
    const { rescanFactor, maxRescanPauseMs } = this.#settings;
    this.#nextScanAt = now + Math.min(maxRescanPauseMs, rescanFactor * (now - this.#handedOverAt));
  }

  async #clear({ tokens }: Extract<ChangeBatch, { kind: 'rescan' }>): Promise<void> {
    try {
      await this.#recorder.clear(tokens);
    } catch (cause) {
      this.#deps.logger.warn('a dirty range could not be cleared; it is scanned again', { root: this.root.id, cause });
      this.#scanRequests.next();
    }
  }

  #tell(status: WatchStatus): void {
    if (status !== this.status) this.#status.next(status);
  }

  get #forcedRescans(): ForcedRescans {
    return { intervalMs: this.#settings.forcedRescanMs, always: this.#chosen.value.needsForcedRescan };
  }
}
