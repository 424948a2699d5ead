import type { CodedError } from '../../../base/coded-error.js';
import { formatRunName, type RunName } from '../object-names.js';
import { vaultFailure } from '../vault-failure.js';
import type { RunRoot } from './run-root.js';

/** The last run of a source that an installation has seen, kept outside the vault. */
export interface ChainHead {
  readonly sequence: number;
  readonly sha256: string;
}

export interface Run extends RunName {
  readonly root: RunRoot;
}

/** A source's history as it counts: from its newest checkpoint, or its first run, to its newest run. */
export interface RunChain {
  /** Ascending; the first carries a checkpoint, is number 1, or is the oldest that is left. */
  readonly runs: readonly Run[];
  /** Runs that are not part of it though no checkpoint supersedes them: another installation writes as the same source. */
  readonly forks: readonly RunName[];
  /** What must not be passed over when the source is written to; restoring what is there goes on. */
  readonly problems: readonly CodedError[];
  /** What a power failure left of run objects, and their writers have made those runs again since: nobody needs them. */
  readonly torn: readonly RunName[];
}

/**
 * Judges one branch of a source against everything listed and against the head that was remembered.
 *
 * - A run that no checkpoint supersedes and that is not in the branch: `vault.forked-source`.
 * - A run whose predecessor is not in the branch, but for one with a checkpoint: a `vault.missing-object`, or what `unreadable` says of it.
 * - The remembered head is later than everything: `vault.rolled-back`. It is gone without a later checkpoint:
 *   `vault.missing-object`. Another run has its number: `vault.forked-source`.
 */
export function judgeChain(branch: readonly Run[], listed: readonly RunName[], head: ChainHead | undefined, unreadable: ReadonlyMap<string, CodedError> = new Map()): RunChain {
  const members = new Set(branch.map(run => run.sha256));
  const oldest = branch[0];
  const supersededBelow = oldest?.root.checkpoint ? oldest.sequence : 0;
  const forks = listed.filter(name => name.sequence >= supersededBelow && !members.has(name.sha256) && !unreadable.has(name.sha256));
  const problems: CodedError[] = forks.map(name => vaultFailure('vault.forked-source', 'a run of another branch', { source: name.source, name: formatRunName(name) }));
  problems.push(...unreadable.values());
  for (const [at, run] of branch.entries()) if (isGap(run, branch[at - 1]) && !unreadable.has(run.root.predecessor ?? '')) problems.push(gone(run));
  const headProblem = head && !members.has(head.sha256) && !unreadable.has(head.sha256) ? judgeHead(head, branch, supersededBelow) : undefined;
  if (headProblem) problems.push(headProblem);
  return { runs: branch, forks, problems, torn: [] };
}

/** Whether something is missing before a run of a branch. */
function isGap(run: Run, before: Run | undefined): boolean {
  if (before) return !continues(run, before);
  return !run.root.checkpoint && (run.root.predecessor !== undefined || run.sequence !== 1);
}

function gone({ source, sequence, root }: Run): CodedError {
  return vaultFailure('vault.missing-object', 'a run is gone', { source, sequence: sequence - 1, sha256: root.predecessor ?? null });
}

function judgeHead(head: ChainHead, branch: readonly Run[], supersededBelow: number): CodedError | undefined {
  const newest = branch.at(-1)?.sequence ?? 0;
  const data = { sequence: head.sequence, sha256: head.sha256, newest };
  if (head.sequence > newest) return vaultFailure('vault.rolled-back', 'runs that were seen are gone', data);
  if (head.sequence < supersededBelow) return undefined;
  return branch.some(run => run.sequence === head.sequence)
    ? vaultFailure('vault.forked-source', 'another run stands where this installation wrote', data)
    : vaultFailure('vault.missing-object', 'a run that was seen is gone', data);
}

/** A run continues another when it names its digest and is the next number. */
export function continues(run: Run, predecessor: RunName): boolean {
  return run.root.predecessor === predecessor.sha256 && predecessor.sequence === run.sequence - 1;
}

/** The record streams to fold, oldest first, as the engine's `FoldOptions.streams` wants them; section 9. A run's operations follow its records. */
export function foldStreams({ runs }: Pick<RunChain, 'runs'>) {
  return runs.flatMap(({ sequence, root }, at) => {
    if (at === 0 && root.checkpoint) return [{ content: root.checkpoint.records, checkpoint: true, sequence }];
    const records = { content: root.records, checkpoint: false, sequence };
    return root.operations ? [records, { ...records, content: root.operations }] : [records];
  });
}
