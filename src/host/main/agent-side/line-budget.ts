import type { Clock } from '../../../base/clock.js';

/** Lines that a plugin may log at once, and per second after that. */
const BURST_LINES = 500;
const LINES_PER_SECOND = 20;

interface Account {
  lines: number;
  atMs: number;
  leftOut: number;
}

/** How much each plugin may still write to the agent's log: a bucket of `BURST_LINES` that fills with `LINES_PER_SECOND`. */
export class LineBudget {
  readonly #clock: Clock;
  readonly #accounts = new Map<string, Account>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes one line; when it is allowed, `leftOut` says how many were not since the last one that was. */
  take(plugin: string): { readonly allowed: boolean; readonly leftOut: number } {
    const nowMs = this.#clock.monotonicMs();
    const account = this.#accounts.get(plugin) ?? { lines: BURST_LINES, atMs: nowMs, leftOut: 0 };
    this.#accounts.set(plugin, account);
    account.lines = Math.min(BURST_LINES, account.lines + (nowMs - account.atMs) / 1000 * LINES_PER_SECOND);
    account.atMs = nowMs;
    if (account.lines < 1) {
      account.leftOut += 1;
      return { allowed: false, leftOut: 0 };
    }
    const { leftOut } = account;
    account.lines -= 1;
    account.leftOut = 0;
    return { allowed: true, leftOut };
  }
}
