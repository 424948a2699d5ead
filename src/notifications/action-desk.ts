import type { Random } from '../base/random.js';
import { wasCancelled } from '../base/cancellation.js';
import type { Clock } from '../base/clock.js';
import { CodedError } from '../base/coded-error.js';
import type { Logger } from '../base/logger.js';
import type { ActionRecord, NoticeLog } from '../core/ports/notice-log.js';
import { noticeErrors } from '../terms/errors/notice-errors.js';
import type { ActionName } from '../terms/notice-terms.js';
import { actionCommands } from '../texts/notices/action-commands.js';
import type { Action, ActionCall, NewNotice } from './notice.js';
import { HOUR_MS } from './policy/policies.js';

/** One press of a button. */
export interface Press {
  readonly signal: AbortSignal;
  /** The same each time the press is carried out: what is begun under it is found again. */
  readonly action: string;
}

/**
 * Carries out what a button does, and answers what there is to say about it.
 *
 * A process may die before it is recorded that it was done. A verb is then called again for the same action, and goes on with what it began; what cannot tell how far it came is not called again.
 */
export type CarryOut = (call: ActionCall, press: Press) => Promise<NewNotice | undefined>;

export interface ActionDeskOptions {
  readonly log: NoticeLog;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly carryOut: CarryOut;
  readonly raise: (notice: NewNotice) => void;
}

/** What may be called again for the same action. */
const GOES_ON: ReadonlySet<ActionCall['type']> = new Set(['verb', 'mute']);
/** What nobody misses that was broken off: the person sees that nothing opened, and presses again. */
const PASSING: ReadonlySet<ActionCall['type']> = new Set(['open', 'run-details']);

/** A button that is found in a notification centre days later would do what nobody means any more. */
const LIFE_MS = 24 * HOUR_MS;
/** 128 of a nonce's 256 bits: what they name can be told, and they press nothing. */
const ACTION_DIGITS = 32;

/**
 * The buttons of notices: offered with a nonce, pressed once.
 *
 * A press is durable before anything is done, and that it was begun before it is: it is carried out once, by this process or the next. A plugin's command that was begun and not finished is not begun
 * again, and the person is told. A press that comes too late does nothing and says so.
 */
export class ActionDesk {
  readonly #options: ActionDeskOptions;

  constructor(options: ActionDeskOptions) {
    this.#options = options;
  }

  offer(notice: string, actions: readonly Action[]): void {
    const { log, clock, random } = this.#options;
    const expiresMs = clock.nowMs() + LIFE_MS;
    log.offer(actions.map(action => ({ nonce: random.bytes(32).toString('hex'), notice, name: nameOf(action), call: action.call, expiresMs })));
  }

  /**
   * Resolves when the button has done its work, well or badly: both are told by a notice.
   * @throws CodedError notice.action-unknown, notice.action-used, notice.action-expired
   */
  async press(nonce: string, signal: AbortSignal): Promise<void> {
    const { log, clock, raise } = this.#options;
    const taken = log.take(nonce, clock.nowMs());
    if (taken.type === 'unknown') throw CodedError.of(noticeErrors, 'notice.action-unknown', 'no such nonce');
    const { action } = taken;
    if (taken.type === 'used') throw CodedError.of(noticeErrors, 'notice.action-used', action.name);
    if (taken.type === 'expired') {
      raise({ kind: 'action-expired', dedupeKey: `action-expired/${nonce}`, values: { action: action.name, command: actionCommands[action.name as ActionName] ?? 'mamori notices list' } });
      throw CodedError.of(noticeErrors, 'notice.action-expired', action.name);
    }
    await this.#carryOut(action, signal);
  }

  /** What was pressed and not finished when the last process ended. */
  async resume(signal: AbortSignal): Promise<void> {
    for (const action of this.#options.log.unfinished()) await this.#carryOut(action, signal);
  }

  async #carryOut({ nonce, notice, name, call: stored }: ActionRecord, signal: AbortSignal): Promise<void> {
    const { log, clock, logger, carryOut, raise } = this.#options;
    const call = stored as ActionCall;
    const action = `press/${nonce.slice(0, ACTION_DIGITS)}`;
    const tell = (outcome: NewNotice) => raise({ id: action, ...outcome });
    log.see([notice], clock.nowMs());
    try {
      const isFirst = log.begin(nonce);
      if (isFirst || GOES_ON.has(call.type)) {
        const outcome = await carryOut(call, { signal, action });
        if (outcome) tell(outcome);
      } else if (!PASSING.has(call.type)) {
        throw CodedError.of(noticeErrors, 'notice.action-broken-off', name);
      }
    } catch (failure) {
      if (signal.aborted) return; // the next process goes on with it
      logger.warn('a button of a notice failed', { action: name, failure: String(failure) });
      if (!wasCancelled(failure)) tell({ kind: 'action-failed', values: { action: name, ...(failure instanceof CodedError && { code: failure.code }) } });
    }
    log.finish(nonce);
  }
}

export function nameOf(action: Action): string {
  return 'title' in action ? action.title : action.name;
}
