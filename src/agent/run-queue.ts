import type { Disposable } from '../base/disposable.js';
import { Emitter } from '../base/emitter.js';
import type { EngineJob, JobProgress } from '../core/ports/engine.js';

export type WorkKind = 'backup' | 'continuous' | 'restore' | 'deletion' | 'maintenance';

/** A piece of work that a person can see, cancel and pause. */
export interface QueuedWork<T> {
  readonly subject: string;
  readonly kind: WorkKind;
  readonly run: (context: WorkContext) => Promise<T>;
  readonly signal?: AbortSignal | undefined;
  /** Called when a pause holds it back or stops it: at once if it comes during one, otherwise when one begins. */
  readonly onPaused?: (() => void) | undefined;
}

export interface WorkContext {
  readonly signal: AbortSignal;
  /** Makes the engine's job visible: progress, pause. */
  readonly show: (job: ShownJob) => void;
  /** Whether other work, of the given kinds if any are given, waits for this to end or to give way. */
  readonly isAwaited: (kinds?: readonly WorkKind[]) => boolean;
  /**
   * Lets the work that waits now, of the given kinds if any are given, run first; resolves when it is this one's turn again, to whether anything ran. To be called between two
   * steps, with nothing half done in the vault: others write to it meanwhile. Rejects with the abort reason.
   */
  readonly giveWay: (kinds?: readonly WorkKind[]) => Promise<boolean>;
  /**
   * Resolves when nothing is paused, at once if nothing is; lets work that no pause concerns run meanwhile. To be called before a step, with nothing half done, as a job
   * that is paused with little to do may end all the same. Rejects with the abort reason.
   */
  readonly untilResumed: () => Promise<void>;
}

export interface RunningWork {
  readonly subject: string;
  readonly kind: WorkKind;
  readonly progress: JobProgress | undefined;
}

type ShownJob = Pick<EngineJob<unknown>, 'progress' | 'pause' | 'resume'>;

interface Entry {
  readonly subject: string;
  readonly kind: WorkKind;
  readonly abort: AbortController;
  readonly onPaused: (() => void) | undefined;
  job: ShownJob | undefined;
  /** Begins no earlier than the pause ends. */
  held: boolean;
  /** Called when it is the entry's turn. */
  begin: () => void;
}

/**
 * Does work on the vault one after another: a writer makes one run at a time, which is what its acknowledgements rest on
 * (docs/vault-format.md section 11). The order is first in, first out; what takes long gives way between its steps.
 *
 * Restores wait for their turn too, though they only read: a run that is committed while a restore goes through the catalog may drop versions that it has told of,
 * and collection may delete what they need. As everything long gives way, they do not wait for long.
 *
 * Unbounded by itself: its callers (one per source, plus what people ask for) are few, and each waits.
 */
export class RunQueue implements Disposable {
  /** Other work runs, or none, or a pause began or ended. */
  readonly changes = new Emitter<void>();
  readonly #entries = new Map<Entry, Promise<unknown>>();
  #waiting: readonly Entry[] = [];
  #active: Entry | undefined;
  #paused = false;
  #closed = false;

  /** Rejects with the abort reason when cancelled; what waits does so when its turn comes. */
  add<T>(work: QueuedWork<T>): Promise<T> {
    const entry: Entry = { subject: work.subject, kind: work.kind, abort: new AbortController(), onPaused: work.onPaused, job: undefined, held: false, begin: () => undefined };
    entry.abort.signal.addEventListener('abort', () => this.#wake(), { once: true });
    if (this.#closed) entry.abort.abort(stopped());
    const forward = () => entry.abort.abort(work.signal?.reason);
    work.signal?.addEventListener('abort', forward, { once: true });
    if (work.signal?.aborted) forward();
    const result = this.#turnOf(entry, () => [...this.#waiting, entry])
      .then(() => work.run(this.#contextOf(entry)))
      .finally(() => {
        work.signal?.removeEventListener('abort', forward);
        this.#entries.delete(entry);
        if (this.#active === entry) this.#next();
      });
    this.#entries.set(entry, result.catch(() => undefined));
    if (this.#paused) entry.onPaused?.();
    return result;
  }

  get running(): RunningWork | undefined {
    const active = this.#active;
    return active && { subject: active.subject, kind: active.kind, progress: active.job?.progress() };
  }

  get state(): 'paused' | 'running' | 'idle' {
    if (this.#paused) return 'paused';
    return this.#active ? 'running' : 'idle';
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** What runs stops between two files; what waits keeps waiting, except for maintenance. */
  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#active?.job?.pause();
    for (const entry of this.#entries.keys()) entry.onPaused?.();
    this.changes.fire();
  }

  resume(): void {
    this.#paused = false;
    this.#active?.job?.resume();
    this.#wake();
    this.changes.fire();
  }

  /** Interrupts everything that runs or waits; answers how many. */
  cancel(): number {
    const count = this.#entries.size;
    for (const entry of this.#entries.keys()) entry.abort.abort(new DOMException('interrupted by the person', 'AbortError'));
    return count;
  }

  async dispose(): Promise<void> {
    this.#closed = true;
    for (const entry of this.#entries.keys()) entry.abort.abort(stopped());
    await Promise.all(this.#entries.values());
  }

  #contextOf(entry: Entry): WorkContext {
    const awaited = (kinds?: readonly WorkKind[]) => this.#waiting.filter(other => !this.#isHeld(other) && (!kinds || kinds.includes(other.kind)));
    return {
      signal: entry.abort.signal,
      show: job => {
        entry.job = job;
        if (this.#paused) job.pause();
      },
      isAwaited: kinds => awaited(kinds).length > 0,
      giveWay: async kinds => {
        const first = awaited(kinds);
        if (first.length === 0) return false;
        entry.job = undefined;
        const turn = this.#turnOf(entry, () => [...first, entry, ...this.#waiting.filter(other => !first.includes(other))]);
        this.#next();
        await turn;
        return true;
      },
      untilResumed: async () => {
        while (this.#paused) {
          entry.abort.signal.throwIfAborted();
          entry.job = undefined;
          entry.held = true;
          const turn = this.#turnOf(entry, () => [...this.#waiting.filter(({ held }) => held), entry, ...this.#waiting.filter(({ held }) => !held)]);
          this.#next();
          await turn;
        }
      },
    };
  }

  /** Puts an entry into the line that `place` answers; resolves when it is the active one. */
  async #turnOf(entry: Entry, place: () => readonly Entry[]): Promise<void> {
    const turn = new Promise<void>(resolve => (entry.begin = resolve));
    this.#waiting = place();
    this.#wake();
    await turn;
    entry.abort.signal.throwIfAborted();
  }

  #next(): void {
    const next = this.#waiting.find(entry => !this.#isHeld(entry));
    this.#active = next;
    this.#waiting = this.#waiting.filter(entry => entry !== next);
    if (next) next.held = false;
    next?.begin();
    this.changes.fire();
  }

  /** After a pause or an abort, what was held may have its turn. */
  #wake(): void {
    if (!this.#active) this.#next();
  }

  #isHeld({ held, abort }: Entry): boolean {
    return this.#paused && held && !abort.signal.aborted;
  }
}

function stopped(): DOMException {
  return new DOMException('the agent stops', 'AbortError');
}
