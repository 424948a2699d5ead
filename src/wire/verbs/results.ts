/** Results of the verbs. Paths use the escaping of docs/vault-format.md section 8; times are milliseconds since 1970. */

export interface PathFailure {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export interface RunSummary {
  readonly number: string; //          000001-0
  readonly sourceId: string;
  readonly source: string;
  readonly sequence: number;
  readonly kind: 'scheduled' | 'manual' | 'continuous' | 'restore' | 'maintenance';
  readonly status: 'running' | 'completed' | 'incomplete' | 'not-run';
  readonly reason?: string | undefined; // a run status reason such as `interrupted`
  /** What the evidence says of a time at which nothing could run. */
  readonly because?: MissedSlot['because'];
  /** The error that ended the run as a whole. */
  readonly code?: string | undefined;
  readonly startedMs: number;
  readonly finishedMs?: number | undefined;
  readonly files: number;
  readonly bytes: number;
  readonly newFiles: number; //        this and the next three: files; folders are counted below
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly storedBytes: number;
  readonly newFolders?: number | undefined;
  readonly changedFolders?: number | undefined;
  readonly removedFolders?: number | undefined;
  /** Files that earlier runs saved and that are left out now, by a rule or because a drive lies over them: their versions stay, and nothing counts as deleted. */
  readonly kept?: number | undefined;
  /** Of the files that were removed, as they were before. */
  readonly removedBytes?: number | undefined;
}

export interface RunDetails extends RunSummary {
  readonly root: string;
  readonly vault: string;
  readonly errors: readonly PathFailure[];
}

export interface BackupResult {
  readonly runs: readonly RunSummary[];
  readonly errors: readonly PathFailure[];
}

export interface WatchState {
  readonly driver: string | undefined; //       'chokidar', 'engine'; undefined when nothing watches
  readonly trusted: boolean;
  readonly degraded?: { readonly code: string; readonly detail: string } | undefined;
  readonly rescanEveryMs?: number | undefined;
  readonly dirtyFolders: number;
  readonly pendingPaths: number;
}

export interface SourceState {
  readonly id: string;
  readonly name: string;
  readonly root: string;
  readonly files: number;
  readonly bytes: number;
  readonly lastCommitted?: RunSummary | undefined;
  /** The newest run since that left nothing in the vault: it failed as a whole, or was not run. */
  readonly lastAttempt?: RunSummary | undefined;
  readonly lastProvenMs?: number | undefined;
  readonly schedule: Schedule | undefined;
  readonly nextRunMs?: number | undefined;
  readonly watch: WatchState | undefined;
}

export interface Schedule {
  readonly on: boolean;
  readonly days: readonly number[]; //  0 = Sunday … 6
  readonly time: string; //             HH:MM
  /** A running backup waits from HH:MM to HH:MM, over midnight if `to` is earlier. */
  readonly pauseWindow?: { readonly from: string; readonly to: string } | undefined;
  /** A missed time: the person is told, or told and the backup made up for. */
  readonly catchUp: 'tell' | 'run';
}

/** A scheduled backup that was not run at its time. */
export interface MissedSlot {
  readonly key: string; //              YYYY-MM-DDTHH:MM, local
  readonly dueMs: number;
  readonly reason: 'pc-off' | 'signed-out' | 'earlier-interrupted';
  /** What the evidence says of `pc-off`. */
  readonly because?: 'off' | 'asleep' | 'session-closed' | 'not-running' | 'clock-moved' | undefined;
}

export interface VaultState {
  readonly location: string;
  readonly id: string;
  readonly durability: 'synced' | 'best-effort';
  readonly storedBytes: number;
  readonly freeBytes?: number | undefined;
}

export interface Warning {
  readonly code: string;
  readonly detail?: string;
}

/** What is being done right now. */
export interface WorkState {
  readonly kind: 'backup' | 'continuous' | 'restore' | 'deletion' | 'maintenance';
  readonly subject: string;
  /** Until then the schedule's pause window keeps it waiting. */
  readonly waitsUntilMs?: number | undefined;
  readonly progress?: {
    readonly filesDone: number; readonly filesTotal: number; readonly bytesDone: number; readonly bytesTotal: number;
    readonly totalsFinal: boolean; //   false: they are still being counted
    readonly currentPath?: string | undefined;
  } | undefined;
}

export interface StatusResult {
  readonly agent: 'running' | 'paused' | 'stopped';
  readonly vault: VaultState | undefined;
  readonly device: string;
  readonly sources: readonly SourceState[];
  readonly warnings: readonly Warning[];
  readonly unseenNotices: number;
  readonly paths: readonly WhyResult[];
  readonly running: readonly RunSummary[];
  readonly work?: WorkState | undefined;
  /** Whether a tray shows the agent's icon; undefined where no agent runs, and on systems whose tray is not known of. */
  readonly tray?: 'shown' | 'no-host' | 'no-bus' | undefined;
}

export interface VersionRow {
  readonly version: number; //          what `--version` takes
  readonly state: 'present' | 'deleted' | 'dropped';
  readonly savedMs: number;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly type: EntryType;
  readonly generation: boolean;
  readonly torn: boolean;
  readonly kind: RunSummary['kind'];
}

export interface VersionsResult {
  readonly path: string;
  readonly source: string;
  readonly versions: readonly VersionRow[]; // newest first
}

export type EntryType = 'file' | 'directory' | 'symlink' | 'fifo' | 'socket' | 'character-device' | 'block-device';

export interface ListedEntry {
  readonly path: string;
  readonly name: string;
  readonly type: EntryType;
  readonly state: 'present' | 'dropped';
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly savedMs: number;
  readonly version: number;
}

export interface ListResult {
  readonly path: string;
  readonly atMs: number | undefined;
  readonly entries: readonly ListedEntry[];
}

export interface RestoreResult {
  readonly files: number;
  readonly directories: number;
  readonly bytes: number;
  /** There already, and left as `never` asks. */
  readonly skipped: number;
  /** There already as the wanted version says. */
  readonly unchanged: number;
  readonly failed: number;
  readonly dryRun: boolean;
  /** Of the history, for `undo` and `runs`; a dry run has none. */
  readonly number?: string | undefined;
  readonly target: string;
  /** Paths whose version of the asked time was dropped; nothing was restored for them unless `nearest` was given. */
  readonly dropped: readonly string[];
  readonly errors: readonly PathFailure[];
  /** The run that saved the present state before a restore in place. */
  readonly savedBefore?: RunSummary | undefined;
}

export interface UndoResult {
  /** The restore that was undone. */
  readonly number: string;
  readonly files: number; //       put back
  readonly directories: number;
  readonly bytes: number;
  readonly unchanged: number;
  readonly removed: number; //     files and folders that were not there before the restore
  readonly failed: number;
  readonly dropped: readonly string[];
  /** With `restore.changed-since` for what the restore made and somebody changed. */
  readonly errors: readonly PathFailure[];
  /** The run that saved what was changed since the restore. */
  readonly savedBefore?: RunSummary | undefined;
}

/** A row of the history of restores or of that of deletions, one per source. */
export interface OperationRow {
  readonly number: string; //          000001-0
  readonly kind: 'restore' | 'delete';
  readonly sourceId: string;
  readonly source: string;
  readonly status: 'running' | 'completed' | 'incomplete';
  readonly reason?: string | undefined;
  readonly startedMs: number;
  readonly finishedMs?: number | undefined;
  readonly paths: readonly string[]; // from where; the first hundred
  readonly pathCount: number;
  readonly to?: string | undefined; // of restores
  readonly files: number;
  readonly directories: number;
  readonly bytes: number;
  readonly unchanged: number;
  readonly removed: number; //         files that an undo removed
  readonly versions: number; //        of deletions
  readonly failed: number;
  readonly errors: readonly PathFailure[]; // the first hundred; asked for by its number, the first thousand
  readonly code?: string | undefined; //      why the whole failed
  /** The restore that this one undid. */
  readonly undoes?: string | undefined;
  readonly undone: boolean;
}

export interface WhyResult {
  readonly path: string;
  readonly answer: 'protected' | 'waiting' | 'excluded' | 'failing' | 'outside' | 'not-there' | 'not-yet';
  readonly source?: string | undefined;
  readonly protectedAsOfMs?: number | undefined;
  readonly rule?: string | undefined;
  readonly code?: string | undefined;
  /** What plugins say of it. */
  readonly marks?: readonly { readonly plugin: string; readonly state: 'in-progress' | 'problem'; readonly reason: string }[] | undefined;
  /** All of it as people read it, one line or more; only where a language was asked for. */
  readonly words?: string | undefined;
}

export interface VerifyResult {
  readonly level: 'listing' | 'packs' | 'data';
  readonly objects: number;
  readonly checkedBytes: number;
  readonly complete: boolean; //            false while a cursor has not come round
  readonly coveredPercent: number;
  readonly damage: readonly { readonly object: string; readonly code: string }[];
  readonly affected: readonly { readonly source: string; readonly path: string; readonly version: number }[];
  /** Affected files whose present content the next backup of this device reads and stores again. */
  readonly healing: readonly string[];
}

export interface CollectResult {
  readonly droppedVersions: number;
  readonly condemnedObjects: number;
  readonly deletedObjects: number;
  readonly freedBytes: number;
  readonly rewrittenBytes: number;
  /** Devices that do not know yet of what is to be deleted; it is, by a later call, once they do. */
  readonly waitingFor: readonly string[];
}

export interface KeySlotRow {
  readonly slot: string;
  readonly kind: 'passphrase' | 'recovery' | 'administrator';
  readonly label: string;
  readonly createdMs: number;
}

export interface DoctorCheck {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'problem';
  readonly detail: string;
  readonly code?: string | undefined;
}
