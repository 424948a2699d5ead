import type {
  CommandArguments, Explanation, NewNotice, Notice, Observable, OverlayMark, RestoreOptions, RestoreOutcome, Run, Source, Version,
} from '../api/index.js';

/** A stream as the agent gives it: what can be subscribed to. */
export type EventSource<T> = Pick<Observable<T>, 'subscribe'>;

/**
 * What the plugin host needs of the agent; the composition root implements it (src/agent/plugins).
 *
 * Everything a plugin may ask for ends in one of these calls, with its parameters checked and its capability granted. Failures are coded errors and reach the plugin
 * with their code. A signal that fires stops the work, and its reason is thrown.
 */
export interface HostServices {
  readonly sources: { list(): readonly Source[]; explain(paths: readonly string[]): Promise<readonly Explanation[]> };
  readonly runs: {
    list(limit: number): Promise<readonly Run[]>;
    /** Whole sources when `paths` is empty; resolves when committed. */
    start(paths: readonly string[], signal: AbortSignal): Promise<readonly Run[]>;
  };
  readonly versions: {
    list(path: string): Promise<readonly Version[]>;
    find(pattern: string, limit: number): Promise<readonly string[]>;
    read(path: string, version: number, signal: AbortSignal): Promise<{ readonly sizeBytes: number; readonly content: AsyncIterable<Uint8Array> }>;
  };
  readonly restore: { start(options: RestoreOptions, signal: AbortSignal): Promise<RestoreOutcome> };
  readonly notices: { show(plugin: string, notice: NewNotice): Promise<string> };
  /** Values of plugins' settings, by full name (`publisher.name.key` is the contribution's business); checked against their schema before. */
  readonly settings: { get(name: string): unknown; set(name: string, value: unknown): void };
  /** Small JSON values per plugin that outlive a restart; `update` with undefined removes. On disk when it returns. */
  readonly state: {
    get(plugin: string, key: string): unknown;
    update(plugin: string, key: string, value: unknown): void;
    keys(plugin: string): readonly string[];
    forget(plugin: string): void;
  };
  readonly secrets: {
    get(plugin: string, key: string): Promise<string | undefined>;
    set(plugin: string, key: string, value: string): Promise<void>;
    delete(plugin: string, key: string): Promise<void>;
    forget(plugin: string): Promise<void>;
  };
  /** Replaces what an overlay contribution marks. */
  readonly overlays: { assign(plugin: string, overlay: string, marks: readonly OverlayMark[]): void };
  readonly events: {
    readonly runs: EventSource<Run>;
    readonly sources: EventSource<readonly Source[]>;
    readonly notices: EventSource<Notice>;
  };
}

/** What calls a command: a menu, the command line, a notice's button, another plugin. */
export type CommandCall = Required<Pick<CommandArguments, 'paths' | 'origin'>> & Pick<CommandArguments, 'extra'>;
