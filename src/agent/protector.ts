import { concatMap, from, mergeMap, Subscription } from 'rxjs';
import { CodedError } from '../base/coded-error.js';
import type { Disposable } from '../base/disposable.js';
import { systemRandom } from '../base/random.js';
import type { RunScope } from '../core/backup/backup-runner.js';
import type { SourceSettings } from '../core/backup/source-settings.js';
import type { BatchOutcome, ChangeBatch } from '../core/watch/change-batch.js';
import { exclusionOf } from '../core/watch/exclusion-rules.js';
import type { LastRead } from '../core/watch/pace-stage.js';
import { WatchSupervisor } from '../core/watch/watch-supervisor.js';
import type { WatchStatus } from '../core/watch/watch-status.js';
import { loadNativeBinding } from '../platform/native-binding.js';
import { nativeEngineWatcher } from '../platform/engine/native-engine-watcher.js';
import { chokidarChangeSource } from '../platform/watchers/chokidar-change-source.js';
import { engineChangeSource } from '../platform/watchers/engine-change-source.js';
import { systemMoments } from '../platform/system-moments.js';
import { fileStamps } from '../platform/watchers/file-stamps.js';
import type { UpEvent } from '../wire/up-events.js';
import type { WatchState } from '../wire/verbs/results.js';
import { backUp } from './backup-work.js';
import { HoldBack } from './hold-back.js';
import { Scheduling } from './scheduling.js';
import type { SessionAware } from './session-watch.js';
import { liesIn, sourcesOf } from './sources.js';
import { Upkeep } from './upkeep.js';
import type { ProtectionView } from './verbs/verb.js';
import type { Workspace } from './workspace.js';

/** Costs of the last reads that are remembered, for pacing busy files. */
const MAX_LAST_READS = 10_000;

/**
 * Continuous protection: watches every source, saves what changes, and keeps the schedule.
 *
 * Everything it does goes through the workspace's queue. A batch is answered `committed` only after its run is; otherwise the watch room brings it again.
 */
export class Protector implements ProtectionView, SessionAware, Disposable {
  readonly #workspace: Workspace;
  readonly #onEvent: (event: UpEvent) => void;
  readonly #supervisor: WatchSupervisor;
  readonly #subscriptions = new Subscription();
  readonly #statuses = new Map<string, WatchStatus>();
  readonly #pending = new Map<string, Set<string>>();
  readonly #lastReads = new Map<string, LastRead>();
  readonly #watched = new Map<string, string>();
  readonly #work = new Set<Promise<unknown>>();
  readonly #stop = new AbortController();
  readonly #upkeep: Upkeep;
  readonly #scheduling: Scheduling;
  readonly #holdBack: HoldBack;
  #held: ReadonlySet<string> = new Set();
  #stopped = false;

  constructor(workspace: Workspace, onEvent: (event: UpEvent) => void) {
    const { clock, logger, state } = workspace;
    this.#workspace = workspace;
    this.#onEvent = onEvent;
    this.#supervisor = new WatchSupervisor({
      sources: { chokidar: chokidarChangeSource(clock), engine: engineChangeSource(nativeEngineWatcher(loadNativeBinding()), clock) },
      ranges: state.dirtyRanges, clock, logger,
      stamps: (root, paths) => fileStamps(root.path, paths),
      lastRead: (root, path) => this.#lastReads.get(`${root.id}/${path}`),
    });
    this.#upkeep = new Upkeep({ workspace, protection: this, stop: undefined }, this.#stop.signal);
    this.#scheduling = new Scheduling({
      workspace, moments: systemMoments(clock, systemRandom), onEvent, afterRun: () => void this.#track(this.#upkeep.afterScheduledRuns()),
    });
    this.#holdBack = new HoldBack(workspace, this.#scheduling);
    this.#subscriptions.add(this.#supervisor.statuses.subscribe(status => this.#statuses.set(status.root, status)));
    this.#subscriptions.add(this.#supervisor.changes.subscribe(({ root, change }) => this.#notePending(root, change.path)));
    this.#subscriptions.add(this.#supervisor.batches.pipe(
      mergeMap(batch => from(this.#save(batch)).pipe(concatMap(outcome => this.#supervisor.settle(batch, outcome)))),
    ).subscribe());
  }

  /** `held` are watched from `release` on: a first backup sees everything by itself. */
  async start(held: Iterable<string> = []): Promise<void> {
    this.#held = new Set(held);
    await this.refresh();
    this.#scheduling.start();
  }

  async release(): Promise<void> {
    this.#held = new Set();
    await this.refresh();
  }

  /** Watches what the settings say now: new sources are added, removed or changed ones left. With `again` all are begun anew. */
  async refresh(again = false): Promise<void> {
    const enabled = this.#workspace.settings.current.preferences['watch.enabled'];
    const wanted = new Map(enabled ? sourcesOf(this.#workspace).filter(({ id }) => !this.#held.has(id)).map(source => [source.id, source]) : []);
    for (const [id, settings] of [...this.#watched]) {
      const source = wanted.get(id);
      if (!again && source && JSON.stringify(source) === settings) continue;
      this.#watched.delete(id);
      await this.#supervisor.remove(id);
      this.#statuses.delete(id);
      if (!source) await this.#workspace.state.dirtyRanges.forget(id);
    }
    for (const source of wanted.values()) if (!this.#watched.has(source.id)) await this.#watch(source);
    this.#scheduling.settingsChanged();
  }

  /** Every change of sources watched from now on, as soon as it is known. */
  get changes(): WatchSupervisor['changes'] {
    return this.#supervisor.changes;
  }

  get statuses(): WatchSupervisor['statuses'] {
    return this.#supervisor.statuses;
  }

  watchOf(source: string): WatchState | undefined {
    const status = this.#statuses.get(source);
    if (!status) return undefined;
    const { watchLimit, error, forcedRescanMs, blindFolders, ranges } = status;
    const degraded = error ? { code: error.code, detail: error.message }
      : watchLimit ? { code: 'watch.limit-reached', detail: `${watchLimit.needed} > ${watchLimit.allowed}` }
      : blindFolders.length > 0 ? { code: 'watch.no-permission', detail: blindFolders.slice(0, 3).join(', ') }
      : undefined;
    return {
      driver: status.phase === 'stopped' ? undefined : status.source, trusted: status.trusted, degraded, rescanEveryMs: forcedRescanMs,
      dirtyFolders: ranges.open, pendingPaths: this.#pending.get(source)?.size ?? 0,
    };
  }

  isPending(source: string, path: string): boolean {
    return this.#pending.get(source)?.has(path) ?? false;
  }

  holdBack(withinMs: number): Promise<void> {
    return this.#holdBack.hold(withinMs);
  }

  goOn(): void {
    this.#holdBack.release();
    this.#scheduling.hear({ type: 'woke' });
  }

  sessionEnded(): void {
    this.#scheduling.hear({ type: 'session-ended' });
  }

  async dispose(): Promise<void> {
    this.#stopped = true;
    this.#holdBack.dispose();
    this.#stop.abort(new DOMException('the agent stops', 'AbortError'));
    await this.#scheduling.dispose();
    await this.#supervisor.dispose();
    await Promise.allSettled([...this.#work]);
    this.#subscriptions.unsubscribe();
  }

  async #watch(source: SourceSettings): Promise<void> {
    const { catalog, place, installation } = this.#workspace;
    const known = catalog.source(source.id);
    const newest = known && catalog.runs(source.id, { kinds: ['scheduled', 'manual'], limit: 1 })[0];
    const counts = newest && (JSON.parse(newest.root) as { readonly counts: { readonly files: number; readonly directories: number } }).counts;
    const own = [place.home, installation?.vault.location].filter(folder => folder !== undefined && liesIn(folder, source.root)).map(folder => (folder as string).slice(source.root.length).replace(/^[/\\]+/, '').replaceAll('\\', '/'));
    this.#watched.set(source.id, JSON.stringify(source));
    await this.#supervisor.add({
      id: source.id, path: source.root, excluded: exclusionOf(source, own, process.platform === 'win32'),
      ...(counts && { entries: counts.files + counts.directories }),
    });
  }

  #notePending(root: string, path: string): void {
    const pending = this.#pending.get(root) ?? new Set<string>();
    this.#pending.set(root, pending);
    if (pending.size < MAX_LAST_READS) pending.add(path);
  }

  async #save(batch: ChangeBatch): Promise<BatchOutcome> {
    const source = sourcesOf(this.#workspace).find(({ id }) => id === batch.root);
    if (!source || this.#stopped) return 'failed';
    const { clock, logger } = this.#workspace;
    const pending = this.#pending.get(source.id);
    const taken = batch.kind === 'changes' ? batch.paths : [...pending ?? []];
    const scope: RunScope = batch.kind === 'changes' ? { type: 'paths', paths: batch.paths }
      : batch.folders.includes('') ? { type: 'all' } : { type: 'folders', folders: batch.folders };
    const beganMs = clock.monotonicMs();
    try {
      const { summary, report } = await this.#track(backUp(this.#workspace, { source, kind: 'continuous', scope }));
      for (const path of taken) pending?.delete(path);
      if (batch.kind === 'changes') this.#noteReads(source, batch.paths, clock.monotonicMs() - beganMs, clock.monotonicMs());
      if (report.committed) {
        this.#onEvent({ type: 'saved', run: summary });
        void this.#track(this.#upkeep.afterContinuousSave());
      }
      return 'committed';
    } catch (failure) {
      if (this.#stopped) return 'failed';
      logger.warn('a continuous save failed', { source: source.id, failure: String(failure), code: (failure as Partial<CodedError>).code });
      if (failure instanceof CodedError) this.#onEvent({ type: 'failed', source: source.name, code: failure.code, detail: failure.message });
      else if (!(failure instanceof DOMException)) throw failure;
      return 'failed';
    }
  }

  #noteReads(source: SourceSettings, paths: readonly string[], totalMs: number, finishedAt: number): void {
    for (const path of paths) this.#lastReads.set(`${source.id}/${path}`, { readMs: totalMs / paths.length, finishedAt });
    for (const oldest of this.#lastReads.keys()) {
      if (this.#lastReads.size <= MAX_LAST_READS) break;
      this.#lastReads.delete(oldest);
    }
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#work.add(work);
    void work.catch(() => undefined).finally(() => this.#work.delete(work));
    return work;
  }
}
