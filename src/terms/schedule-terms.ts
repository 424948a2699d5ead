import type { RunReason } from './run-status.js';

/** Why a scheduled backup was not run at all (product terms of the history, [未実行]). */
export const notRunReasons = ['pc-off', 'signed-out', 'earlier-interrupted'] as const;
export type NotRunReason = (typeof notRunReasons)[number];

/**
 * What the evidence says of a missed time; all of these count as "PC off or asleep" in the history.
 * `clock-moved`: the clock or the time zone was put forward over it while the PC was on.
 */
export const absences = ['off', 'asleep', 'session-closed', 'not-running', 'clock-moved'] as const;
export type Absence = (typeof absences)[number];

/** What is done about a missed time: the person is told, or is told and the newest one is made up for. */
export const catchUpRules = ['tell', 'run'] as const;
export type CatchUpRule = (typeof catchUpRules)[number];

/** How the backup of one source ended; every slot ends with one for each of its sources. */
export type SlotOutcome =
  | { readonly status: 'completed' }
  | { readonly status: 'incomplete'; readonly reason: RunReason }
  | { readonly status: 'not-run'; readonly reason: NotRunReason };

export function isNotRunReason(reason: string): reason is NotRunReason {
  return (notRunReasons as readonly string[]).includes(reason);
}
