/*
 * The API of Mamori plugins. Written by `node scripts/generate-docs.mjs` from src/host/api; a test compares them.
 *
 * Put this file beside your plugin and name it in "files" or "include" of its tsconfig.json; then `import type { PluginModule } from 'mamori'`. docs/plugins.md is the tutorial.
 */

declare module 'mamori' {
  /** What a command is called with from a menu: the selection and where it was made. */
  export interface CommandArguments {
    /** Absolute paths, in the escaping of docs/vault-format.md section 8; empty when called without a selection. */
    readonly paths: readonly string[];
    /** Where the call comes from. */
    readonly origin: 'menu' | 'command-line' | 'notice' | 'plugin';
    /** Whatever the caller added; JSON. */
    readonly extra?: unknown;
  }

  export type CommandHandler = (args: CommandArguments, signal: AbortSignal) => unknown;

  export interface Commands {
    /**
     * Gives a command its action. The command must be in the plugin's `contributes.commands`.
     *
     * The handler's result (JSON) is the caller's result; what it throws reaches the caller as `plugin.failed`, or as its own code when it throws a
     * `MamoriError`. Fails with `plugin.duplicate-command` when the command already has a handler.
     */
    registerCommand(command: string, handler: CommandHandler): Disposable;
    /**
     * Runs any contributed command, the agent's own included, and activates its plugin if needed.
     *
     * Another plugin's command is refused with `plugin.capability-missing` when that plugin was granted something that this one was not: nobody does by another's hands what
     * was not granted.
     */
    executeCommand<T = unknown>(command: string, args?: Partial<CommandArguments>, options?: { readonly signal?: AbortSignal }): Promise<T>;
    /** Ids of all contributed commands. */
    getCommands(): Promise<readonly string[]>;
  }

  /** The languages of the product. */
  export type Language = 'ja' | 'en';

  /** What a plugin knows about itself, and the places that are its own. */
  export interface PluginContext {
    /** `publisher.name`. */
    readonly pluginId: string;
    readonly version: string;
    /** The language that the person reads Mamori in; what a plugin tells people (notices, reasons, answers of commands) should be in it. */
    readonly language: Language;
    /** Folder of the installed plugin; read-only by convention and by the host's permissions. */
    readonly pluginPath: string;
    /** A folder that only this plugin writes to; it stays over updates and goes when the plugin is removed. */
    readonly storagePath: string;
    /** Disposed in reverse order after `deactivate`. */
    readonly subscriptions: Disposable[];
    /** Small values that outlive a restart; 1 MiB in all. */
    readonly state: Memento;
    readonly log: PluginLogger;
    /** Capabilities that the person granted; what was not granted is refused with `plugin.capability-missing`. */
    readonly capabilities: ReadonlySet<string>;
    /** Fires when the plugin is about to be deactivated: long work stops. */
    readonly signal: AbortSignal;
    /** Makes a text channel: `mamori plugin list` shows its newest lines under the plugin's name while the agent runs, the log keeps all. */
    createOutputChannel(name: string): OutputChannel;
  }

  /** JSON values by key. `update` with `undefined` removes the key; it resolves when the value is on disk. */
  export interface Memento {
    get<T>(key: string): Promise<T | undefined>;
    update(key: string, value: unknown): Promise<void>;
    keys(): Promise<readonly string[]>;
  }

  /** Lines in the agent's log, marked with the plugin's id. Never put secrets or file content there. */
  export interface PluginLogger {
    debug(message: string): void;
    info(message: string): void;
    warn(message: string): void;
    error(message: string): void;
  }

  export interface OutputChannel extends Disposable {
    readonly name: string;
    appendLine(line: string): void;
  }

  export interface ObjectInfo {
    readonly name: string;
    readonly sizeBytes: number;
    readonly modifiedMs?: number | undefined;
  }

  /** What the place does not take. Mamori reports such files one by one and stores the others; it sets the strictest of these and the person's own limits. */
  export interface DestinationLimits {
    /** Bytes of one file. */
    readonly fileBytes?: number | undefined;
    /** Of a path, from the name of the source on, in UTF-16 units. */
    readonly pathCharacters?: number | undefined;
    /** No `\ / : * ? " < > |` in a name, and no dot at its start. */
    readonly plainNames?: boolean | undefined;
    /** Files of one source; more are stored, but the backup is told as incomplete. */
    readonly files?: number | undefined;
  }

  export interface DestinationCapabilities {
    /** `ifAbsent` is atomic: of two writers one is refused. */
    readonly conditionalPut: boolean;
    /** `synced`: what returned survives power loss. */
    readonly durability: 'synced' | 'best-effort';
    /** Advertised to whoever backs up here; none if left out. */
    readonly limits?: DestinationLimits | undefined;
  }

  /** A part of an object: `length` bytes from `offset`, or its last `suffix` bytes; a shorter object than `suffix` comes whole. */
  export type ByteRange = { readonly offset: number; readonly length: number } | { readonly suffix: number };

  /**
   * A place for sealed objects: names and encrypted bytes, nothing else. The contract suite that Mamori's own stores pass is published as
   * `tests/contract/object-store-contract.ts`; run yours through it.
   *
   * Every call may run concurrently with others. Failures are `MamoriError`s with a `store.*` code of docs/errors.md (`store.not-found`, `store.exists`,
   * `store.full`, `store.read-only`, `store.gone`, `store.corrupt-range`, `store.io`); anything else is taken as `store.io`.
   */
  export interface Destination extends Disposable {
    readonly capabilities: DestinationCapabilities;
    /** Stores an object whole or not at all; a taken name is replaced unless `ifAbsent` (then `store.exists`). */
    put(name: string, data: AsyncIterable<Uint8Array>, options: { readonly sizeBytes: number; readonly ifAbsent: boolean; readonly signal: AbortSignal }): Promise<void>;
    /** Exactly the bytes asked for. */
    get(name: string, range: ByteRange | undefined, options: { readonly signal: AbortSignal }): AsyncIterable<Uint8Array>;
    head(name: string, options: { readonly signal: AbortSignal }): Promise<ObjectInfo | undefined>;
    /** All objects whose name begins with `prefix`, in ascending order of the names' bytes. */
    list(prefix: string, options: { readonly signal: AbortSignal }): AsyncIterable<ObjectInfo>;
    /** An absent object is fine. */
    delete(name: string, options: { readonly signal: AbortSignal }): Promise<void>;
    freeSpace?(options: { readonly signal: AbortSignal }): Promise<{ readonly freeBytes: number; readonly totalBytes: number } | undefined>;
  }

  export interface DestinationProvider {
    /** Opens the place that a vault URL names, for example `acme://bucket/folder`. */
    open(url: string, options: { readonly signal: AbortSignal }): Promise<Destination>;
  }

  export interface Destinations {
    /** Gives a URL scheme of `contributes.destinations` its action. Needs `destinations`. */
    registerDestination(scheme: string, provider: DestinationProvider): Disposable;
  }

  /** Something that is owned and given back exactly once; further calls do nothing. */
  export interface Disposable {
    dispose(): void | Promise<void>;
  }

  /** A failure with a code of docs/errors.md, or one of the plugin's own (`publisher.name/what-went-wrong`). Its code crosses the process border. */
  export interface MamoriError extends Error {
    readonly code: string;
  }

  /** What happens in the agent. A slow observer misses old values, never new ones: the newest 256 per stream are kept. */
  export interface Events {
    /** Runs as they begin (`running`) and end, well or not; continuous ones included. */
    readonly runs: Observable<Run>;
    /** The protected folders, whenever they change. */
    readonly sources: Observable<readonly Source[]>;
    /** Notices that are about to be told, everybody's; a plugin that is started by `onNotice:KIND` hears of the one that started it. */
    readonly notices: Observable<Notice>;
  }

  /**
   * All that a plugin can reach. There is no window: what a plugin wants to show goes through menus, notices and settings.
   *
   * Versioned by `engines.mamori` (https://semver.org): within a major version things are added, never changed.
   */
  export interface Mamori {
    /** The version of this API. */
    readonly version: string;
    readonly commands: Commands;
    readonly menus: Menus;
    readonly overlays: Overlays;
    readonly notices: Notices;
    readonly sources: Sources;
    readonly runs: Runs;
    readonly versions: Versions;
    readonly restore: Restores;
    readonly destinations: Destinations;
    readonly configuration: Configuration;
    readonly secrets: Secrets;
    readonly events: Events;
    readonly proposed: Proposed;
    /** Makes a failure whose code reaches the caller. */
    error(code: string, message: string): MamoriError;
  }

  export interface Menus {
    /**
     * Sets a context key for `when` and `enablement` clauses. The key is prefixed with the plugin's id: `setContext('busy', true)` of `acme.dump` is read
     * as `acme.dump.busy`. `undefined` removes it. Keys are gone when the plugin is deactivated.
     */
    setContext(key: string, value: boolean | number | string | undefined): Promise<void>;
  }

  /** States that a plugin may show on files; "protected" is never a plugin's to give. */
  export type OverlayState = 'in-progress' | 'problem';

  export interface OverlayMark {
    readonly path: string;
    readonly state: OverlayState;
    /** One sentence that `mamori why` shows. */
    readonly reason: string;
  }

  export interface Overlays {
    /** Replaces what this contributed overlay marks: at most 1,000 paths, gone when the plugin is deactivated. */
    assign(overlay: string, marks: readonly OverlayMark[]): Promise<void>;
  }

  export type Severity = 'information' | 'warning' | 'alarm';

  export interface NoticeAction {
    /** What the button says. */
    readonly title: string;
    /** A contributed command that the button runs. */
    readonly command: string;
    readonly args?: unknown;
  }

  export interface NewNotice {
    /** An entry of the plugin's `contributes.notices`; the person decides per kind which channels tell it. */
    readonly kind: string;
    readonly title: string;
    readonly text: string;
    /** The kind's own severity unless given. */
    readonly severity?: Severity;
    /** A later notice with the same key replaces this one. */
    readonly dedupeKey?: string;
    readonly actions?: readonly NoticeAction[];
  }

  /** A notice on its way to a channel. */
  export interface Notice extends Required<Omit<NewNotice, 'dedupeKey' | 'actions'>> {
    readonly id: string;
    readonly atMs: number;
    readonly source?: string;
    readonly actions: readonly NoticeAction[];
  }

  export interface NoticeChannel {
    /** Delivers one notice and resolves when it was handed over; a failure makes the agent try again, then take the next channel. */
    deliver(notice: Notice, signal: AbortSignal): Promise<void>;
  }

  export interface Notices {
    /** Stores and tells a notice; answers its id. At most 60 at once and one every 20 seconds after that; more are refused with `plugin.limit-reached`. */
    show(notice: NewNotice): Promise<string>;
    /** Gives a channel of `contributes.noticeChannels` its action. */
    registerChannel(channel: string, implementation: NoticeChannel): Disposable;
  }

  global {
    interface SymbolConstructor {
      /** What libraries such as rxjs ask a stream for (https://github.com/tc39/proposal-observable). */
      readonly observable: symbol;
    }
  }

  /**
   * A stream of values in the shape that rxjs takes: `from(mamori.events.runs)` gives a full rxjs observable.
   *
   * Nothing is delivered to an observer before it subscribes, and nothing after its subscription was closed. Values arrive in order; a stream of this API
   * never completes by itself and never fails while the plugin is active.
   */
  export interface Observable<T> {
    subscribe(observer: ((value: T) => void) | Partial<Observer<T>>): Subscription;
    /** The stream itself: what makes rxjs take it. */
    [Symbol.observable](): Observable<T>;
  }

  export interface Observer<T> {
    next(value: T): void;
    error(failure: unknown): void;
    complete(): void;
  }

  export interface Subscription {
    unsubscribe(): void;
  }

  /** What a plugin exports from the file that its manifest names as `main`. */
  export interface PluginModule {
    /**
     * Called once, when the first of the plugin's activation events fires. What it returns is awaited before the event is delivered; it has 10 seconds.
     * A plugin that throws here counts as failed: the event is answered with `plugin.activation-failed`, and the next event tries again.
     */
    activate(context: PluginContext, mamori: Mamori): void | Promise<void>;
    /** Called when the plugin is disabled or the agent stops; it has 5 seconds. `context.subscriptions` are disposed after it. */
    deactivate?(): void | Promise<void>;
  }

  /**
   * What is not stable yet. It may change with every version; a plugin that uses it names it in `enabledApiProposals` and cannot be installed without
   * `mamori plugin install --allow-proposed`.
   */
  export interface Proposed {
    /** The content of one version, verified. Needs `files.read` and the proposal `versionContent`. */
    readVersion(path: string, version: number, options?: { readonly signal?: AbortSignal }): AsyncIterable<Uint8Array>;
  }

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

  export interface Configuration {
    /** A setting of the plugin's own `contributes.configuration`, or its default. The same names work with `mamori config`. */
    get<T>(key: string): Promise<T>;
    update(key: string, value: unknown): Promise<void>;
    readonly onDidChange: Observable<{ readonly key: string; readonly value: unknown }>;
  }

  /** Values in the operating system's credential store, under the plugin's own name. Needs `secrets`. */
  export interface Secrets {
    get(key: string): Promise<string | undefined>;
    set(key: string, value: string): Promise<void>;
    delete(key: string): Promise<void>;
  }
}
