import type { Clock } from '../../base/clock.js';
import type { Logger } from '../../base/logger.js';
import { recordRun } from '../backup/catalog-reconciler.js';
import { commitRun } from '../backup/commit-run.js';
import type { SourceChains } from '../backup/source-chains.js';
import type { DeviceIdentity } from '../backup/source-settings.js';
import type { VaultSession } from '../backup/vault-session.js';
import type { Catalog, RunTransaction } from '../ports/catalog.js';
import type { OpenContainer } from '../ports/engine.js';
import type { RetentionPolicy } from '../retention/retention-policy.js';
import type { ChainHead } from '../vault/runs/run-chain.js';
import type { RunRoot, SourceDefinition } from '../vault/runs/run-root.js';

/** What all maintenance works with; the caller queues it with backups, so that a writer makes one run at a time. */
export interface MaintenanceContext {
  readonly session: VaultSession;
  readonly chains: SourceChains;
  readonly catalog: Catalog;
  readonly identity: DeviceIdentity;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly policy: () => RetentionPolicy;
}

/** What a maintenance run says beside its summary, and the segments that travel in its object. */
export interface MaintenanceContent {
  readonly operations?: RunRoot['operations'];
  readonly checkpoint?: RunRoot['checkpoint'];
  /** Of the source from now on. */
  readonly definition?: SourceDefinition;
  readonly open: OpenContainer | undefined;
}

export interface MaintenanceStep {
  readonly transaction: RunTransaction;
  readonly tip: ChainHead;
  readonly sequence: number;
  /** The run as it stands without its content. */
  readonly root: RunRoot;
}

const NOTHING = { depth: 0, ids: [], bytes: 0 } as const;
const NO_FILES = { files: 0, directories: 0, bytes: 0, new: 0, changed: 0, removed: 0, unchanged: 0, failed: 0 } as const;
/** Stands in the open transaction until the run object exists. */
const PROVISIONAL_DIGEST = '';

/**
 * Makes a run for which no file is looked at, in the write order of section 10: condemned lists, content, commit, then catalog and remembered head.
 *
 * `make` works inside the catalog's open transaction; when it answers undefined there is nothing to record and no run is made. A source without runs is passed over.
 * A failure before the commit leaves vault and catalog as they were, except for packs that nothing refers to. Fails with `vault.forked-source` when another installation wrote as this source.
 */
export async function maintenanceRun(
  context: MaintenanceContext, source: string, make: (step: MaintenanceStep) => Promise<MaintenanceContent | undefined>, signal?: AbortSignal,
): Promise<ChainHead | undefined> {
  const { session, chains, catalog, policy } = context;
  await session.refreshCondemned(signal);
  const tip = await chains.tip(source, signal);
  if (!tip) return undefined;
  const transaction = catalog.begin(source, { generations: policy().generations });
  try {
    const root = emptyRoot(context, source, tip);
    recordRun(transaction, root, PROVISIONAL_DIGEST);
    const content = await make({ transaction, tip, sequence: root.sequence, root });
    if (!content) {
      transaction.rollback();
      return undefined;
    }
    const { open, ...streams } = content;
    signal?.throwIfAborted();
    const run: RunRoot = { ...root, finishedMs: context.clock.nowMs(), ...streams };
    const { sha256 } = await commitRun(session, run, open, false);
    recordRun(transaction, run, sha256);
    transaction.commit();
    const head = { sequence: run.sequence, sha256 };
    chains.committed(source, head);
    await session.index.flush();
    return head;
  } catch (failure) {
    transaction.rollback();
    throw failure;
  }
}

function emptyRoot({ session, catalog, identity, clock }: MaintenanceContext, source: string, tip: ChainHead): RunRoot {
  const nowMs = clock.nowMs();
  return {
    source, sequence: tip.sequence + 1, writer: identity.writer, predecessor: tip.sha256, kind: 'maintenance', number: '', startedMs: nowMs, finishedMs: nowMs,
    definition: JSON.parse(catalog.source(source)?.definition ?? '{}') as SourceDefinition,
    counts: NO_FILES, status: 'completed', errors: [], acknowledged: session.acknowledged, program: identity.program,
    records: NOTHING, operations: undefined, checkpoint: undefined,
  };
}
