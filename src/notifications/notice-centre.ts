import type { Clock, Timer } from '../base/clock.js';
import type { Disposable } from '../base/disposable.js';
import type { Logger } from '../base/logger.js';
import type { Random } from '../base/random.js';
import type { Delivery, NoticeLog, StoredNotice } from '../core/ports/notice-log.js';
import type { Severity } from '../terms/notice-terms.js';
import type { Language } from '../texts/language.js';
import { actionWords, noticeWords } from '../texts/notices/notice-words.js';
import { ActionDesk, nameOf, type CarryOut } from './action-desk.js';
import type { NoticeChannel, Route, SpokenNotice } from './delivery/channel.js';
import { Dispatcher } from './delivery/dispatcher.js';
import { ownNotice, type NewNotice, type Notice, type NoticeBody, type TitledAction } from './notice.js';
import { decide } from './policy/decide.js';
import type { NoticeEvent, SourceHealth } from './policy/notice-events.js';
import { parseMemory } from './policy/policy-memory.js';
import { DAY_MS, HOUR_MS, type NoticePolicies } from './policy/policies.js';

export interface NoticeCentreOptions {
  readonly log: NoticeLog;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly language: Language;
  /** Minute of the day that clocks on the wall show. */
  readonly localMinute: () => number;
  readonly policies: () => NoticePolicies;
  readonly sources: () => readonly SourceHealth[];
  readonly channel: (id: string) => NoticeChannel | undefined;
  readonly routes: (notice: StoredNotice) => readonly Route[];
  readonly carryOut: CarryOut;
  /** What was told under a key is no longer true: whatever shows it may take it away. */
  readonly onWithdrawn?: ((dedupeKey: string) => void) | undefined;
  /** A notice is stored, and told as the policies allow. */
  readonly onKept?: ((notice: SpokenNotice) => void) | undefined;
  /** What `notices list` shows may be something else now. */
  readonly onChanged?: (() => void) | undefined;
}

/** In the words and with the buttons of a plugin. */
export interface GivenNotice {
  readonly id?: string | undefined;
  readonly kind: string;
  readonly severity: Severity;
  readonly title: string;
  readonly text: string;
  readonly source?: string | undefined;
  readonly dedupeKey?: string | undefined;
  readonly actions: readonly TitledAction[];
}

/** Looks fall on every minute: quiet hours and periods end without an event. */
const LOOK_MS = 60_000;
/** Sources are judged no earlier after a start: what came due while the PC was off is being made up for. */
const SETTLE_MS = 10 * 60_000;
/** Seen notices stay in `notices list --all` this long. */
const KEPT_MS = 30 * DAY_MS;

/** Everything that is said to people goes through here: it is stored, told when the policies allow, by the channels that work, and stays until it was seen. */
export class NoticeCentre implements Disposable {
  readonly #options: NoticeCentreOptions;
  readonly #dispatcher: Dispatcher;
  readonly #desk: ActionDesk;
  readonly #stop = new AbortController();
  readonly #work = new Set<Promise<unknown>>();
  #timer: Timer | undefined;
  #judgeFromMs = 0;

  constructor(options: NoticeCentreOptions) {
    this.#options = options;
    const { log, clock, random, logger, channel, routes, carryOut } = options;
    this.#dispatcher = new Dispatcher({ log, clock, channel, routes, speak: notice => this.#speak(notice) });
    this.#desk = new ActionDesk({
      log, clock, random, logger, raise: notice => void this.raise(notice),
      carryOut: async (call, press) => (call.type === 'mute' ? this.mute(call.kind) : carryOut(call, press)),
    });
  }

  /** Tells what an earlier process left, goes on with buttons that were pressed, then looks every minute. */
  start(): void {
    const { clock, log } = this.#options;
    this.#judgeFromMs = clock.monotonicMs() + SETTLE_MS;
    log.prune(clock.nowMs() - KEPT_MS);
    this.#track(this.#desk.resume(this.#stop.signal));
    this.#lookAgain();
    this.#hear({ type: 'tick' });
  }

  /** Stores a notice and lets it be told; answers its id. One whose id is known is not told again, nor one that says what stands under its key already. */
  raise(notice: NewNotice): string {
    return this.#keep(ownNotice(notice, notice.id ?? this.#newId(), this.#options.clock.nowMs()));
  }

  raiseGiven({ id = this.#newId(), kind, severity, dedupeKey, ...said }: GivenNotice): string {
    return this.#keep({ id, kind, severity, atMs: this.#options.clock.nowMs(), dedupeKey, body: { type: 'given', ...said } });
  }

  /** What was said under a key is no longer true. */
  withdraw(dedupeKey: string): void {
    this.#hear({ type: 'withdrawn', dedupeKey });
  }

  /** A run was committed, or sources are others: who was overdue may be no longer. */
  sourcesChanged(): void {
    this.#hear({ type: 'looked', sources: this.#options.sources() });
  }

  mute(kind: string): undefined {
    this.#hear({ type: 'muted', kind });
  }

  /** Brings back what was not to be shown again; answers how many kinds. */
  reset(): number {
    const { muted } = parseMemory(this.#options.log.memory());
    this.#hear({ type: 'reset' });
    return muted.length;
  }

  get muted(): readonly string[] {
    return parseMemory(this.#options.log.memory()).muted;
  }

  /** Answers how many were unseen. */
  see(ids: readonly string[] | 'all'): number {
    const { log, clock } = this.#options;
    this.#hear({ type: 'seen', ids });
    const seen = log.see(ids === 'all' ? undefined : ids, clock.nowMs());
    this.#options.onChanged?.();
    return seen;
  }

  /** @throws CodedError as ActionDesk.press does */
  press(nonce: string): Promise<void> {
    return this.#track(this.#desk.press(nonce, this.#stop.signal));
  }

  /** Channels whose last delivery failed; that there was nothing to deliver to is no failure. */
  failingChannels(): readonly Delivery[] {
    return failingOf(this.#options.log);
  }

  /** Resolves when everything that is due has been told. */
  async settled(): Promise<void> {
    await this.#dispatcher.run();
  }

  async dispose(): Promise<void> {
    this.#timer?.cancel();
    this.#stop.abort(new DOMException('the agent stops', 'AbortError'));
    await this.#dispatcher.dispose();
    await Promise.allSettled([...this.#work]);
  }

  #keep(notice: Notice): string {
    const { log } = this.#options;
    if (log.get(notice.id)) return notice.id;
    const said = notice.dedupeKey === undefined ? undefined : log.saidUnder(notice.dedupeKey);
    if (said && said.severity === notice.severity && JSON.stringify(said.body) === JSON.stringify(notice.body)) return said.id;
    this.#hear({ type: 'raised', notice });
    return notice.id;
  }

  #hear(event: NoticeEvent): void {
    const { log, clock, policies, localMinute } = this.#options;
    if (this.#stop.signal.aborted) return;
    const { memory, changes } = decide(parseMemory(log.memory()), event, policies(), { nowMs: clock.nowMs(), localMinute: localMinute() });
    for (const change of changes) if (change.type === 'keep') this.#desk.offer(change.notice.id, (change.notice as Notice).body.actions);
    if (changes.length > 0 || event.type !== 'tick') log.apply(memory, changes);
    for (const change of changes) if (change.type === 'keep') this.#tellKept(change.notice.id);
    for (const change of changes) if (change.type === 'withdraw') this.#options.onWithdrawn?.(change.dedupeKey);
    if (changes.length > 0) this.#options.onChanged?.();
    this.#track(this.#dispatcher.run());
  }

  #tellKept(id: string): void {
    const { log, onKept } = this.#options;
    const stored = onKept && log.get(id);
    if (stored) onKept(this.#speak(stored));
  }

  #lookAgain(): void {
    const { clock } = this.#options;
    this.#timer = clock.after(LOOK_MS, () => {
      if (clock.monotonicMs() >= this.#judgeFromMs) {
        this.#judgeFromMs = clock.monotonicMs() + HOUR_MS;
        this.sourcesChanged();
      } else {
        this.#hear({ type: 'tick' });
      }
      this.#lookAgain();
    }, { unref: true });
  }

  #speak({ id, number, kind, severity, atMs, dedupeKey, body }: StoredNotice): SpokenNotice {
    const { log, language } = this.#options;
    const said = body as NoticeBody;
    const open = log.openActions(id);
    const actions = said.actions.flatMap(action => {
      const found = open.find(({ name }) => name === nameOf(action));
      return found ? [{ nonce: found.nonce, title: actionWords(found.name, language), action }] : [];
    });
    return { id, number, kind, severity, atMs, dedupeKey, source: said.source, ...noticeWords(kind, said, language), actions };
  }

  /** Seeing a toast whole is seeing the notice; its details are opened if it has any. */
  opened(id: string): void {
    const details = this.#options.log.openActions(id).find(({ name }) => name === 'details');
    if (details) void this.press(details.nonce).catch(() => undefined); // pressed twice at once: the first counts
    this.see([id]);
  }

  #newId(): string {
    return this.#options.random.bytes(16).toString('hex');
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#work.add(work);
    void work.catch(() => undefined).finally(() => this.#work.delete(work));
    return work;
  }
}

export function failingOf(log: NoticeLog): readonly Delivery[] {
  return log.lastDeliveries().filter(({ failure }) => failure !== undefined && failure !== 'notice.channel-unavailable');
}
