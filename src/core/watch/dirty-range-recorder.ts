import { BehaviorSubject, Subject, type Observable } from 'rxjs';
import type { Clock, Timer } from '../../base/clock.js';
import { CodedError } from '../../base/coded-error.js';
import type { Logger } from '../../base/logger.js';
import type { DirtyRange, DirtyRanges, DirtyReason, DirtyToken, OpenDirtyRange } from '../ports/dirty-ranges.js';
import { watchErrors } from '../../terms/errors/watch-errors.js';
import { backOffMs, type BackOffOptions } from './back-off.js';
import type { RelativePath } from './source-event.js';

export interface RecorderState {
  readonly unsaved: number; //    ranges held in memory because they are not on disk yet
  readonly distrusted: number; // ranges, saved or not, in which something may have been missed
  readonly open: number; //       all saved ranges, routine rescans included
  readonly saveFailure: CodedError | undefined; // why the unsaved ones are, after the last try
}

export const NOTHING_DIRTY: RecorderState = { unsaved: 0, distrusted: 0, open: 0, saveFailure: undefined };

/** Ranges that may wait in memory; past it they fold into the whole root. */
const MAX_WAITING = 256;

/** Reasons that are routine: nothing is known to be lost, so what was trusted stays trusted. */
const ROUTINE: ReadonlySet<DirtyReason> = new Set(['forced-rescan', 'requested']);

/**
 * The one way in which a loss of information becomes a dirty range of a root.
 *
 * `mark` takes effect in memory at once and the range is kept there until the port has saved it; failed saves are tried
 * again with back-off, for ever. `scansDue` fires after each round of saves, so that no scan begins before its mark is
 * durable.
 */
export class DirtyRangeRecorder {
  readonly #root: string;
  readonly #ranges: DirtyRanges;
  readonly #backOff: BackOffOptions;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #state = new BehaviorSubject<RecorderState>(NOTHING_DIRTY);
  readonly #scansDue = new Subject<void>();
  readonly #waiting = new Map<RelativePath, DirtyRange>();
  #saved: ReadonlyMap<RelativePath, DirtyReason> = new Map();
  #saving: Promise<void> | undefined;
  #retry: Timer | undefined;
  #saveFailure: CodedError | undefined;
  #failures = 0;
  #disposed = false;

  constructor(root: string, ranges: DirtyRanges, backOff: BackOffOptions, clock: Clock, logger: Logger) {
    this.#root = root;
    this.#ranges = ranges;
    this.#backOff = backOff;
    this.#clock = clock;
    this.#logger = logger;
  }

  get states(): Observable<RecorderState> {
    return this.#state;
  }

  get state(): RecorderState {
    return this.#state.value;
  }

  get scansDue(): Observable<void> {
    return this.#scansDue;
  }

  /** Resolves when the range is saved, or after one failed try; it goes on trying by itself. */
  mark(folder: RelativePath, reason: DirtyReason, since = this.#clock.nowMs()): Promise<void> {
    const covering = this.#waiting.size < MAX_WAITING || this.#waiting.has(folder) ? folder : '';
    if (covering !== folder) this.#waiting.clear();
    const earlier = this.#waiting.get(covering);
    const range = {
      root: this.#root, folder: covering, reason: this.#reasonOver(covering, reason), since: Math.min(since, earlier?.since ?? since),
    };
    this.#waiting.set(covering, range);
    this.#tell();
    return this.#save();
  }

  /** The ranges to scan now, with the tokens that clear them. */
  open(): Promise<readonly OpenDirtyRange[]> {
    return this.#ranges.open(this.#root);
  }

  /** Clears what a committed scan has covered; asks for another scan if something was marked meanwhile. */
  async clear(tokens: readonly DirtyToken[]): Promise<void> {
    for (const token of tokens) await this.#ranges.clear(token);
    await this.#refresh();
    if (this.#state.value.open > 0) this.#scansDue.next();
  }

  /** Stops trying and resolves when no call to the port is under way. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#retry?.cancel();
    await this.#saving;
    this.#scansDue.complete();
    this.#state.complete();
  }

  #save(): Promise<void> {
    this.#retry?.cancel();
    this.#retry = undefined;
    this.#saving ??= this.#saveAll();
    return this.#saving;
  }

  async #saveAll(): Promise<void> {
    try {
      while (this.#waiting.size > 0) {
        for (const range of [...this.#waiting.values()]) await this.#saveOne(range);
        this.#saveFailure = undefined;
        await this.#refresh();
      }
      this.#failures = 0;
      // Only now: whoever marks from here on must start a round of its own.
      this.#saving = undefined;
      this.#scansDue.next();
    } catch (cause) {
      this.#saving = undefined;
      this.#failures += 1;
      this.#saveFailure = CodedError.of(watchErrors, 'watch.not-recorded', 'a dirty range could not be saved', { cause, data: { root: this.#root } });
      this.#logger.warn(this.#saveFailure.message, { root: this.#root, failures: this.#failures, cause });
      this.#tell();
      if (this.#disposed) return;
      this.#retry = this.#clock.after(backOffMs(this.#failures, this.#backOff), () => void this.#save());
    }
  }

  async #saveOne(range: DirtyRange): Promise<void> {
    await this.#ranges.add(range);
    this.#saved = new Map([...this.#saved, [range.folder, range.reason]]);
    // Marked again during the save: what happened since needs a newer mark.
    if (this.#waiting.get(range.folder) === range) this.#waiting.delete(range.folder);
  }

  async #refresh(): Promise<void> {
    this.#saved = new Map((await this.open()).map(range => [range.folder, range.reason]));
    this.#tell();
  }

  /** A routine scan of a folder in which something was missed does not make that harmless. */
  #reasonOver(folder: RelativePath, reason: DirtyReason): DirtyReason {
    const earlier = this.#waiting.get(folder)?.reason ?? this.#saved.get(folder);
    return earlier !== undefined && ROUTINE.has(reason) ? earlier : reason;
  }

  #tell(): void {
    const reasons = new Map(this.#saved);
    for (const range of this.#waiting.values()) reasons.set(range.folder, range.reason);
    this.#state.next({
      unsaved: this.#waiting.size,
      distrusted: [...reasons.values()].filter(reason => !ROUTINE.has(reason)).length,
      open: this.#saved.size,
      saveFailure: this.#saveFailure,
    });
  }
}
