import type { Logger } from '../../base/logger.js';
import { CodedError } from '../../base/coded-error.js';
import { decodeRecordChunk } from '../catalog/record-stream.js';
import { toRecordBatch } from '../catalog/record-batch.js';
import type { Catalog, RunError, RunTransaction } from '../ports/catalog.js';
import type { ContentReference } from '../ports/engine.js';
import { foldStreams, type Run, type RunChain } from '../vault/runs/run-chain.js';
import { parseRunSummaries, type RunSummary } from '../vault/runs/run-root.js';
import { finished } from './finished-job.js';
import { foreignRuns } from './foreign-runs.js';
import type { RememberedHeads } from './remembered-heads.js';
import type { VaultSession } from './vault-session.js';

/** What keeps a part of a history from being read, for good. */
function isDamage(failure: unknown): failure is CodedError {
  return failure instanceof CodedError && (failure.code === 'vault.damaged-object' || failure.code === 'vault.missing-object');
}

/** A run whose records exceed this is not applied from memory: the source is folded anew by the engine instead. */
const MAX_APPLIED_BYTES = 16 * 1024 * 1024;

export interface ReconcileOptions {
  readonly session: VaultSession;
  readonly catalog: Catalog;
  readonly heads: RememberedHeads;
  readonly writer: string;
  /** Whether this installation backs the source up. */
  readonly protects: (source: string) => boolean;
  readonly generations: number;
  readonly logger: Logger;
}

export interface Reconciled {
  readonly sources: number;
  /** Sources that were brought up to date. */
  readonly updated: readonly string[];
  /** What is wrong with a source's chain; its backups stop, its restores go on. */
  readonly problems: ReadonlyMap<string, readonly CodedError[]>;
  /** Another installation uses this one's writer id: nothing may be written before one of them takes an identity of its own. */
  readonly twin: CodedError | undefined;
}

/**
 * Brings the catalog in step with the vault, which is what counts: after a crash between commit and catalog, after somebody deleted the catalog, or on a new PC.
 *
 * Cost when nothing is to be done: one listing of run names. What another installation wrote is taken into the catalog like everything else, and told.
 */
export class CatalogReconciler {
  readonly #options: ReconcileOptions;

  constructor(options: ReconcileOptions) {
    this.#options = options;
  }

  async reconcile(signal?: AbortSignal): Promise<Reconciled> {
    const { session, catalog, heads, writer, protects } = this.#options;
    const updated: string[] = [];
    const problems = new Map<string, readonly CodedError[]>();
    let twin: CodedError | undefined;
    const listed = await session.runs.list(signal);
    const known = catalog.sources().map(source => source.id);
    for (const source of new Set([...listed.keys(), ...known])) {
      const newest = listed.get(source)?.at(-1);
      const foreign = await foreignRuns(listed.get(source) ?? [], { writer, intended: session.intentions.last(source), protects: protects(source) }, session.runs, signal);
      twin ??= foreign.twin;
      const told = [foreign.twin, foreign.rival].flatMap(problem => problem ?? []);
      if (told.length > 0) problems.set(source, told);
      const head = await heads.head(source);
      if (newest && this.#holds(source, newest) && (!head || head.sha256 === newest.sha256 || head.sequence < newest.sequence)) continue;
      try {
        const chain = await session.runs.chain(source, head, signal);
        if (chain.problems.length > 0) problems.set(source, [...told, ...chain.problems]);
        if (await this.#update(source, chain, signal)) updated.push(source);
      } catch (failure) {
        // One source's damage keeps no other from being backed up and restored.
        if (!isDamage(failure)) throw failure;
        problems.set(source, [...problems.get(source) ?? [], failure]);
      }
    }
    return { sources: listed.size, updated, problems, twin };
  }

  /** Makes everything anew from the vault alone. Returns the number of items. */
  async rebuild(signal?: AbortSignal): Promise<{ readonly sources: number; readonly versions: number }> {
    const { session, catalog } = this.#options;
    const listed = await session.runs.list(signal);
    let versions = 0;
    for (const source of listed.keys()) versions += await this.#fold(source, await session.runs.chain(source, undefined, signal), signal);
    for (const { id } of catalog.sources()) if (!listed.has(id)) this.#clear(id);
    return { sources: listed.size, versions };
  }

  #holds(source: string, run: { readonly sequence: number; readonly sha256: string }): boolean {
    const { catalog } = this.#options;
    const sequence = catalog.source(source)?.lastSequence ?? 0;
    return sequence === run.sequence && catalog.run(source, sequence)?.digest === run.sha256;
  }

  async #update(source: string, chain: RunChain, signal: AbortSignal | undefined): Promise<boolean> {
    const { catalog, logger } = this.#options;
    const newest = chain.runs.at(-1);
    if (!newest) {
      if (catalog.source(source)) this.#clear(source);
      return true;
    }
    if (this.#holds(source, newest)) return false;
    const sequence = catalog.source(source)?.lastSequence ?? 0;
    if (sequence >= newest.sequence && chain.problems.some(isDamage)) return false; // the catalog knows more than can still be read
    const digest = sequence > 0 ? catalog.run(source, sequence)?.digest : undefined;
    const from = chain.runs.findIndex(run => run.sha256 === digest);
    const missing = chain.runs.slice(from + 1);
    const bytes = missing.reduce((total, { root }) => total + root.records.bytes + (root.operations?.bytes ?? 0), 0);
    logger.info('the catalog is behind the vault', { source, runs: missing.length, from: sequence });
    if (from < 0 || bytes > MAX_APPLIED_BYTES) await this.#fold(source, chain, signal);
    else for (const run of missing) await this.#apply(source, run);
    return true;
  }

  async #apply(source: string, run: Run): Promise<void> {
    await this.#inTransaction(source, async transaction => {
      for (const content of [run.root.records, run.root.operations]) {
        if (content && content.ids.length > 0) transaction.insertBatch(toRecordBatch(decodeRecordChunk(await this.#read(content))));
      }
      recordRun(transaction, run.root, run.sha256);
      transaction.define(JSON.stringify(run.root.definition));
    });
  }

  async #fold(source: string, chain: RunChain, signal: AbortSignal | undefined): Promise<number> {
    const { session } = this.#options;
    const newest = chain.runs.at(-1);
    if (!newest) return 0;
    return this.#inTransaction(source, async transaction => {
      transaction.clear();
      const job = session.vault.fold({ index: session.index, source: session.blobs, streams: foldStreams(chain), onItems: batch => transaction.insertBatch(batch) });
      const { items } = await finished(job, signal);
      const checkpoint = chain.runs[0]?.root.checkpoint;
      // Earlier runs are known by their summaries only: their digests stand in the predecessor of the run after each.
      const earlier = checkpoint ? parseRunSummaries(await this.#read(checkpoint.runs)) : [];
      for (const [at, summary] of earlier.entries()) {
        const next: RunSummary | undefined = earlier[at + 1] ?? chain.runs[0]?.root;
        recordRun(transaction, summary, next?.predecessor ?? '');
      }
      for (const run of chain.runs) recordRun(transaction, run.root, run.sha256);
      transaction.define(JSON.stringify(newest.root.definition));
      return items;
    });
  }

  #clear(source: string): void {
    const transaction = this.#options.catalog.begin(source, { generations: this.#options.generations });
    transaction.clear();
    transaction.commit();
  }

  async #inTransaction<T>(source: string, work: (transaction: RunTransaction) => Promise<T>): Promise<T> {
    const transaction = this.#options.catalog.begin(source, { generations: this.#options.generations });
    try {
      const result = await work(transaction);
      transaction.commit();
      return result;
    } catch (failure) {
      transaction.rollback();
      throw failure;
    }
  }

  #read(content: ContentReference): Promise<Buffer> {
    const { session } = this.#options;
    return session.vault.readContent({ index: session.index, content, source: session.blobs }).result;
  }
}

/** A run as the catalog keeps it: the root without what only folding needs. */
export function recordRun(transaction: RunTransaction, run: RunSummary, digest: string, failures: readonly RunError[] = run.errors): void {
  const { errors: _errors, ...summary } = withoutStreams(run);
  transaction.recordRun({
    sequence: run.sequence, writer: run.writer, digest, kind: run.kind, startedMs: run.startedMs, finishedMs: run.finishedMs,
    status: run.status, root: JSON.stringify(summary),
  }, failures);
}

function withoutStreams(run: RunSummary): RunSummary {
  const { records: _records, operations: _operations, checkpoint: _checkpoint, ...summary } = run as RunSummary & { records?: unknown; operations?: unknown; checkpoint?: unknown };
  return summary;
}
