import type { Disposable } from '../base/disposable.js';
import type { EngineJob, JobProgress } from '../core/ports/engine.js';

/** A piece of work that a person can see, cancel and pause. */
export interface QueuedWork<T> {
  readonly subject: string;
  readonly kind: 'backup' | 'continuous' | 'restore' | 'maintenance';
  readonly run: (context: WorkContext) => Promise<T>;
  readonly signal?: AbortSignal | undefined;
}

export interface WorkContext {
  readonly signal: AbortSignal;
  /** Makes the engine's job visible: progress, pause. */
  readonly show: (job: Pick<EngineJob<unknown>, 'progress' | 'pause' | 'resume'>) => void;
}

export interface RunningWork {
  readonly subject: string;
  readonly kind: QueuedWork<unknown>['kind'];
  readonly progress: JobProgress | undefined;
}

interface Entry {
  readonly subject: string;
  readonly kind: QueuedWork<unknown>['kind'];
  readonly abort: AbortController;
  job: Pick<EngineJob<unknown>, 'progress' | 'pause' | 'resume'> | undefined;
}

/**
 * Does work on the vault one after another: a writer makes one run at a time, which is what its acknowledgements rest on
 * (docs/vault-format.md section 11). The order is first in, first out.
 *
 * Unbounded by itself: its callers (one per source, plus what people ask for) are few, and each waits.
 */
export class RunQueue implements Disposable {
  #tail: Promise<unknown> = Promise.resolve();
  readonly #entries = new Set<Entry>();
  #active: Entry | undefined;
  #paused = false;
  #closed = false;

  /** Rejects with the abort reason when cancelled, also before its turn. */
  add<T>(work: QueuedWork<T>): Promise<T> {
    const entry: Entry = { subject: work.subject, kind: work.kind, abort: new AbortController(), job: undefined };
    this.#entries.add(entry);
    if (this.#closed) entry.abort.abort(stopped());
    const forward = () => entry.abort.abort(work.signal?.reason);
    work.signal?.addEventListener('abort', forward, { once: true });
    if (work.signal?.aborted) forward();
    const result = this.#tail.then(async () => {
      entry.abort.signal.throwIfAborted();
      this.#active = entry;
      return work.run({ signal: entry.abort.signal, show: job => this.#show(entry, job) });
    }).finally(() => {
      work.signal?.removeEventListener('abort', forward);
      this.#entries.delete(entry);
      if (this.#active === entry) this.#active = undefined;
    });
    this.#tail = result.catch(() => undefined);
    return result;
  }

  get running(): RunningWork | undefined {
    const active = this.#active;
    return active && { subject: active.subject, kind: active.kind, progress: active.job?.progress() };
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** What runs stops between two files; what waits keeps waiting. */
  pause(): void {
    this.#paused = true;
    this.#active?.job?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#active?.job?.resume();
  }

  /** Interrupts everything that runs or waits; answers how many. */
  cancel(): number {
    const count = this.#entries.size;
    for (const entry of this.#entries) entry.abort.abort(new DOMException('interrupted by the person', 'AbortError'));
    return count;
  }

  async dispose(): Promise<void> {
    this.#closed = true;
    for (const entry of this.#entries) entry.abort.abort(stopped());
    await this.#tail;
  }

  #show(entry: Entry, job: NonNullable<Entry['job']>): void {
    entry.job = job;
    if (this.#paused) job.pause();
  }
}

function stopped(): DOMException {
  return new DOMException('the agent stops', 'AbortError');
}
