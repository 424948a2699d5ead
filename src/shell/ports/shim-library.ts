import type { Disposable } from '../../base/disposable.js';
import type { ShownEntry } from '../menu/evaluate-menu.js';
import type { FileManagerMenu, MenuFacts } from '../menu/menu-facts.js';
import type { TrayWindow } from './tray-window.js';

/** Linux: raw bytes. Windows: UTF-16 little-endian, case does not count. Both work on every platform. */
export type PathStyle = 'linux' | 'windows';

/** What a file manager may show of a path; `none` has a row only to say why. */
export type ShownState = 'none' | 'protected' | 'in-progress' | 'problem';

/** One row to write; the path is relative to its root, empty for the root itself. */
export interface StatusRow {
  readonly path: Uint8Array;
  readonly state: ShownState | 'removed';
  readonly isFolder: boolean;
  readonly reason: number; // 0…65535
}

/** What the operating system says about a root; whoever asks it does so elsewhere. */
export interface RootFacts {
  readonly longPath: Uint8Array;
  readonly shortPath?: Uint8Array; // 8.3 names
  readonly finalPath?: Uint8Array; // links, mounts and drives resolved
  readonly mappings: readonly { readonly drive: Uint8Array; readonly target: Uint8Array }[]; // mapped and SUBST drives
}

export interface WriterStats {
  readonly rows: number;
  readonly capacity: number;
  readonly generation: number;
  readonly growing: boolean;
  readonly segmentBytes: number;
}

/** Rows that one `put` takes; it then stays within about two milliseconds, cold caches included. */
export const MAX_ROWS_PER_PUT = 1024;

/**
 * The one publisher of a user's status table. Contract (tests/contract/shim-library-contract.ts):
 *
 * - Every call is synchronous and bounded: no call blocks for 5 ms.
 * - Readers show nothing before the first `heartbeat`, nor later than 5 s after the last, whatever ended the process.
 * - Nothing shows as protected below a root before `trustRoot(root, true)`; `trustRoot(root, false)` is one write.
 * - Growing is done by `step`, and a little by each `put`; until then rows are found in the old table.
 * - Fails with the codes of src/terms/errors/shim-errors.ts; a value that the table cannot take is a bug and throws as one.
 * - `dispose` withdraws everything.
 */
export interface StatusWriter extends Disposable {
  /** To be called every second. */
  heartbeat(): void;
  /** The number of a new root, not yet trusted. */
  addRoot(spellings: readonly Uint8Array[]): number;
  renameRoot(root: number, spellings: readonly Uint8Array[]): void;
  trustRoot(root: number, trusted: boolean): void;
  removeRoot(root: number): void;
  /** At most MAX_ROWS_PER_PUT rows; answers how many had a path that can be shown at all. */
  put(root: number, rows: readonly StatusRow[]): number;
  /** Room for so many rows in all, made by the steps that follow. */
  reserve(rows: number): void;
  /** A bounded piece of growing or clearing away; whether more is due. */
  step(): boolean;
  setMenu(version: number, decisions: Uint8Array): void;
  setBooleans(bits: bigint): void;
  /** Folders that file managers asked for since the last call, oldest first, as they named them: hints, for any program of the user writes them. */
  takeAsked(): readonly Buffer[];
  stats(): WriterStats;
}

export type LookUp =
  | { readonly found: 'row'; readonly state: ShownState; readonly isFolder: boolean; readonly reason: number }
  | { readonly found: 'unlisted' | 'outside' | 'no-answer' | 'stale' | 'no-agent' | 'no-path' };

/** What file managers do; here for tests, `doctor` and extensions that talk to the agent instead. */
export interface StatusReader extends Disposable {
  /** Looks for the present table; whether there is one with a living writer. */
  refresh(): boolean;
  lookUp(path: Uint8Array): LookUp;
  noteAsked(folder: Uint8Array): void;
  menu(): { readonly version: number; readonly decisions: Buffer } | undefined;
  booleans(): bigint | undefined;
  /** Whether the process that published what is mapped runs: sooner than its sign of life tells. */
  writerLives(): boolean;
  /** What the conditions of menus can ask of a selection; past 100 paths only what holds for all of it is looked at. */
  select(style: PathStyle, menu: FileManagerMenu, selected: readonly { readonly path: Uint8Array; readonly kind: 'file' | 'folder' }[]): MenuFacts;
}

/** Why file managers show marks, or do not; in the order of MAMORI_TABLE_… in native/shim/include/mamori_shim_examine.h, which tells each. */
export const TABLE_FOUND = ['published', 'silent', 'nothing', 'ended', 'damaged', 'unreachable', 'other-format', 'foreign'] as const;
export type TableFound = (typeof TABLE_FOUND)[number];

/** One look at a table; the numbers are 0 where they are not known. */
export interface TableExamination {
  readonly found: TableFound;
  readonly writerPid: number;
  readonly format: number;
  readonly generation: number;
  readonly silentMs: number; // since the last sign of life
}

/**
 * The shim, as the agent uses it. Paths are bytes of a style (`tablePath` in src/shell/status makes them), because the one function that
 * normalises them is the shim's. An empty or absent `folder` is the fixed place of this user.
 */
export interface ShimLibrary {
  readonly abi: number; // the version agreed on
  /** The form that is compared and hashed; undefined for what names no single entry ("..", NUL). */
  normalise(style: PathStyle, path: Uint8Array): Buffer | undefined;
  /** Keys of paths below a root, under a key of 16 bytes; 0n for what cannot be normalised. In bulk: one call of native code. */
  keys(style: PathStyle, key: Uint8Array, root: number, paths: readonly Uint8Array[]): BigUint64Array;
  /** What the system says about a path without asking a network; nothing on Linux, where a path has one spelling and its final one. */
  rootFacts(path: Uint8Array): Pick<RootFacts, 'shortPath' | 'mappings'>;
  /** Every spelling of a root, normalised. */
  rootSpellings(style: PathStyle, facts: RootFacts): readonly Buffer[];
  /** Tells file managers that what they keep of an item, or of all in a folder, may be out of date. The path is as they spell it. Does nothing on Linux. */
  announce(what: 'item' | 'folder', path: Uint8Array): void;
  openWriter(style: PathStyle, folder?: string): StatusWriter;
  openReader(folder?: string): StatusReader;
  /** What a reader would meet now, and why: for `doctor`. A few system calls. */
  examineTable(folder?: string): TableExamination;
  /** The fixed place of this user; '' where there is none. */
  tableFolder(): string;
  /** What `evaluateMenu` of src/shell/menu answers, decided by the code that runs in file managers. */
  evaluateMenu(decisions: Uint8Array, booleans: bigint, facts: MenuFacts, capacity: number): readonly ShownEntry[] | undefined;
  /**
   * Whether the other end of a connected Unix socket is a process of this user, by what the kernel noted (SO_PEERCRED). Undefined on Windows,
   * where the functions below look after that.
   */
  peerIsOwn(fileDescriptor: number): boolean | undefined;
  /**
   * Windows only. Listens at a pipe of a random name that only this user's processes on this machine can open, and publishes the name under `place`
   * (hexadecimal digits) in `folder`.
   */
  openEndpoint(place: string, folder?: string): PipeEndpoint;
  /**
   * Windows only. A descriptor of a connection to the agent that listens for `place`; undefined when none does, `busy` when more clients come at this moment
   * than it takes. Fails with `shim.foreign-folder` when the folder or the server is not this user's.
   */
  connectEndpoint(place: string, folder?: string): number | 'busy' | undefined;
  /** Windows only; undefined on Linux, where the agent draws its icon over D-Bus. */
  openTray(): TrayWindow | undefined;
}

/** A pipe that is listened at until disposed. Descriptors belong to who asked for them; accepted connections outlive the endpoint. */
export interface PipeEndpoint extends Disposable {
  /** To be asked for once: reads a byte whenever clients have begun to wait, and its end when the endpoint is disposed. */
  bell(): number;
  /** The connection of the client that has waited longest. */
  accept(): number | undefined;
}
