import type { Clock, Timer } from '../../base/clock.js';
import type { Disposable } from '../../base/disposable.js';
import type { ShownState } from '../ports/shim-library.js';
import { CalmFolders } from './calm-folders.js';
import { FolderCounters } from './folder-counters.js';
import { foldersAbove } from './folders-above.js';
import { type ExternalMark, markedState, type MarkedState, type PathMark } from './path-mark.js';

/** What is to be shown of a path from now on; `removed` stands for no row. */
export interface ShownChange {
  readonly path: string; // relative to the root, '/'-separated
  readonly state: ShownState | 'removed';
  readonly isFolder: boolean;
  readonly reason: number;
}

export type EntryKind = 'file' | 'folder';

export interface RootStatusOptions {
  readonly clock: Clock;
  /** What the last committed state of the root holds at a path. Asked when a folder settles, and when a run ends that did not say; never for an event. */
  readonly listed: (path: string) => EntryKind | undefined;
  readonly onChange: (change: ShownChange) => void;
  /**
   * False: a change was seen that is not held, so that nothing below the root may show as protected. True: a run that began later
   * has looked at everything.
   */
  readonly onVouch: (vouched: boolean) => void;
  readonly maxMarks?: number;
}

/** What a run looks at; how far is said when it begins. */
export type RunScope = readonly string[];
/** `paths`: these alone. `below`: these and all below them. */
export type RunReach = 'paths' | 'below';

export interface RunResult {
  /** What the run found changed, and what is listed there now; undefined for what is gone. */
  readonly entries: ReadonlyMap<string, EntryKind | undefined>;
  readonly failures: readonly { readonly path: string; readonly reason: number }[];
}

/** A run under way, from `runBegan` to one of its ends. */
export interface StatusRun {
  readonly scope: RunScope;
  readonly reach: RunReach;
  readonly losses: number; // changes that were not held when it began
}

/** Work that is over sooner is not worth a changed picture. */
const IN_PROGRESS_AFTER_MS = 3_000;
/** A folder's picture changes at most this often. */
const FOLDER_CALM_MS = 2_000;
/** About 20 MB; far more paths than a batch holds. */
const MAX_MARKS = 100_000;
/** More than a person looks through; apart from MAX_MARKS, so that nobody else can use up what holds the agent's own. */
const MAX_EXTERNAL = 10_000;

type FolderState = MarkedState | 'calm';

/** What a folder counts as in which changes are not seen. */
const UNSEEN: PathMark = { changed: true, running: undefined, problem: undefined };

/**
 * What file managers show below one root, as a state machine without I/O.
 *
 * - A path without a mark shows as protected if the last committed state lists it: marks are held, protected files are not.
 * - `changed` takes "protected" away at once. A commit gives it back only to what did not change again since the run began, which is no later
 *   than the file was read.
 * - Past its bound of marks it says so instead of forgetting: see `onVouch`.
 * - Folders take the strongest state below them: problem > in progress > not yet protected > protected. A problem shows above its own folder
 *   after two failed runs.
 * - External marks are weighed by the same order, whoever said what; they are no part of what a run takes up or settles.
 */
export class RootStatus implements Disposable {
  readonly #options: RootStatusOptions;
  readonly #marks = new Map<string, PathMark>();
  readonly #external = new Map<string, ExternalMark>();
  readonly #counters = new FolderCounters();
  readonly #folders: CalmFolders<FolderState>;
  readonly #patience = new Map<StatusRun, Timer>();
  #blind: ReadonlySet<string> = new Set();
  #losses = 0;
  #vouched = true;

  constructor(options: RootStatusOptions) {
    this.#options = options;
    this.#folders = new CalmFolders<FolderState>({
      clock: options.clock, calmMs: FOLDER_CALM_MS, usual: 'calm',
      current: folder => this.#counters.strongest(folder) ?? 'calm',
      show: folder => this.#tell(folder),
    });
  }

  /** A raw event: the path no longer is what was committed, as far as anybody knows. */
  changed(path: string): void {
    const mark = this.#marks.get(path);
    if (mark?.changed) return;
    if (!mark && this.#marks.size >= (this.#options.maxMarks ?? MAX_MARKS)) return this.#lose();
    this.#update(path, { changed: true, running: mark?.running, problem: mark?.problem });
  }

  /** A run takes up what has changed in its scope. Call it before the run looks at anything. */
  runBegan(scope: RunScope, reach: RunReach = 'below'): StatusRun {
    const run: StatusRun = { scope, reach, losses: this.#losses };
    for (const [path, mark] of this.#inScope(scope, reach)) this.#update(path, { changed: false, running: { run, shown: false }, problem: mark.problem });
    this.#patience.set(run, this.#options.clock.after(IN_PROGRESS_AFTER_MS, () => this.#showRunning(run), { unref: true }));
    return run;
  }

  /** The run is committed, and what it says is in the catalog that `listed` asks. */
  runCommitted(run: StatusRun, { entries, failures }: RunResult): void {
    const failed = new Map(failures.map(({ path, reason }) => [path, reason]));
    const taken = this.#finish(run);
    for (const [path, reason] of failed) this.#fail(path, run, reason);
    for (const path of taken) if (!failed.has(path)) this.#settle(path, run, entries.has(path) ? entries.get(path) : this.#options.listed(path));
    for (const [path, kind] of entries) if (!failed.has(path) && !taken.has(path)) this.#settle(path, run, kind);
    if (run.reach === 'below' && run.scope.includes('') && run.losses === this.#losses) this.#vouch(true);
  }

  /** Nothing is committed: what the run had taken up has failed with it. */
  runFailed(run: StatusRun, reason: number): void {
    for (const path of this.#finish(run)) this.#fail(path, run, reason);
  }

  /** The run was stopped, by a person or the end of the agent; that is nobody's failure. */
  runCancelled(run: StatusRun): void {
    for (const path of this.#finish(run)) {
      this.#update(path, { changed: true, running: undefined, problem: this.#marks.get(path)?.problem });
    }
  }

  /**
   * Folders in which changes are not seen: nothing there shows as protected, nor do the folders above. What lies in a folder that became
   * blind, or is not any more, has to be published again.
   */
  setBlind(folders: readonly string[]): void {
    const before = this.#blind;
    this.#blind = new Set(folders);
    const count = (folder: string, by: 1 | -1) => {
      this.#counters.count(folder, UNSEEN, by);
      for (const above of foldersAbove(folder)) this.#folders.touch(above);
    };
    for (const folder of before) if (!this.#blind.has(folder)) count(folder, -1);
    for (const folder of this.#blind) if (!before.has(folder)) count(folder, 1);
  }

  /** What somebody else says of a path, listed or not; undefined takes it back. Past the bound of 10,000 paths no other is taken. */
  markExternally(path: string, mark: ExternalMark | undefined): void {
    const before = this.#external.get(path);
    if (before?.state === mark?.state && before?.reason === mark?.reason) return;
    if (mark && !before && this.#external.size >= MAX_EXTERNAL) return;
    if (before) this.#counters.countExternal(path, before, -1);
    if (mark) this.#counters.countExternal(path, mark, 1);
    if (mark) this.#external.set(path, mark);
    else this.#external.delete(path);
    for (const folder of foldersAbove(path)) this.#folders.touch(folder);
    this.#tell(path);
  }

  /** What is to be shown of a path now, given what is listed there. For publishing a whole listing. */
  shownOf(path: string, kind: EntryKind | undefined): ShownChange {
    const mark = this.#marks.get(path);
    const external = this.#external.get(path);
    const below = this.#folders.shown(path);
    const isFolder = kind === 'folder' || below !== 'calm';
    const strongest = strongerOf(strongerOf(mark && markedState(mark), external?.state), below === 'calm' ? undefined : below);
    const reason = strongest === 'problem' ? mark?.problem?.reason ?? (external?.state === 'problem' ? external.reason : 0) : 0;
    if (strongest === 'problem' || strongest === 'in-progress') return { path, state: strongest, isFolder, reason };
    if (strongest === undefined && kind !== undefined && !this.#isBlind(path)) return { path, state: 'protected', isFolder, reason };
    return { path, state: isFolder ? 'none' : 'removed', isFolder, reason };
  }

  /** Paths that differ from what is committed. */
  get marked(): number {
    return this.#marks.size;
  }

  dispose(): void {
    for (const timer of this.#patience.values()) timer.cancel();
    this.#folders.dispose();
  }

  #isBlind(path: string): boolean {
    return this.#blind.size > 0 && (this.#blind.has(path) || foldersAbove(path).some(folder => this.#blind.has(folder)));
  }

  #inScope(scope: RunScope, reach: RunReach): [string, PathMark][] {
    const wanted = new Set(scope);
    return [...this.#marks].filter(([path]) => wanted.has(path) || (reach === 'below' && foldersAbove(path).some(folder => wanted.has(folder))));
  }

  /** Ends the run; answers what it had taken up and nobody else has since. */
  #finish(run: StatusRun): ReadonlySet<string> {
    this.#patience.get(run)?.cancel();
    this.#patience.delete(run);
    return new Set([...this.#marks].filter(([, mark]) => mark.running?.run === run).map(([path]) => path));
  }

  /** The run got by this path. What changed since it began stays as changed as it was. */
  #settle(path: string, run: StatusRun, kind: EntryKind | undefined): void {
    const mark = this.#marks.get(path);
    const running = mark?.running?.run === run ? undefined : mark?.running;
    const isLeft = mark !== undefined && (mark.changed || running !== undefined);
    if (mark) this.#place(path, mark, { changed: mark.changed, running, problem: undefined });
    this.#options.onChange(this.shownOf(path, isLeft ? undefined : kind));
  }

  #fail(path: string, run: StatusRun, reason: number): void {
    const mark = this.#marks.get(path);
    const running = mark?.running?.run === run ? undefined : mark?.running;
    this.#update(path, { changed: true, running, problem: { failedRuns: (mark?.problem?.failedRuns ?? 0) + 1, reason } });
  }

  #lose(): void {
    this.#losses += 1;
    this.#vouch(false);
  }

  #vouch(vouched: boolean): void {
    if (vouched === this.#vouched) return;
    this.#vouched = vouched;
    this.#options.onVouch(vouched);
  }

  #showRunning(run: StatusRun): void {
    for (const [path, mark] of [...this.#marks]) {
      if (mark.running?.run === run) this.#update(path, { ...mark, running: { run, shown: true } });
    }
  }

  /** Replaces a path's mark and tells what that changes for itself. */
  #update(path: string, mark: PathMark): void {
    const before = this.#marks.get(path);
    this.#place(path, before, mark);
    const looksTheSame = before !== undefined && markedState(before) === markedState(mark) && before.problem?.reason === mark.problem?.reason;
    if (!looksTheSame) this.#tell(path);
  }

  /** Replaces a path's mark, and its part in the folders above. */
  #place(path: string, before: PathMark | undefined, mark: PathMark): void {
    if (before) this.#counters.count(path, before, -1);
    const isLeft = markedState(mark) !== undefined;
    if (isLeft) this.#marks.set(path, mark);
    else this.#marks.delete(path);
    if (isLeft) this.#counters.count(path, mark, 1);
    for (const folder of foldersAbove(path)) this.#folders.touch(folder);
  }

  #tell(path: string): void {
    const mark = this.#marks.get(path);
    // A flip asks no catalog: without a row nothing is shown, whatever the path is.
    const isFlip = mark !== undefined && !this.#external.has(path) && this.#folders.shown(path) === 'calm' && markedState(mark) === 'waiting';
    this.#options.onChange(this.shownOf(path, isFlip ? undefined : this.#options.listed(path)));
  }
}

const STRENGTH: readonly (MarkedState | undefined)[] = ['problem', 'in-progress', 'waiting', undefined];

function strongerOf(one: MarkedState | undefined, other: MarkedState | undefined): MarkedState | undefined {
  return STRENGTH[Math.min(STRENGTH.indexOf(one), STRENGTH.indexOf(other))];
}
