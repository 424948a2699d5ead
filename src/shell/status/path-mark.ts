/** How a path differs from "the last state that was seen is committed". Several may be true at once. */
export interface PathMark {
  /** Something was seen to change that no finished run has read. */
  changed: boolean;
  /** A run works on it; `shown` once that has lasted long enough to be worth showing. */
  running: { readonly run: object; shown: boolean } | undefined;
  /** How many runs in a row failed on it, and why the last one did. */
  problem: { readonly failedRuns: number; readonly reason: number } | undefined;
}

/** What a mark makes of its path, strongest first. `waiting` is "not yet protected", which has no overlay of its own. */
export type MarkedState = 'problem' | 'in-progress' | 'waiting';

/**
 * The state of a marked path, or undefined when nothing of the mark is left.
 *
 * A problem stays until a run gets by it: neither another change nor another attempt makes it better.
 */
export function markedState({ changed, running, problem }: PathMark): MarkedState | undefined {
  if (problem) return 'problem';
  if (running?.shown) return 'in-progress';
  return changed || running ? 'waiting' : undefined;
}

/** What somebody other than the agent says of a path: such a mark can make a picture worse, never better. */
export interface ExternalMark {
  readonly state: Exclude<MarkedState, 'waiting'>;
  readonly reason: number;
}

/** From this many failed runs on, a problem is shown on every folder above, not only on its own: one failure may be a moment's. */
const FAILED_RUNS_THAT_RISE = 2;

/** What the folders above see of a marked path; `own` is the folder that the path lies in. */
export function stateAsSeenFrom(folder: 'own' | 'above', mark: PathMark): MarkedState | undefined {
  const state = markedState(mark);
  const held = folder === 'above' && mark.problem !== undefined && mark.problem.failedRuns < FAILED_RUNS_THAT_RISE;
  return held ? markedState({ ...mark, problem: undefined, changed: true }) : state;
}
