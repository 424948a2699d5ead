import type { Clock, Timer } from '../../base/clock.js';
import { CodedError } from '../../base/coded-error.js';
import type { Disposable } from '../../base/disposable.js';
import type { Logger } from '../../base/logger.js';
import type { Outbox, OutboxEntry, SettingsStore } from '../../core/ports/local-catalog-state.js';
import { mailErrors } from '../../terms/errors/mail-errors.js';
import { DAY_MS } from '../policy/policies.js';
import { attempt } from './attempt.js';
import type { Mail, SendMail } from './mail.js';
import { parseRetries, type Retries } from './retries.js';
import { isDue, isOverdue, retryPauseMs } from './retry-pauses.js';

/** `waiting`: it is tried again; `late`: likewise, and for so long that somebody should know; `given-up`: never again. */
export type Fate = 'waiting' | 'late' | 'given-up';

export interface PostOfficeOptions {
  readonly outbox: Outbox;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly send: SendMail;
  /** Whether mail is on: what waits when it is turned off is forgotten. */
  readonly isOn: () => boolean;
  readonly onSent: (mail: Mail) => void;
  readonly onFailed: (mail: Mail, failure: CodedError, fate: Fate) => void;
}

const KIND = 'mail';
const RETRIES = 'mail-retries';
/** Timers stop while the PC sleeps; looking this often, a mail is late by no more after it. */
const LOOK_MS = 60_000;
/** What was sent stays known this long. */
const KEPT_MS = 30 * DAY_MS;

/**
 * Keeps mails until a server has taken them, across restarts, one after another.
 *
 * A mail is stored before `post` returns. A process that dies after the server took it and before that was recorded sends it twice, under the same Message-ID. Failures that
 * somebody has to set right are not tried again.
 */
export class PostOffice implements Disposable {
  readonly #options: PostOfficeOptions;
  readonly #stop = new AbortController();
  #timer: Timer | undefined;
  #work: Promise<void> | undefined;
  #again = false;

  constructor(options: PostOfficeOptions) {
    this.#options = options;
  }

  /** Goes on with what an earlier process left. */
  start(): void {
    const { outbox, clock } = this.#options;
    outbox.prune(clock.nowMs() - KEPT_MS);
    this.#lookAgain();
    void this.run();
  }

  /** A mail whose id is known is not sent again. */
  post(mail: Mail): void {
    const { outbox, clock } = this.#options;
    if (outbox.add({ id: mail.id, kind: KIND, payload: mail, createdMs: clock.nowMs() })) void this.run();
  }

  /** Resolves when everything that is due has been tried. */
  async run(): Promise<void> {
    this.#again = true;
    this.#work ??= this.#drain();
    await this.#work;
  }

  async dispose(): Promise<void> {
    this.#timer?.cancel();
    this.#stop.abort(new DOMException('the agent stops', 'AbortError'));
    await this.#work;
  }

  #lookAgain(): void {
    this.#timer = this.#options.clock.after(LOOK_MS, () => {
      void this.run();
      this.#lookAgain();
    }, { unref: true });
  }

  async #drain(): Promise<void> {
    const { outbox, clock, logger, isOn } = this.#options;
    await Promise.resolve(); // `run` keeps this promise before it can end
    try {
      while (this.#again && !this.#stop.signal.aborted) {
        this.#again = false;
        for (const entry of outbox.open(KIND)) {
          if (this.#stop.signal.aborted) return;
          if (!isOn()) this.#end(entry.id);
          else if (isDue(this.#retries()[entry.id]?.dueMs, clock.nowMs())) await this.#try(entry);
        }
      }
    } catch (failure) {
      logger.error('the outbox cannot be worked through', { failure: String(failure) }); // the next look tries again
    } finally {
      this.#work = undefined;
    }
  }

  async #try(entry: OutboxEntry): Promise<void> {
    const mail = entry.payload as Mail;
    try {
      await attempt(this.#options.send, mail, this.#options.clock, this.#stop.signal);
    } catch (failure) {
      if (this.#stop.signal.aborted) return;
      return this.#failed(entry, mail, failure instanceof CodedError ? failure : CodedError.of(mailErrors, 'mail.refused', String(failure), { cause: failure }));
    }
    this.#end(entry.id);
    this.#options.onSent(mail);
  }

  #failed(entry: OutboxEntry, mail: Mail, failure: CodedError): void {
    const { clock, logger, onFailed } = this.#options;
    const nowMs = clock.nowMs();
    const ageMs = Math.max(0, nowMs - entry.createdMs);
    const attempts = (this.#retries()[entry.id]?.attempts ?? 0) + 1;
    const pauseMs = failure.retry === 'later' ? retryPauseMs(attempts, ageMs) : undefined;
    logger.warn('a mail was not sent', { code: failure.code, detail: failure.message, attempts, pauseMs });
    if (pauseMs === undefined) this.#end(entry.id);
    else this.#keep({ ...this.#retries(), [entry.id]: { attempts, dueMs: nowMs + pauseMs } });
    onFailed(mail, failure, pauseMs === undefined ? 'given-up' : isOverdue(ageMs) ? 'late' : 'waiting');
  }

  #end(id: string): void {
    this.#options.outbox.done(id);
    const { [id]: _ended, ...others } = this.#retries();
    if (_ended) this.#keep(others);
  }

  #retries(): Retries {
    return parseRetries(this.#options.settings.get(RETRIES));
  }

  #keep(retries: Retries): void {
    this.#options.settings.set(RETRIES, retries);
  }
}
