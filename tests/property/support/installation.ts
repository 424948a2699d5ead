import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { FolderScanImages } from '../../../src/agent/folder-scan-images.js';
import { silentLogger } from '../../../src/base/logger.js';
import { systemRandom } from '../../../src/base/random.js';
import type { Clock } from '../../../src/base/clock.js';
import { BackupRunner, type RunRequest } from '../../../src/core/backup/backup-runner.js';
import { CatalogReconciler } from '../../../src/core/backup/catalog-reconciler.js';
import type { TreeProbe } from '../../../src/core/backup/expand-paths.js';
import type { RememberedHeads } from '../../../src/core/backup/remembered-heads.js';
import { RunIntentions } from '../../../src/core/backup/run-intentions.js';
import type { RunReport } from '../../../src/core/backup/run-report.js';
import { SourceChains } from '../../../src/core/backup/source-chains.js';
import type { SourceSettings } from '../../../src/core/backup/source-settings.js';
import { VaultSession } from '../../../src/core/backup/vault-session.js';
import { checkpointIfDue } from '../../../src/core/maintenance/checkpoint.js';
import { Collector, type CollectReport } from '../../../src/core/maintenance/collector.js';
import { listContainers } from '../../../src/core/maintenance/containers.js';
import { DayBudget } from '../../../src/core/maintenance/day-budget.js';
import { LiveReader } from '../../../src/core/maintenance/live-history.js';
import type { MaintenanceContext } from '../../../src/core/maintenance/maintenance-run.js';
import { measureVault } from '../../../src/core/maintenance/measure-vault.js';
import type { SettingsStore } from '../../../src/core/ports/local-catalog-state.js';
import type { ObjectStore } from '../../../src/core/ports/object-store.js';
import type { SpaceReserve } from '../../../src/core/ports/space-reserve.js';
import { namedSource } from '../../../src/core/restore/locate-source.js';
import { restorePath, sequenceOf, type PointInTime, type RestoreReport } from '../../../src/core/restore/restore-runner.js';
import { defaultRetentionPolicy } from '../../../src/core/retention/retention-policy.js';
import type { MeasuredContainer } from '../../../src/core/vault/collection/collection-plan.js';
import { createVault } from '../../../src/core/vault/create-vault.js';
import type { MasterKeys } from '../../../src/core/vault/keys/master-keys.js';
import { openVault } from '../../../src/core/vault/open-vault.js';
import type { ChainHead } from '../../../src/core/vault/runs/run-chain.js';
import { putRegistration, readRegistrations } from '../../../src/core/vault/writers/registration.js';
import { SqliteCatalog, SqliteLocalState } from '../../../src/platform/catalog/index.js';
import { loadEngine } from '../../../src/platform/engine/native-engine.js';
import { folderTreeProbe } from '../../../src/platform/trees/folder-tree-probe.js';

const engine = loadEngine();
const SOURCE_ID = '5'.repeat(32);
const IDENTITY = { device: 'pc', platform: process.platform, program: 'test' };
const WRITER = '7'.repeat(16);

/** Makes a vault in a store; whoever has the keys opens it. The recovery slot costs no key derivation. */
export async function makeVault(store: ObjectStore, clock: Clock): Promise<MasterKeys> {
  const { keys, vault } = await createVault({ store, engine, random: systemRandom, clock, slots: [{ kind: 'recovery', label: '', secret: systemRandom.bytes(16) }] });
  vault.dispose();
  return keys;
}

export interface InstallationOptions {
  readonly store: ObjectStore;
  readonly keys: MasterKeys;
  readonly home: string;
  readonly root: string;
  readonly clock: Clock;
  /** Another installation than the one that most tests need only one of. */
  readonly writer?: string;
  /** Kept per file; by default more than any test makes. */
  readonly generations?: number;
  readonly probe?: TreeProbe;
}

/** What a run does otherwise than most. */
export interface RunChanges {
  readonly rules?: Partial<SourceSettings>;
  readonly onJob?: RunRequest['onJob'];
}

/**
 * The product's own backup and restore on any object store, in this process: real engine, catalog, scan image and chunk index in `home`.
 * Opening brings local state in step with the vault, as a start of the program does.
 */
export class Installation {
  readonly catalog: SqliteCatalog;
  readonly #state: SqliteLocalState;
  readonly #session: VaultSession;
  readonly #runner: BackupRunner;
  readonly #reconciler: CatalogReconciler;
  readonly #source: SourceSettings;
  readonly #maintenance: MaintenanceContext;
  readonly #heads: RememberedHeads;

  private constructor(
    catalog: SqliteCatalog, state: SqliteLocalState, session: VaultSession, runner: BackupRunner, reconciler: CatalogReconciler, source: SourceSettings, maintenance: MaintenanceContext, heads: RememberedHeads,
  ) {
    this.catalog = catalog;
    this.#state = state;
    this.#session = session;
    this.#runner = runner;
    this.#reconciler = reconciler;
    this.#source = source;
    this.#maintenance = maintenance;
    this.#heads = heads;
  }

  static async open({ store, keys, home, root, clock, writer = WRITER, generations = 100, probe = folderTreeProbe }: InstallationOptions): Promise<Installation> {
    mkdirSync(join(home, 'index'), { recursive: true });
    const { vault } = await openVault({ store, engine, keys });
    const catalog = SqliteCatalog.open(join(home, 'catalog.db'));
    const state = SqliteLocalState.open(join(home, 'state.db'));
    const session = new VaultSession({ store, vault, index: vault.openIndex(join(home, 'index')), intentions: new RunIntentions(state.settings), logger: silentLogger });
    try {
      await session.refreshCondemned();
      const registered = (await readRegistrations(store, vault)).some(entry => entry.writer === writer);
      if (!registered) await putRegistration(store, vault, { writer, createdMs: clock.nowMs(), device: IDENTITY.device, program: IDENTITY.program, acknowledged: session.acknowledged });
      await session.reconcileIndex();
      const heads = new MemoryHeads();
      const policy = { ...defaultRetentionPolicy, generations };
      const reconciler = new CatalogReconciler({ session, catalog, heads, writer, protects: () => true, generations: policy.generations, logger: silentLogger });
      const imagePath = (source: string) => join(home, `${source}.scan`);
      const images = new FolderScanImages(session, imagePath, silentLogger);
      const { updated, twin } = await reconciler.reconcile();
      if (twin) throw twin;
      for (const behind of updated) if (images.exists(behind)) await images.remake(behind);
      const maintenance = { session, chains: new SourceChains(session, catalog, heads), catalog, identity: { ...IDENTITY, writer }, clock, logger: silentLogger, policy: () => policy };
      const runner = new BackupRunner({
        ...maintenance, images, probe, schedule: () => undefined, limits: () => ({}), ownFolders: [home], imagePath,
      });
      const source = { id: SOURCE_ID, name: 'tree', root, addedMs: 0, excludedExtensions: [], excludedPatterns: [], excludeHidden: false, oneFileSystem: false };
      return new Installation(catalog, state, session, runner, reconciler, source, maintenance, heads);
    } catch (failure) {
      release(catalog, state, session);
      throw failure;
    }
  }

  backUp(kind: RunRequest['kind'] = 'manual', scope: RunRequest['scope'] = { type: 'all' }, { rules, onJob }: RunChanges = {}): Promise<RunReport> {
    return this.#runner.run({ source: { ...this.#source, ...rules }, kind, scope, number: '000001-0', onJob });
  }

  /** What the agent does after scheduled runs: a checkpoint if one is due, then collection within the day's budget, of which `settings` keeps account. */
  async upkeep(settings: SettingsStore): Promise<CollectReport> {
    const context = this.#maintenance;
    await checkpointIfDue(context, this.#heads, SOURCE_ID);
    const collector = new Collector({
      context, heads: this.#heads, newLiveSet: () => engine.createLiveSet(), reserve: noReserve, budget: new DayBudget(settings, context.clock), damaged: () => new Set(),
      images: { giveUp: async () => undefined },
    });
    const report = await collector.collect({ sources: [SOURCE_ID], hasSchedule: true });
    if (!report) throw new Error('the only writer was expelled');
    return report;
  }

  /** Every pack and run object against what is live now. */
  async measured(): Promise<readonly MeasuredContainer[]> {
    const reader = new LiveReader({ session: this.#session, catalog: this.catalog, heads: this.#heads, newLiveSet: () => engine.createLiveSet() });
    return measureVault(this.#maintenance, await reader.read(), await listContainers(this.#session), new Set());
  }

  /** Restores the whole source into `target`, an existing folder, which stands for the root. */
  restore(target: string, point: PointInTime = { type: 'latest' }): Promise<RestoreReport> {
    const known = this.catalog.source(SOURCE_ID);
    if (!known) throw new Error('nothing was backed up');
    const located = { source: namedSource(known), path: '' };
    return restorePath(this.#session, this.catalog, {
      located, sequence: sequenceOf(this.catalog, located, point), inPlace: true, nearest: false, target, overwrite: 'always', dryRun: false, restoreOwner: process.getuid?.() === 0,
    });
  }

  /** All items of all paths, as text that can be compared. */
  historyOf(paths: Iterable<string>): readonly string[] {
    return [...paths].flatMap(path => this.catalog.history(SOURCE_ID, path).map(item => `${path} ${item.sequence} ${item.kind} ${item.kind === 'version' ? item.record.toString('hex') : ''}`));
  }

  /** Sequences of the committed runs, ascending. */
  get sequences(): readonly number[] {
    return this.catalog.source(SOURCE_ID) ? this.catalog.runs(SOURCE_ID).map(run => run.sequence).toReversed() : [];
  }

  rebuildCatalog(): Promise<unknown> {
    return this.#reconciler.rebuild();
  }

  close(): void {
    release(this.catalog, this.#state, this.#session);
  }
}

const noReserve: SpaceReserve = { sizeBytes: 0, isHeld: async () => false, hold: async () => false, release: async () => undefined };

function release(catalog: SqliteCatalog, state: SqliteLocalState, session: VaultSession): void {
  catalog.dispose();
  state.dispose();
  session.index.close();
  session.vault.dispose();
}

class MemoryHeads implements RememberedHeads {
  readonly #heads = new Map<string, ChainHead>();

  async head(source: string): Promise<ChainHead | undefined> {
    return this.#heads.get(source);
  }

  remember(source: string, head: ChainHead): void {
    this.#heads.set(source, head);
  }

  async forget(source: string): Promise<void> {
    this.#heads.delete(source);
  }

  async flush(): Promise<void> {}
}
