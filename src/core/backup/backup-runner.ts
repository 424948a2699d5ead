import { encodePath } from '../../base/path-bytes.js';
import type { Clock } from '../../base/clock.js';
import type { Logger } from '../../base/logger.js';
import { statusOfRun } from '../../terms/run-status.js';
import type { BackupOptions, BackupOutcome, EngineJob, ExclusionRules, RecordBatch } from '../ports/engine.js';
import type { Catalog, RunKind, RunTransaction } from '../ports/catalog.js';
import type { DestinationLimits } from '../ports/object-store.js';
import type { ScanImages } from '../maintenance/scan-images.js';
import { isClockTrusted } from '../retention/retention-policy.js';
import type { ScheduleRule } from '../schedule/slots.js';
import type { RunRoot } from '../vault/runs/run-root.js';
import { outermostFolders, parentFolder } from '../watch/folders.js';
import type { RelativePath } from '../watch/source-event.js';
import { INLINE_BYTES, PACK_BYTES } from './pack-sizes.js';
import { recordRun } from './catalog-reconciler.js';
import { commitRun } from './commit-run.js';
import { strictest } from './destination-limits.js';
import { wasExpelled } from './expulsion.js';
import { expandPaths, type TreeProbe } from './expand-paths.js';
import { finished } from './finished-job.js';
import { FailureList } from './failure-list.js';
import type { ReadSource } from './read-again.js';
import { retryFailed } from './retry-failed.js';
import { saveLeftOut } from './save-left-out.js';
import { retainVersions, type RetentionPolicy } from './retain-versions.js';
import type { FileFailure, RunReport } from './run-report.js';
import type { SourceChains } from './source-chains.js';
import { definitionOf, type DeviceIdentity, type SourceSettings } from './source-settings.js';
import type { VaultSession } from './vault-session.js';

/** What a run looks at: everything, folders with all below, or single paths. */
export type RunScope =
  | { readonly type: 'all' }
  | { readonly type: 'folders'; readonly folders: readonly RelativePath[] }
  | { readonly type: 'paths'; readonly paths: readonly RelativePath[] };

export interface RunRequest {
  readonly source: SourceSettings;
  readonly kind: Exclude<RunKind, 'maintenance'>;
  readonly scope: RunScope;
  readonly number: string; // 000001-0
  /** What is gone from the PC stays in the vault as it was. */
  readonly keepDeleted?: boolean | undefined;
  /** The source lies on a network drive, so that what cannot be read there may be out of reach. */
  readonly onNetwork?: boolean | undefined;
  /** What failed before the run began, and makes it incomplete: told with its own failures. */
  readonly problems?: readonly FileFailure[] | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with what the run is about to commit, before it is; the bytes are the engine's own. */
  readonly onRecords?: ((batch: RecordBatch) => void) | undefined;
  /** Called with each engine job of the run; `endEarly` where the run can be cut in parts: it then commits what it has come to. */
  readonly onJob?: ((job: EngineJob<BackupOutcome>, endEarly: (() => void) | undefined) => void) | undefined;
}

export interface BackupRunnerOptions {
  readonly session: VaultSession;
  readonly chains: SourceChains;
  readonly catalog: Catalog;
  readonly identity: DeviceIdentity;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly probe: TreeProbe;
  readonly policy: () => RetentionPolicy;
  readonly schedule: () => ScheduleRule | undefined;
  /** Set for this installation, beside what the destination advertises. */
  readonly limits: () => DestinationLimits;
  /** Absolute paths that no source may take in: vault, state. */
  readonly ownFolders: readonly string[];
  readonly imagePath: (source: string) => string;
  readonly images: Pick<ScanImages, 'exists' | 'giveUp' | 'remake'>;
}

/** Stands in the catalog's open transaction until the run object, and with it its digest, exists. */
const PROVISIONAL_DIGEST = '';
/** Past this many paths a scan of their folders is cheaper than one stat each. */
const MAX_PATHS = 20_000;

/**
 * Makes runs, one at a time per vault: the caller queues them.
 *
 * A failure before the commit leaves the vault, the catalog and the scan image as they were, except for packs that nothing refers to yet. Per-file failures do not end a run.
 * An abort rejects with the signal's reason.
 */
export class BackupRunner {
  readonly #options: BackupRunnerOptions;

  constructor(options: BackupRunnerOptions) {
    this.#options = options;
  }

  async run(request: RunRequest): Promise<RunReport> {
    const { session, chains, catalog, clock, policy } = this.#options;
    const { source, kind, signal } = request;
    const startedMs = clock.nowMs();
    await session.refreshCondemned(signal);
    const tip = await chains.tip(source.id, signal);
    const sequence = (tip?.sequence ?? 0) + 1;
    const newestRunMs = tip && catalog.run(source.id, tip.sequence)?.finishedMs;
    const clockTrusted = isClockTrusted(startedMs, newestRunMs, await session.store.serverTimeMs({ signal }));
    // Without an image everything would count as new: identical generations would push older ones out.
    if (tip && request.scope.type !== 'paths' && !this.#options.images.exists(source.id)) await this.#options.images.remake(source.id, signal);
    const failures = new FailureList();
    failures.note(request.problems ?? []);
    const transaction = catalog.begin(source.id, { generations: policy().generations });
    try {
      const outcome = await this.#store(request, sequence, transaction, failures);
      const report = {
        source: source.id, kind, number: request.number, startedMs, finishedMs: clock.nowMs(), status: outcome.complete ? statusOfRun(failures.codes, request.onNetwork) : 'interrupted' as const,
        counts: { ...countsOf(outcome, failures), removedBytes: transaction.removedBytes(sequence) }, failures: failures.listed, expelled: false, complete: outcome.complete,
      };
      const run = this.#root(request, report, { sequence, predecessor: tip?.sha256, records: outcome.records, operations: undefined });
      recordRun(transaction, run, PROVISIONAL_DIGEST, report.failures);
      const retained = await retainVersions({
        // A part leaves it to the last one.
        session, transaction, policy: policy(), nowMs: clock.nowMs(), kind, clockTrusted: clockTrusted && outcome.complete, late: outcome.late, open: outcome.open, packBytes: PACK_BYTES, inlineBytes: INLINE_BYTES,
      });
      // Without a record there may still be content: of files that are as they were, but whose chunks were lost or damaged in the vault.
      const isEmpty = outcome.records.ids.length === 0 && outcome.late.length === 0 && (outcome.open?.sizeBytes ?? 0) === 0;
      if (kind !== 'scheduled' && kind !== 'manual' && isEmpty && outcome.complete) {
        transaction.rollback();
        return { ...report, committed: undefined, storedBytes: 0 };
      }
      const root: RunRoot = { ...run, operations: retained.content };
      signal?.throwIfAborted();
      const object = await commitRun(session, root, retained.open, kind === 'continuous');
      const expelled = await wasExpelled(session, this.#options.identity.writer);
      // The image goes before the catalog: whoever finds the catalog behind the vault knows that the image may be, too. Without its image the next run reads
      // again what an expelled writer believed to be stored.
      if (!expelled) await this.#keepUp(source.id, outcome);
      recordRun(transaction, root, object.sha256, report.failures);
      transaction.define(JSON.stringify(root.definition));
      transaction.commit();
      chains.committed(source.id, { sequence, sha256: object.sha256 });
      return { ...report, expelled, committed: { sequence, digest: object.sha256 }, storedBytes: object.sizeBytes + outcome.packs.reduce((total, pack) => total + pack.sizeBytes, 0) };
    } catch (failure) {
      transaction.rollback();
      throw failure;
    }
  }

  /** What follows the commit can be made anew from the vault: its failure costs the next run time, and this one nothing. */
  async #keepUp(source: string, outcome: BackupOutcome): Promise<void> {
    const { session, logger } = this.#options;
    try {
      await outcome.commitImage();
      await session.index.flush();
    } catch (failure) {
      logger.warn('local notes could not be written after a commit', { failure: String(failure) });
      await this.#options.images.giveUp(source).catch(() => undefined);
    }
  }

  async #store(request: RunRequest, sequence: number, transaction: RunTransaction, failures: FailureList): Promise<ReadSource> {
    const { session, catalog, probe, imagePath } = this.#options;
    const { source, scope, kind, signal } = request;
    const limits = strictest(session.store.capabilities.limits ?? {}, this.#options.limits());
    const common = {
      index: session.index,
      root: encodePath(source.root),
      sourceId: Buffer.from(source.id, 'hex'),
      sequence,
      generation: kind === 'scheduled' || kind === 'manual',
      imagePath: imagePath(source.id),
      exclusions: this.#exclusions(source),
      keepRemoved: request.keepDeleted === true,
      limits: engineLimits(limits, source),
      packBytes: PACK_BYTES,
      inlineBytes: INLINE_BYTES,
      sink: session.sink,
      onRecords: (batch: RecordBatch) => {
        request.onRecords?.(batch);
        return transaction.insertBatch(batch);
      },
      onErrors: (errors: Parameters<FailureList['add']>[0]) => failures.add(errors),
    };
    const paths = scope.type === 'paths' ? await expandPaths(source, scope.paths, catalog, probe, MAX_PATHS) : undefined;
    const folders = scope.type === 'folders' ? scope.folders : scope.type === 'paths' ? outermostFolders(scope.paths.map(parentFolder)) : undefined;
    let outcome: BackupOutcome;
    if (paths) {
      const job = session.vault.backupPaths({ ...common, paths });
      request.onJob?.(job, undefined);
      outcome = await finished(job, signal);
    } else {
      // Without an image a part of the source would be begun anew each time; and what a restore is about to overwrite is saved as a whole.
      const divisible = kind !== 'restore' && (!folders || this.#options.images.exists(source.id));
      const job = session.vault.backup({ ...common, ...(folders && { onlyFolders: folders.map(encodePath) }) });
      request.onJob?.(job, divisible ? () => job.endEarly() : undefined);
      outcome = await finished(job, signal);
    }
    const read = { ...outcome, late: [] };
    if (!outcome.complete) return read;
    const again = { vault: session.vault, source, catalog, job: common, signal, onJob: (job: EngineJob<BackupOutcome>) => request.onJob?.(job, undefined) };
    const below = scope.type === 'all' ? [''] : scope.type === 'folders' ? scope.folders : scope.paths;
    const whole = kind === 'restore' ? await saveLeftOut(read, { ...again, below, ignoreCase: this.#options.identity.platform === 'win32' }) : read;
    if (scope.type === 'all' && limits.files !== undefined && whole.counts.files > limits.files) failures.note([tooManyFiles(whole.counts.files, limits.files)]);
    return retryFailed(whole, { ...again, probe, failures });
  }

  #exclusions(source: SourceSettings): ExclusionRules {
    return {
      extensions: source.excludedExtensions,
      hidden: source.excludeHidden,
      subtrees: this.#options.ownFolders.map(encodePath),
      patterns: source.excludedPatterns,
      oneFileSystem: source.oneFileSystem,
    };
  }

  #root(
    { source, kind, number }: RunRequest, report: Pick<RunReport, 'startedMs' | 'finishedMs' | 'status' | 'counts' | 'failures'>,
    chain: Pick<RunRoot, 'sequence' | 'predecessor' | 'records' | 'operations'>,
  ): RunRoot {
    const { identity, schedule, session } = this.#options;
    return {
      source: source.id,
      writer: identity.writer,
      kind,
      number,
      startedMs: report.startedMs,
      finishedMs: report.finishedMs,
      definition: definitionOf(source, identity, schedule()),
      counts: report.counts,
      status: report.status,
      errors: report.failures.map(({ path, code }) => ({ path, code })),
      acknowledged: session.acknowledged,
      program: identity.program,
      checkpoint: undefined,
      ...chain,
    };
  }
}

/** Paths count from the name of the source on: so they lie at the destination. */
function engineLimits({ fileBytes, pathCharacters, plainNames }: DestinationLimits, { name }: SourceSettings): BackupOptions['limits'] {
  return { fileBytes, plainNames: plainNames === true, pathUnits: pathCharacters === undefined ? undefined : Math.max(0, pathCharacters - name.length - 1) };
}

/** They are saved all the same: what protects more than was agreed does no harm. */
function tooManyFiles(files: number, limit: number): FileFailure {
  return { path: '', code: 'source.too-many-files', message: `${files} files, ${limit} are allowed` };
}

function countsOf({ counts }: BackupOutcome, failures: FailureList): RunRoot['counts'] {
  const { readBytes: _read, storedBytes: _stored, ...told } = counts;
  return { ...told, failed: failures.count };
}
