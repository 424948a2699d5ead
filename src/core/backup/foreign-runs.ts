import { CodedError } from '../../base/coded-error.js';
import { formatRunName } from '../vault/object-names.js';
import type { ListedRun, RunLog } from '../vault/runs/run-log.js';
import { vaultFailure } from '../vault/vault-failure.js';
import type { IntendedRun } from './run-intentions.js';

/** What another installation did in a source as far as this one is concerned; each is a `vault.forked-source`. */
export interface ForeignRuns {
  /** It uses this installation's writer id: a cloned disk, or a state folder that was copied or put back. No source is safe to write to then. */
  readonly twin: CodedError | undefined;
  /** It backs up the source that this installation wrote last. */
  readonly rival: CodedError | undefined;
}

const NONE: ForeignRuns = { twin: undefined, rival: undefined };

/**
 * Looks for runs that this installation did not write, from the one on that it was about to commit last (`intended`).
 *
 * - A run of its own `writer` that it never intended is a twin's. Without an intention for the source every run of the writer is.
 * - A run of another writer is a rival's, if it looked at files and this installation `protects` the source. Maintenance by another device is not: people may delete from anywhere.
 * - What a power failure left of a run object is nobody's.
 *
 * Cost: nothing but names, unless there is something to look at.
 */
export async function foreignRuns(
  listed: readonly ListedRun[], own: { readonly writer: string; readonly intended: IntendedRun | undefined; readonly protects: boolean }, log: Pick<RunLog, 'read'>, signal?: AbortSignal,
): Promise<ForeignRuns> {
  const { writer, intended, protects } = own;
  const isBeyond = ({ sequence, sha256 }: ListedRun) => !intended || sequence > intended.sequence || (sequence === intended.sequence && sha256 !== intended.sha256);
  const suspects = listed.filter(run => isBeyond(run) && (run.writer === writer || (intended !== undefined && protects)));
  if (suspects.length === 0) return NONE;
  let rival: CodedError | undefined;
  for (const suspect of suspects) {
    if (suspect.writer !== writer && rival) continue;
    const run = await readUnlessTorn(log, suspect, signal);
    if (!run) continue;
    if (run.writer === writer) return { twin: failure(suspect, 'another installation writes under the identity of this one'), rival };
    if (run.root.kind !== 'maintenance') rival = failure(suspect, 'another installation backs this source up');
  }
  return { twin: undefined, rival };
}

async function readUnlessTorn(log: Pick<RunLog, 'read'>, run: ListedRun, signal: AbortSignal | undefined) {
  try {
    return await log.read(run, signal);
  } catch (failed) {
    if (failed instanceof CodedError && (failed.code === 'vault.damaged-object' || failed.code === 'vault.missing-object')) return undefined;
    throw failed;
  }
}

function failure(run: ListedRun, message: string): CodedError {
  return vaultFailure('vault.forked-source', message, { source: run.source, name: formatRunName(run) });
}
