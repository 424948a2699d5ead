import type { Disposable } from './disposable.js';

/** A protected folder. */
export interface Source {
  readonly id: string;
  readonly name: string;
  readonly root: string;
}

/** Why a path is, or is not, protected; `rule` names the exclusion, `code` an error of docs/errors.md. */
export interface Explanation {
  readonly path: string;
  readonly answer: 'protected' | 'waiting' | 'excluded' | 'failing' | 'outside' | 'not-there' | 'not-yet';
  readonly source?: string | undefined;
  readonly protectedAsOfMs?: number | undefined;
  readonly rule?: string | undefined;
  readonly code?: string | undefined;
}

export interface Sources {
  list(): Promise<readonly Source[]>;
  /** One answer per path, in their order. */
  explain(paths: readonly string[]): Promise<readonly Explanation[]>;
}

export type RunKind = 'scheduled' | 'manual' | 'continuous' | 'restore' | 'maintenance';

export interface Run {
  /** As people see it: `000012-0`; a run under way has none yet. */
  readonly number?: string | undefined;
  readonly source: string;
  readonly kind: RunKind;
  readonly status: 'running' | 'completed' | 'incomplete' | 'not-run';
  /** Why it is incomplete or was not run: a code of docs/errors.md. */
  readonly reason?: string | undefined;
  readonly startedMs: number;
  readonly finishedMs?: number | undefined;
  readonly files: number;
  readonly bytes: number;
  readonly failed: number;
}

/** A run that is about to begin: what a `before` hook is told. */
export interface PlannedRun {
  readonly kind: 'scheduled' | 'manual';
  readonly sources: readonly Source[];
}

/** A folder that a hook made and that joins the run as a source of its own. */
export interface VirtualFolder {
  /** The name of its source in the vault; the same name continues the same history. */
  readonly name: string;
  /** A folder below the plugin's `storagePath`. */
  readonly path: string;
}

/** What a hook could not do although the rest of its work is done: the run is made, and counts as incomplete for this reason. */
export interface HookProblem {
  /** A code of docs/errors.md, or the plugin's own. */
  readonly code: string;
  readonly message: string;
}

/** What a `before` hook hands to the run. */
export interface HookContribution {
  readonly folders?: readonly VirtualFolder[];
  readonly problems?: readonly HookProblem[];
}

export interface RunHook {
  /** Before the first source of the run is read. What it throws is handled by the contribution's `onFailure` rule. */
  before?(run: PlannedRun, signal: AbortSignal): Promise<HookContribution | void>;
  /** After the last source, also after a failed run. */
  after?(runs: readonly Run[], signal: AbortSignal): Promise<void>;
}

export interface Runs {
  /** Newest first, at most 1,000. */
  list(options?: { readonly limit?: number }): Promise<readonly Run[]>;
  /** Backs up: whole sources, or the given paths. Resolves when the run is committed. */
  start(options?: { readonly paths?: readonly string[]; readonly signal?: AbortSignal }): Promise<readonly Run[]>;
  /** Gives a hook of `contributes.runHooks` its action. */
  registerHook(hook: string, implementation: RunHook): Disposable;
}

export interface Version {
  /** What `mamori restore --version` takes. */
  readonly version: number;
  readonly state: 'present' | 'deleted' | 'dropped';
  readonly savedMs: number;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

export interface Versions {
  /** Versions of one file or folder, newest first. Needs `files.read`. */
  list(path: string): Promise<readonly Version[]>;
  /** Paths whose name matches a pattern with `*` and `?`, at most `limit` (1,000). Needs `files.read`. */
  find(pattern: string, options?: { readonly limit?: number }): Promise<readonly string[]>;
}

export interface RestoreOptions {
  readonly paths: readonly string[];
  readonly version?: number;
  /** A point in time: what `--at` takes. */
  readonly at?: string;
  /** A folder to restore into; without it, in place, after the present content was saved as a version. */
  readonly to?: string;
  readonly overwrite?: 'never' | 'if-changed' | 'always';
  readonly signal?: AbortSignal;
}

export interface RestoreOutcome {
  readonly restored: number;
  readonly failed: readonly { readonly path: string; readonly code: string }[];
}

export interface Restores {
  /** Brings versions back. Needs `files.write`. */
  start(options: RestoreOptions): Promise<RestoreOutcome>;
}
