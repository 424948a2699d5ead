import { mkdirSync, rmSync } from 'node:fs';
import type { Clock } from '../../base/clock.js';
import { CodedError } from '../../base/coded-error.js';
import type { Logger } from '../../base/logger.js';
import { systemRandom } from '../../base/random.js';
import { BackupRunner } from '../../core/backup/backup-runner.js';
import { CatalogReconciler } from '../../core/backup/catalog-reconciler.js';
import { RunIntentions } from '../../core/backup/run-intentions.js';
import { SourceChains } from '../../core/backup/source-chains.js';
import { VaultSession } from '../../core/backup/vault-session.js';
import { damagedContainers } from '../../core/maintenance/damaged-containers.js';
import type { Catalog } from '../../core/ports/catalog.js';
import type { CredentialStore } from '../../core/ports/credential-store.js';
import type { Engine, EngineIndex, EngineVault } from '../../core/ports/engine.js';
import type { LocalState } from '../../core/ports/local-catalog-state.js';
import type { ObjectStore } from '../../core/ports/object-store.js';
import type { SpaceReserve } from '../../core/ports/space-reserve.js';
import { readCondemnedLists } from '../../core/vault/condemned/condemned-list.js';
import { acknowledgements, isExpelled } from '../../core/vault/condemned/two-phases.js';
import { KeyRing } from '../../core/vault/keys/key-ring.js';
import type { MasterKeys } from '../../core/vault/keys/master-keys.js';
import { openVault } from '../../core/vault/open-vault.js';
import { LoggingObjectStore } from '../../core/vault/store/logging-object-store.js';
import { readVaultHeader } from '../../core/vault/vault-header.js';
import { putRegistration, readRegistrations } from '../../core/vault/writers/registration.js';
import { folderTreeProbe } from '../../platform/trees/folder-tree-probe.js';
import { agentErrors } from '../../terms/errors/agent-errors.js';
import { FolderScanImages } from '../folder-scan-images.js';
import type { Installation } from '../installation.js';
import { limitsOf } from '../limits.js';
import { forgetStored, withNewWriter } from './new-writer.js';
import { openPlace, type OpenByUrl } from '../open-place.js';
import { filesOf, type Place } from '../place.js';
import type { AgentSettings } from '../settings.js';
import { StoredHeads, StoredMasterKeys } from './vault-credentials.js';
import { masterKeys, whyUnopened } from './vault-keys.js';

/** Everything that works on one open vault. */
export interface OpenedVault {
  readonly session: VaultSession;
  readonly runner: BackupRunner;
  readonly images: FolderScanImages;
  readonly reconciler: CatalogReconciler;
  readonly chains: SourceChains;
  readonly heads: StoredHeads;
  readonly keyRing: KeyRing;
  readonly keys: MasterKeys;
  readonly storedKeys: StoredMasterKeys;
  readonly ballast: SpaceReserve;
  readonly vaultId: string;
  readonly writer: string;
  /** What is wrong with chains of sources: their backups stop, their restores go on. */
  readonly problems: ReadonlyMap<string, readonly CodedError[]>;
  /** Another installation uses this one's identity: nothing is written before one of them takes a new one. */
  readonly twin: CodedError | undefined;
}

export interface VaultLinkOptions {
  readonly place: Place;
  readonly engine: Engine;
  readonly catalog: Catalog;
  readonly settings: AgentSettings;
  readonly state: LocalState['settings'];
  readonly credentials: () => Promise<CredentialStore>;
  readonly installation: () => Installation;
  readonly onInstallation: (installation: Installation) => void;
  readonly secret: string | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly program: string;
  readonly openByUrl: OpenByUrl;
}

/**
 * The connection to the vault, opened when it is first needed and again after it was lost: a disk may be unplugged and come back.
 *
 * Opening brings chunk index and catalog in step with the vault. It fails with the store's and vault's coded errors, and changes nothing then.
 */
export class VaultLink {
  readonly #options: VaultLinkOptions;
  #opened: Promise<OpenedVault> | undefined;

  constructor(options: VaultLinkOptions) {
    this.#options = options;
  }

  use(): Promise<OpenedVault> {
    this.#opened ??= this.#open().catch((failure: unknown) => {
      this.#opened = undefined;
      throw failure;
    });
    return this.#opened;
  }

  /** After a failure that means that the place was lost: the next use opens anew. */
  async drop(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    const vault = await opened?.catch(() => undefined);
    if (vault) await close(vault);
  }

  async dispose(): Promise<void> {
    const vault = await this.#opened?.catch(() => undefined);
    this.#opened = undefined;
    if (!vault) return;
    await vault.heads.flush().catch((failure: unknown) => this.#options.logger.warn('heads could not be remembered', { failure: String(failure) }));
    await close(vault);
  }

  async #open(): Promise<OpenedVault> {
    const { place, engine, credentials, clock, logger, catalog, settings, state, secret, program, openByUrl } = this.#options;
    const installation = this.#options.installation();
    const { location, id, capabilities } = installation.vault;
    // A keyring answers through a process of its own: it works while the store is opened.
    const credentialStore = await credentials();
    const storedKeys = new StoredMasterKeys(credentialStore, id);
    const reading = storedKeys.read();
    reading.catch(() => undefined);
    const { store: opened, ballast } = await openPlace(location, openByUrl, { capabilities, clock });
    const store = new LoggingObjectStore(opened, logger, clock);
    let explain = async (failure: unknown) => failure;
    try {
      const header = await readVaultHeader(store);
      if (header.vaultId.toString('hex') !== id) throw CodedError.of(agentErrors, 'agent.other-vault', `${location} holds another vault`, { data: { location } });
      const keyRing = new KeyRing(store, { vaultId: header.vaultId, sealing: engine, random: systemRandom });
      const unlocked = await masterKeys(await reading, { storedKeys, keyRing, secret });
      const { keys } = unlocked;
      explain = async failure => {
        const explained = await whyUnopened(failure, keyRing, keys);
        return explained === failure ? failure : unlocked.refused ?? explained;
      };
      const { vault } = await openVault({ store, engine, keys, header });
      const writer = await this.#registered(store, vault, installation);
      const session = new VaultSession({ store, vault, index: openIndex(vault, filesOf(place).index(id), logger), intentions: new RunIntentions(state), logger });
      const heads = new StoredHeads(credentialStore, clock, id);
      await session.reconcileIndex();
      session.index.exclude([...damagedContainers(state)]);
      const reconciler = new CatalogReconciler({
        session, catalog, heads, writer, generations: settings.policy.generations, logger,
        protects: source => settings.current.sources.some(({ id: own }) => own === source),
      });
      const images = new FolderScanImages(session, filesOf(place).image, logger);
      const { problems, updated, twin } = await reconciler.reconcile();
      // A catalog that was behind means that this process died after a commit: the image did not follow it either.
      for (const source of updated) if (images.exists(source)) await images.remake(source);
      const chains = new SourceChains(session, catalog, heads);
      const runner = new BackupRunner({
        session, chains, catalog, clock, logger, probe: folderTreeProbe,
        identity: { device: installation.device, platform: process.platform, program, writer },
        policy: () => settings.policy,
        schedule: () => settings.activeSchedule,
        limits: () => limitsOf(settings.current.preferences),
        ownFolders: [location, place.home],
        imagePath: filesOf(place).image,
        images,
      });
      return { session, runner, images, reconciler, chains, heads, keyRing, keys, storedKeys, ballast, vaultId: id, writer, problems, twin };
    } catch (failure) {
      const explained = await explain(failure);
      await store.dispose();
      throw explained;
    }
  }

  /**
   * Makes sure that collectors wait for this writer. One that was expelled, or whose registration is gone, gets a new id and relies on nothing it remembered: chunk index and
   * scan images go, so that every file is read and its chunks are looked up again. They go first: a crash in between repeats this.
   */
  async #registered(store: ObjectStore, vault: EngineVault, installation: Installation): Promise<string> {
    const { clock, program, onInstallation, logger, place } = this.#options;
    const { lists } = await readCondemnedLists(store, vault);
    const registrations = await readRegistrations(store, vault);
    const expelled = isExpelled(installation.writer, lists, registrations)
      && (installation.registered === true || lists.some(list => list.expelled.includes(installation.writer)));
    const registered = expelled ? withNewWriter(installation) : installation;
    const { writer } = registered;
    if (expelled) {
      logger.warn('this writer was expelled; it takes a new id and reads everything again', { was: installation.writer, is: writer });
      forgetStored(place, installation);
      onInstallation(registered);
    }
    const own = registrations.filter(entry => entry.writer === writer);
    const damaged = own.filter(({ damage }) => damage);
    if (own.length === damaged.length) {
      try {
        await putRegistration(store, vault, {
          writer, createdMs: clock.nowMs(), device: installation.device, program, acknowledged: acknowledgements(lists),
        });
        for (const { name } of damaged) await store.delete(name);
      } catch (failure) {
        // A write-protected vault is still one to restore from. A run that is tried all the same fails, and registers when it is tried again.
        if (!(failure instanceof CodedError) || failure.code !== 'store.read-only') throw failure;
        logger.warn('the vault takes no registration', { failure: failure.message });
        return writer;
      }
    }
    if (expelled || installation.registered !== true) onInstallation({ ...registered, registered: true });
    return writer;
  }
}

/** The index is made of footers: one that is damaged is begun anew, and filled by the reconciliation that follows. */
function openIndex(vault: EngineVault, folder: string, logger: Logger): EngineIndex {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    return vault.openIndex(folder);
  } catch (failure) {
    if (!(failure instanceof CodedError) || failure.code !== 'index.damaged') throw failure;
    logger.warn('the chunk index is damaged and made anew', { failure: failure.message });
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return vault.openIndex(folder);
  }
}

async function close({ session }: OpenedVault): Promise<void> {
  session.index.close();
  session.vault.dispose();
  await session.store.dispose();
}

const LOST: ReadonlySet<string> = new Set(['store.gone', 'store.io', 'store.read-only', 'vault.wrong-key']);

/** Failures after which the place has to be opened anew: it was lost, took no registration, the catalog may be behind what was committed, or another installation renewed the keys, which opening tells. */
export function meansLost(failure: unknown): boolean {
  return failure instanceof CodedError && (LOST.has(failure.code) || failure.code.startsWith('catalog.'));
}
