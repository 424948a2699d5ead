import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../../../src/base/logger.js';
import { encodePath } from '../../../../src/base/path-bytes.js';
import { CatalogReconciler, recordRun } from '../../../../src/core/backup/catalog-reconciler.js';
import { RunIntentions } from '../../../../src/core/backup/run-intentions.js';
import { commitRun } from '../../../../src/core/backup/commit-run.js';
import { SourceChains } from '../../../../src/core/backup/source-chains.js';
import { VaultSession } from '../../../../src/core/backup/vault-session.js';
import { splitPath } from '../../../../src/core/catalog/path-order.js';
import { batchEntries, toRecordBatch } from '../../../../src/core/catalog/record-batch.js';
import { decodeRecord, encodeRecord } from '../../../../src/core/catalog/record-codec.js';
import { compareEntries, encodeRecordStream, operations, type StreamEntry } from '../../../../src/core/catalog/record-stream.js';
import { Collector, type CollectorOptions } from '../../../../src/core/maintenance/collector.js';
import { DayBudget } from '../../../../src/core/maintenance/day-budget.js';
import type { MaintenanceContext } from '../../../../src/core/maintenance/maintenance-run.js';
import { contentIds } from '../../../../src/core/maintenance/content-ids.js';
import type { ObjectStore } from '../../../../src/core/ports/object-store.js';
import type { SpaceReserve } from '../../../../src/core/ports/space-reserve.js';
import type { RunKind } from '../../../../src/core/ports/catalog.js';
import { defaultRetentionPolicy } from '../../../../src/core/retention/retention-policy.js';
import { foldStreams, type ChainHead } from '../../../../src/core/vault/runs/run-chain.js';
import type { RunRoot } from '../../../../src/core/vault/runs/run-root.js';
import { putRegistration } from '../../../../src/core/vault/writers/registration.js';
import { SqliteCatalog } from '../../../../src/platform/catalog/index.js';
import { ManualClock } from '../../../fakes/manual-clock.js';
import { MemoryChunkIndex, MemoryLiveSet } from '../../../fakes/memory-chunk-index.js';
import { MemoryEngineVault } from '../../../fakes/memory-engine-vault.js';
import { MemorySettings } from '../../../fakes/memory-settings.js';

export const SOURCE = 'a'.repeat(32);
export const START_MS = Date.UTC(2026, 0, 10, 12);
const engineVault = new MemoryEngineVault(Buffer.alloc(16, 1), Buffer.alloc(32, 2));

/** One installation's view of a vault on `store`: what an agent is made of, without files. */
export class SmallVault {
  readonly session: VaultSession;
  readonly catalog: SqliteCatalog;
  readonly clock: ManualClock;
  readonly heads = new Map<string, ChainHead>();
  readonly settings = new MemorySettings();
  readonly context: MaintenanceContext;
  readonly writer: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'mamori-small-'));

  constructor(readonlyStore: ObjectStore, { writer = 'b'.repeat(16), clock = new ManualClock(START_MS) }: { readonly writer?: string; readonly clock?: ManualClock } = {}) {
    this.writer = writer;
    this.clock = clock;
    this.session = new VaultSession({ store: readonlyStore, vault: engineVault, index: new MemoryChunkIndex(), intentions: new RunIntentions(this.settings), logger: silentLogger });
    this.catalog = SqliteCatalog.open(join(this.#folder, 'catalog.db'));
    this.context = {
      session: this.session, catalog: this.catalog, chains: new SourceChains(this.session, this.catalog, this.remembered), clock, logger: silentLogger,
      identity: { device: `pc-${writer[0]}`, platform: 'linux', program: '1.0.0', writer }, policy: () => defaultRetentionPolicy,
    };
  }

  get remembered() {
    return {
      head: async (source: string) => this.heads.get(source),
      remember: (source: string, head: ChainHead) => void this.heads.set(source, head),
      forget: async (source: string) => void this.heads.delete(source),
      flush: async () => {},
    };
  }

  async open(): Promise<this> {
    await putRegistration(this.session.store, this.session.vault, { writer: this.writer, createdMs: this.clock.nowMs(), device: this.context.identity.device, program: '1', acknowledged: [] });
    return this.attach();
  }

  async attach(): Promise<this> {
    await this.session.reconcileIndex();
    await new CatalogReconciler({ session: this.session, catalog: this.catalog, heads: this.remembered, writer: this.writer, protects: () => true, generations: 10, logger: silentLogger }).reconcile();
    return this;
  }

  /** Saves files (undefined: deleted): each content one chunk of a data pack, or of the run object where `inline`. */
  async save(files: Readonly<Record<string, string | undefined>>, { kind = 'manual', inline = false, source = SOURCE }: { readonly kind?: RunKind; readonly inline?: boolean; readonly source?: string } = {}): Promise<number> {
    const { session, catalog, clock, context } = this;
    await session.refreshCondemned();
    const tip = await context.chains.tip(source);
    const sequence = (tip?.sequence ?? 0) + 1;
    const contents = Object.values(files).flatMap(text => (text === undefined ? [] : [Buffer.from(text)]));
    const lacking = [...new Map(contents.map(content => [engineVault.idOf(content), content]))].filter(([id]) => !session.index.locate(id)).map(([, content]) => content);
    if (lacking.length > 0 && !inline) await session.sink(engineVault.dataPack(lacking));
    const entries = Object.entries(files).map(([path, text]): StreamEntry => ({
      ...splitPath(encodePath(path)), sequence,
      ...(text === undefined ? { op: operations.tombstone } : { op: operations.put, record: recordOf(Buffer.from(text), kind) }),
    })).sort(compareEntries);
    const stored = await session.vault.storeMetadata({ index: session.index, chunks: encodeRecordStream(entries), open: undefined, packBytes: 0, inlineBytes: 0, sink: session.sink }).result;
    const open = inline && lacking.length > 0 ? engineVault.openWith(lacking, stored.open) : stored.open;
    const root: RunRoot = {
      source, sequence, writer: this.writer, predecessor: tip?.sha256, kind, number: '', startedMs: clock.nowMs(), finishedMs: clock.nowMs(),
      definition: { name: 'docs', device: context.identity.device, platform: 'linux', root: '/docs', exclusions: undefined, schedule: undefined },
      counts: { files: 0, directories: 0, bytes: 0, new: 0, changed: 0, removed: 0, unchanged: 0, failed: 0 }, status: 'completed', errors: [],
      acknowledged: session.acknowledged, program: '1', records: stored.content, operations: undefined, checkpoint: undefined,
    };
    const { sha256 } = await commitRun(session, root, open, false);
    const transaction = catalog.begin(source, { generations: 10 });
    transaction.insertBatch(toRecordBatch(entries));
    recordRun(transaction, root, sha256);
    transaction.define(JSON.stringify(root.definition));
    transaction.commit();
    context.chains.committed(source, { sequence, sha256 });
    return sequence;
  }

  collector(options: Partial<CollectorOptions> = {}): Collector {
    return new Collector({
      context: this.context, heads: this.remembered, newLiveSet: () => new MemoryLiveSet(), reserve: noReserve,
      budget: new DayBudget(this.settings, this.clock), damaged: () => new Set(), images: { giveUp: async () => {} }, ...options,
    });
  }

  idOf(content: string): string {
    return engineVault.idOf(Buffer.from(content));
  }

  /** Every kept version read back from the vault, by path and sequence; fails where one cannot be. */
  async contents(source = SOURCE): Promise<Record<string, string>> {
    const { session } = this;
    const found: Record<string, string> = {};
    const entries: StreamEntry[] = [];
    await session.vault.fold({ index: session.index, source: session.blobs, streams: foldStreams(await session.runs.chain(source)), onItems: batch => void entries.push(...batchEntries(batch)) }).result;
    for (const { directory, name, sequence, record } of entries) {
      if (!record) continue;
      const { content } = decodeRecord(record);
      const ids = content?.ids.toString('hex').match(/.{32}/g) ?? [];
      for await (const level of contentIds(session, { depth: content?.depth ?? 0, ids })) void level;
      const bytes = await session.vault.readContent({ index: session.index, source: session.blobs, content: { depth: content?.depth ?? 0, ids, bytes: 0 } }).result;
      found[`${directory.length > 0 ? `/${directory.toString()}` : ''}/${name.toString()}@${sequence}`] = bytes.toString();
    }
    return found;
  }

  dispose(): void {
    this.catalog.dispose();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

const noReserve: SpaceReserve = { sizeBytes: 0, isHeld: async () => false, hold: async () => true, release: async () => {} };

function recordOf(content: Buffer, kind: RunKind): Buffer {
  return encodeRecord({
    kind: 'file', generation: kind === 'manual' || kind === 'scheduled', torn: false, metadataOnly: false, sparse: false, size: content.length, mtimeNs: 0n, mode: 0o644, uid: 0, gid: 0,
    content: { depth: 0, ids: Buffer.from(engineVault.idOf(content), 'hex') },
  });
}
