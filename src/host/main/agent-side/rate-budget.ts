import type { Clock } from '../../../base/clock.js';

/** What one plugin may do at once, and per second after that. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** Lines in the agent's log. */
export const LOG_LINES: Rate = { burst: 500, perSecond: 20 };
/** Notices, each of which is stored and told: as many as an eager person asks for from menus, far more than anybody reads. */
export const NOTICES: Rate = { burst: 60, perSecond: 1 / 20 };

interface Account {
  left: number;
  atMs: number;
  leftOut: number;
}

/** How often each plugin may still do something: a bucket of `burst` that fills with `perSecond`. */
export class RateBudget {
  readonly #clock: Clock;
  readonly #rate: Rate;
  readonly #accounts = new Map<string, Account>();

  constructor(clock: Clock, rate: Rate) {
    this.#clock = clock;
    this.#rate = rate;
  }

  /** Takes one; when it is allowed, `leftOut` says how many were not since the last one that was. */
  take(plugin: string): { readonly allowed: boolean; readonly leftOut: number } {
    const { burst, perSecond } = this.#rate;
    const nowMs = this.#clock.monotonicMs();
    const account = this.#accounts.get(plugin) ?? { left: burst, atMs: nowMs, leftOut: 0 };
    this.#accounts.set(plugin, account);
    account.left = Math.min(burst, account.left + (nowMs - account.atMs) / 1000 * perSecond);
    account.atMs = nowMs;
    if (account.left < 1) {
      account.leftOut += 1;
      return { allowed: false, leftOut: 0 };
    }
    const { leftOut } = account;
    account.left -= 1;
    account.leftOut = 0;
    return { allowed: true, leftOut };
  }
}
