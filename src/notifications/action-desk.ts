import type { Random } from '../base/random.js';
import type { Clock } from '../base/clock.js';
import { CodedError } from '../base/coded-error.js';
import type { Logger } from '../base/logger.js';
import type { ActionRecord, NoticeLog } from '../core/ports/notice-log.js';
import { noticeErrors } from '../terms/errors/notice-errors.js';
import type { ActionName } from '../terms/notice-terms.js';
import { actionCommands } from '../texts/notices/action-commands.js';
import type { Action, ActionCall, NewNotice } from './notice.js';
import { HOUR_MS } from './policy/policies.js';

/** Carries out what a button does, and answers what there is to say about it. Whatever it calls must bear being called again: a process may die before it is recorded that it was done. */
export type CarryOut = (call: ActionCall, signal: AbortSignal) => Promise<NewNotice | undefined>;

export interface ActionDeskOptions {
  readonly log: NoticeLog;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly carryOut: CarryOut;
  readonly raise: (notice: NewNotice) => void;
}

/** A button that is found in a notification centre days later would do what nobody means any more. */
const LIFE_MS = 24 * HOUR_MS;

/**
 * The buttons of notices: offered with a nonce, pressed once.
 *
 * A press is durable before anything is done, so that it is carried out once, by this process or the next. One that comes too late does nothing and says so.
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

  async #carryOut({ nonce, notice, name, call }: ActionRecord, signal: AbortSignal): Promise<void> {
    const { log, clock, logger, carryOut, raise } = this.#options;
    log.see([notice], clock.nowMs());
    try {
      const outcome = await carryOut(call as ActionCall, signal);
      if (outcome) raise(outcome);
    } catch (failure) {
      if (signal.aborted) return; // the next process goes on with it
      logger.warn('a button of a notice failed', { action: name, failure: String(failure) });
      raise({ kind: 'action-failed', values: { action: name, ...(failure instanceof CodedError && { code: failure.code }) } });
    }
    log.finish(nonce);
  }
}

export function nameOf(action: Action): string {
  return 'title' in action ? action.title : action.name;
}
