import type { Clock } from '../../base/clock.js';
import { CodedError } from '../../base/coded-error.js';
import type { Disposable } from '../../base/disposable.js';
import type { NoticeLog, StoredNotice } from '../../core/ports/notice-log.js';
import { noticeErrors } from '../../terms/errors/notice-errors.js';
import type { NoticeChannel, Route, SpokenNotice } from './channel.js';

export interface DispatcherOptions {
  readonly log: NoticeLog;
  readonly clock: Clock;
  readonly channel: (id: string) => NoticeChannel | undefined;
  readonly routes: (notice: StoredNotice) => readonly Route[];
  readonly speak: (notice: StoredNotice) => SpokenNotice;
}

/** A channel is asked again after these pauses: a notification daemon that is being restarted is back after the first, a mail server after the last. */
const RETRY_MS = [1_000, 10_000];
/** One that has not answered by then has failed. */
const TIMEOUT_MS = 30_000;

/**
 * Hands every due notice to its channels, one notice after another, the oldest first.
 *
 * Each attempt's end is recorded. Where a channel fails the next of the route is asked, and a notice counts as told when every route has come to its end. A process that dies in between tells it once
 * more: better twice than never.
 */
export class Dispatcher implements Disposable {
  readonly #options: DispatcherOptions;
  readonly #stop = new AbortController();
  #work: Promise<void> | undefined;
  #again = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  /** Resolves when nothing is due any more. */
  async run(): Promise<void> {
    this.#again = true;
    this.#work ??= this.#drain();
    await this.#work;
  }

  async dispose(): Promise<void> {
    this.#stop.abort(new DOMException('the agent stops', 'AbortError'));
    await this.#work;
  }

  async #drain(): Promise<void> {
    const { log } = this.#options;
    await Promise.resolve(); // the caller has something to await before this can end
    try {
      while (this.#again && !this.#stop.signal.aborted) {
        this.#again = false;
        for (const notice of log.due()) {
          if (this.#stop.signal.aborted) return;
          await this.#tell(notice);
        }
      }
    } finally {
      this.#work = undefined; // in the same turn as the last look at `again`: no request falls between
    }
  }

  async #tell(notice: StoredNotice): Promise<void> {
    const { log, routes, speak } = this.#options;
    const spoken = speak(notice);
    for (const route of routes(notice)) {
      for (const id of route) {
        if (await this.#deliver(notice, spoken, id)) break;
        if (this.#stop.signal.aborted) return;
      }
    }
    log.told(notice.id);
  }

  async #deliver(notice: StoredNotice, spoken: SpokenNotice, id: string): Promise<boolean> {
    const { log, clock, channel } = this.#options;
    const record = (failure?: string) => log.deliver({ notice: notice.id, channel: id, atMs: clock.nowMs(), ...(failure !== undefined && { failure }) });
    for (let attempt = 0; ; attempt++) {
      try {
        const found = channel(id);
        if (!found) throw CodedError.of(noticeErrors, 'notice.channel-unavailable', `no channel ${id}`);
        await this.#within(signal => found.deliver(spoken, signal));
        record();
        return true;
      } catch (failure) {
        if (this.#stop.signal.aborted) return false;
        const code = failure instanceof CodedError ? failure.code : 'notice.channel-failed';
        const pauseMs = code === 'notice.channel-unavailable' ? undefined : RETRY_MS[attempt];
        if (pauseMs === undefined) {
          record(code);
          return false;
        }
        await this.#pause(pauseMs);
        if (this.#stop.signal.aborted) return false;
      }
    }
  }

  /** Ends when the work does, when it has taken too long, or when the agent stops, whichever is first: a plugin may heed no signal. */
  async #within(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const late = new AbortController();
    const signal = AbortSignal.any([late.signal, this.#stop.signal]);
    const timer = this.#options.clock.after(TIMEOUT_MS, () => late.abort(CodedError.of(noticeErrors, 'notice.channel-failed', 'no answer')), { unref: true });
    try {
      await Promise.race([work(signal), aborted(signal)]);
    } finally {
      timer.cancel();
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise(resolve => {
      const timer = this.#options.clock.after(ms, resolve, { unref: true });
      this.#stop.signal.addEventListener('abort', () => {
        timer.cancel();
        resolve();
      }, { once: true });
    });
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}
