import { realpathSync } from 'node:fs';
import type { Disposable } from '../../base/disposable.js';
import type { RunScope } from '../../core/backup/backup-runner.js';
import type { SourceSettings } from '../../core/backup/source-settings.js';
import { batchEntries } from '../../core/catalog/record-batch.js';
import type { CatalogReader } from '../../core/ports/catalog.js';
import type { RecordBatch } from '../../core/ports/engine.js';
import type { WatchStatus } from '../../core/watch/watch-status.js';
import type { PathStyle, ShimLibrary } from '../../shell/ports/shim-library.js';
import type { RootPublisher } from '../../shell/status/root-publisher.js';
import type { EntryKind } from '../../shell/status/root-status.js';
import type { StatusPublisher } from '../../shell/status/status-publisher.js';
import { tablePath } from '../../shell/status/table-path.js';
import { shellReason } from '../../terms/shell-reasons.js';
import { committedEntry, listedKind, listing } from './catalog-listing.js';
import type { ObservedRun, RunObserver } from '../run-observer.js';
import { RunsUnderWay } from './runs-under-way.js';
import type { ShellOverlays } from './shell-overlays.js';

export interface ShellRootsOptions {
  readonly publisher: StatusPublisher;
  readonly library: ShimLibrary;
  readonly style: PathStyle;
  readonly catalog: CatalogReader;
  /** Draws what plugins say in the roots that it is told of. */
  readonly overlays: ShellOverlays;
  /** Asked again whenever a watch begins or ends. */
  readonly source: (id: string) => SourceSettings | undefined;
}

/** Changes of a run that are shown one by one; one with more is listed anew as a whole. */
const MAX_ENTRIES = 10_000;
/** Gone when the run came to them: nothing of the kind can be shown. */
const VANISHED: ReadonlySet<string> = new Set(['file.vanished', 'scan.directory-vanished']);

/**
 * Carries what watches and runs tell to the status table's roots, one per watched source.
 *
 * A root begins with its watch and ends with its source; while nothing watches, it is not trusted. Works through the publisher, which bears its own failures.
 */
export class ShellRoots implements RunObserver, Disposable {
  readonly #options: ShellRootsOptions;
  readonly #work = new Set<Promise<unknown>>();
  readonly #underWay = new RunsUnderWay();

  constructor(options: ShellRootsOptions) {
    this.#options = options;
  }

  /** A watch says how it does; the first word of a source makes its root. */
  watched(status: WatchStatus): void {
    const { publisher, source, overlays } = this.#options;
    const settings = source(status.root);
    if (!settings) {
      overlays.remove(status.root);
      return publisher.removeRoot(status.root);
    }
    const known = publisher.root(status.root);
    if (!known && status.phase === 'stopped') return;
    const root = known ?? this.#add(settings);
    if (root) this.#track(root.watch(status));
  }

  changed(source: string, path: string): void {
    this.#options.publisher.root(source)?.status.changed(path);
  }

  runBegan(source: string, scope: RunScope): ObservedRun {
    const shown = this.#showRun(source, scope);
    const ended = this.#underWay.begin();
    const last = <Args extends unknown[]>(tell: (...args: Args) => void) => (...args: Args) => {
      ended();
      tell(...args);
    };
    return { records: shown.records, committed: last(shown.committed), failed: last(shown.failed), cancelled: last(shown.cancelled) };
  }

  forgetting(source: string, paths: readonly string[]): void {
    const { publisher, catalog } = this.#options;
    publisher.root(source)?.withdraw(paths.flatMap(path => [...listing(catalog, source, path)].map(entry => entry.path)));
  }

  /** Resolves when nothing reads the catalog any more. The publisher is disposed of first. */
  async dispose(): Promise<void> {
    await Promise.allSettled([...this.#work]);
  }

  #showRun(source: string, scope: RunScope): ObservedRun {
    const { publisher } = this.#options;
    const root = publisher.root(source);
    const listAnew = () => {
      const present = publisher.root(source);
      if (present) this.#track(present.publish());
    };
    // A root that was made while the run went on was listed before the run's commit.
    if (!root) return { records: () => undefined, committed: listAnew, failed: listAnew, cancelled: listAnew };
    const run = scope.type === 'paths' ? root.status.runBegan(scope.paths, 'paths') : root.status.runBegan(scope.type === 'all' ? [''] : scope.folders, 'below');
    const entries = new Map<string, EntryKind | undefined>();
    let isMuch = false;
    // A root that was given up meanwhile has another table, or none.
    const ifStill = (action: () => void) => {
      if (publisher.root(source) === root) action();
    };
    return {
      records: batch => {
        isMuch ||= collect(batch, entries);
      },
      committed: ({ failures }) => ifStill(() => {
        const seen = failures.filter(({ code }) => !VANISHED.has(code)).map(({ path, code }) => ({ path, reason: shellReason(code) }));
        root.status.runCommitted(run, { entries: isMuch ? new Map() : entries, failures: seen });
        if (isMuch) listAnew();
      }),
      failed: code => ifStill(() => {
        root.status.runFailed(run, shellReason(code));
        if (isMuch || entries.size > 0) listAnew(); // earlier parts of it may be committed
      }),
      cancelled: () => ifStill(() => {
        root.status.runCancelled(run);
        if (isMuch || entries.size > 0) listAnew();
      }),
    };
  }

  #add({ id, root: folder }: SourceSettings): RootPublisher | undefined {
    const { publisher, library, style, catalog, overlays } = this.#options;
    const longPath = tablePath(style, folder);
    const spellings = library.rootSpellings(style, { ...library.rootFacts(longPath), longPath, finalPath: tablePath(style, finalPath(folder)) });
    const root = publisher.addRoot({ id, spellings, listed: path => listedKind(catalog, id, path), listing: below => listing(catalog, id, below), moreUrgent: () => this.#underWay.passed() });
    if (!root) return undefined;
    overlays.add(id, folder, root.status);
    this.#track(root.publish());
    return root;
  }

  /** A listing that fails leaves its root without trust, which is what is to be shown then. */
  #track(work: Promise<unknown>): void {
    this.#work.add(work);
    void work.catch(() => undefined).finally(() => this.#work.delete(work));
  }
}

/** Whether there is more than is worth holding. */
function collect(batch: RecordBatch, entries: Map<string, EntryKind | undefined>): boolean {
  for (const entry of batchEntries(batch)) {
    const committed = committedEntry(entry);
    if (committed) entries.set(committed.path, committed.kind);
    if (entries.size > MAX_ENTRIES) {
      entries.clear();
      return true;
    }
  }
  return false;
}

/** Links resolved; a folder that is away has the one name. */
function finalPath(folder: string): string {
  try {
    return realpathSync.native(folder); // Windows: SUBST and mapped drives as well
  } catch {
    return folder;
  }
}
