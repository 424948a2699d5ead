/** A month as clocks on the wall show it, `2026-11`: later ones are greater. */
export type Month = string;

export function monthOf(date: string): Month {
  return date.slice(0, 7);
}

/**
 * Whether the usage is to be told in this month, given the one it was told for last.
 *
 * Once a month, whenever the PC is first on in it; a clock that was set back tells nothing twice. An agent that was never asked before waits for the next month: who has just set it up knows.
 */
export function isUsageDue(told: Month | undefined, now: Month): boolean {
  return told !== undefined && now > told;
}
