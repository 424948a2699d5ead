import { recordRun } from '../backup/catalog-reconciler.js';
import type { RememberedHeads } from '../backup/remembered-heads.js';
import type { FoldOptions } from '../ports/engine.js';
import { foldStreams, type Run, type RunChain } from '../vault/runs/run-chain.js';
import { formatRunSummaries, parseRunSummaries, type RunSummary } from '../vault/runs/run-root.js';
import { finished } from '../backup/finished-job.js';
import { INLINE_BYTES, PACK_BYTES } from '../backup/pack-sizes.js';
import { maintenanceRun, type MaintenanceContent, type MaintenanceContext } from './maintenance-run.js';

/** Below this a checkpoint saves less than it costs. */
const MIN_LOG_BYTES = 256 * 1024;
/** Each run is a round trip of its own when a source is folded, however little it says. */
const MAX_LOG_RUNS = 500;
const SUMMARY_CHUNK_BYTES = 512 * 1024;

/**
 * Whether the log since the last checkpoint (where there is none: since the first run) exceeds half of the checkpoint's size. So folding reads at most one and a half times the checkpoint's
 * bytes, and the cost of checkpoints stays in proportion to what runs store.
 *
 * The log is its record streams, and the whole objects of continuous runs (`objectBytes` by digest): most of what they hold is thinned out within days, and none of it can be freed before a
 * checkpoint supersedes them. Objects of other runs hold generations, which stay longer.
 */
export function isCheckpointDue({ runs }: Pick<RunChain, 'runs'>, objectBytes: ReadonlyMap<string, number>): boolean {
  const [base, ...later] = runs;
  if (!base) return false;
  const logBytes = later.reduce((total, run) => total + recordBytes(run) + (run.root.kind === 'continuous' ? objectBytes.get(run.sha256) ?? 0 : 0), 0);
  const baseBytes = (base.root.checkpoint?.records ?? base.root.records).bytes;
  return logBytes > Math.max(MIN_LOG_BYTES, baseBytes / 2) || later.length >= MAX_LOG_RUNS;
}

function recordBytes({ root }: Run): number {
  return root.records.bytes + (root.operations?.bytes ?? 0);
}

/**
 * Makes a checkpoint of a source if one is due: its folded history and the summaries of its earlier runs, as a maintenance run. Everything before is superseded then
 * and may be collected.
 *
 * Cost: reads the source's record streams once and stores them folded. A chain with problems is left alone, and they are thrown.
 */
export async function checkpointIfDue(context: MaintenanceContext, heads: RememberedHeads, source: string, signal?: AbortSignal): Promise<boolean> {
  const { session } = context;
  const chain = await session.runs.chain(source, await heads.head(source), signal);
  if (chain.problems[0]) throw chain.problems[0];
  const listed = await session.runs.listSource(source, signal);
  if (!isCheckpointDue(chain, new Map(listed.map(run => [run.sha256, run.sizeBytes])))) return false;
  return await maintenanceRun(context, source, async () => storeCheckpoint(context, chain, await earlierRuns(context, chain.runs, signal), { signal }), signal) !== undefined;
}

/**
 * Makes a checkpoint of what can still be read of a source, and gives up what only damaged or missing runs told of; the catalog follows. The source's scan image must have been given up before: it says "unchanged" of what the history is
 * about to lack.
 *
 * Returns whether there was something to give up. A fork or a rollback is not: that is decided elsewhere, and thrown by whoever meets it.
 */
export async function checkpointDespiteDamage(context: MaintenanceContext, heads: RememberedHeads, source: string, signal?: AbortSignal): Promise<boolean> {
  const { session, logger } = context;
  const chain = await session.runs.chain(source, await heads.head(source), signal);
  if (chain.problems.length === 0 || !chain.problems.every(({ code }) => code === 'vault.damaged-object' || code === 'vault.missing-object')) return false;
  for (const { message, data } of chain.problems) logger.warn('what a damaged run told of is given up', { source, message, name: data['name'] ?? data['sha256'] ?? null });
  return await maintenanceRun(context, source, async ({ transaction }) => {
    transaction.clear();
    const summaries = await earlierRuns(context, chain.runs, signal);
    const digests = new Map(chain.runs.map(run => [run.sequence, run.sha256]));
    for (const [at, summary] of summaries.entries()) recordRun(transaction, summary, digests.get(summary.sequence) ?? summaries[at + 1]?.predecessor ?? '');
    const newest = summaries.at(-1);
    if (newest) transaction.define(JSON.stringify(newest.definition));
    return storeCheckpoint(context, chain, summaries, { signal, onItems: batch => transaction.insertBatch(batch) });
  }, signal) !== undefined;
}

async function storeCheckpoint(
  { session }: MaintenanceContext, chain: RunChain, summaries: readonly RunSummary[], { signal, onItems }: { readonly signal: AbortSignal | undefined; readonly onItems?: FoldOptions['onItems'] },
): Promise<MaintenanceContent> {
  const options = { packBytes: PACK_BYTES, inlineBytes: INLINE_BYTES, sink: session.sink };
  const folded = await finished(session.vault.fold({ index: session.index, source: session.blobs, streams: foldStreams(chain), store: options, ...(onItems && { onItems }) }), signal);
  if (!folded.records) throw new Error('bug: a fold that was to be stored was not');
  const runs = await finished(session.vault.storeMetadata({ index: session.index, chunks: cut(formatRunSummaries(summaries)), open: folded.open, ...options }), signal);
  return { checkpoint: { records: folded.records, runs: runs.content }, open: runs.open };
}

/** Summaries of all runs so far: those that the chain's checkpoint carries on, and the chain itself. */
async function earlierRuns({ session }: MaintenanceContext, runs: readonly Run[], signal: AbortSignal | undefined): Promise<readonly RunSummary[]> {
  const content = runs[0]?.root.checkpoint?.runs;
  const stream = content && await finished(session.vault.readContent({ index: session.index, content, source: session.blobs }), signal);
  return [...(stream ? parseRunSummaries(stream) : []), ...runs.map(run => run.root)];
}

function cut(stream: Buffer): readonly Buffer[] {
  return Array.from({ length: Math.ceil(stream.length / SUMMARY_CHUNK_BYTES) }, (_, at) => stream.subarray(at * SUMMARY_CHUNK_BYTES, (at + 1) * SUMMARY_CHUNK_BYTES));
}
