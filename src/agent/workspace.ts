import { mkdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { systemClock, type Clock } from '../base/clock.js';
import { CodedError } from '../base/coded-error.js';
import { DisposableStore } from '../base/disposable.js';
import type { Logger } from '../base/logger.js';
import type { Catalog } from '../core/ports/catalog.js';
import type { CredentialStore } from '../core/ports/credential-store.js';
import type { Engine } from '../core/ports/engine.js';
import type { LocalState } from '../core/ports/local-catalog-state.js';
import type { ObjectStore } from '../core/ports/object-store.js';
import { SqliteCatalog, SqliteLocalState } from '../platform/catalog/index.js';
import { openCredentialStore } from '../platform/credentials/index.js';
import { loadEngine } from '../platform/engine/native-engine.js';
import { onUncaught, writeCrashReport } from '../platform/logging/crash-reports.js';
import { FileLogger } from '../platform/logging/file-logger.js';
import { agentErrors } from '../terms/errors/agent-errors.js';
import { happenings, type Happenings } from './happenings.js';
import { readInstallation, writeInstallation, type Installation } from './installation.js';
import { filesOf, type Place } from './place.js';
import type { RunHooks } from './plugins/hooked-run.js';
import { OverlayMarks } from './plugins/overlay-marks.js';
import type { Plugins } from './plugins/plugins.js';
import { RunLog } from './run-log.js';
import { RunObservers } from './run-observer.js';
import { RunQueue } from './run-queue.js';
import { AgentSettings } from './settings.js';
import { closeVanishedRows } from './vanished-rows.js';
import { VaultLink } from './vault/vault-link.js';

/** One state folder, opened by the process that holds its lock. */
export interface Workspace {
  readonly place: Place;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly engine: Engine;
  readonly state: LocalState;
  readonly settings: AgentSettings;
  readonly queue: RunQueue;
  readonly vault: VaultLink;
  readonly program: string;
  /** The name of this device in the vault. */
  readonly device: string;
  /** undefined before the set-up. */
  readonly installation: Installation | undefined;
  install(installation: Installation): void;
  readonly catalog: Catalog;
  readonly runObservers: RunObservers;
  readonly happenings: Happenings;
  readonly overlayMarks: OverlayMarks;
  credentials(): Promise<CredentialStore>;
  /** What plugins do around runs; set with `plugins`. */
  runHooks?: RunHooks | undefined;
  /** Set by `servePlugins`; without it no place behind a URL can be opened. */
  plugins?: Plugins | undefined;
  /** Opens a place that a plugin provides. @throws CodedError agent.vault-place-unsupported, plugin.unknown-contribution */
  openByUrl(url: string): Promise<ObjectStore>;
  /** Gives everything back, waits for what runs to stop cleanly. */
  dispose(): Promise<void>;
}

export interface OpenWorkspaceOptions {
  readonly secret?: string | undefined;
  readonly clock?: Clock;
}

/**
 * Takes the lock of a state folder (made if missing) and opens its state and catalog. The vault is opened at its first use.
 *
 * Fails with `agent.already-running`, with the catalog's errors, and with `engine.*` when the native engine cannot be loaded.
 */
export async function openWorkspace(place: Place, { secret, clock = systemClock }: OpenWorkspaceOptions = {}): Promise<Workspace> {
  const files = filesOf(place);
  for (const folder of [place.home, files.images]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owned = new DisposableStore();
  try {
    const engine = loadEngine();
    const lock = engine.lockFile(files.lock);
    if (!lock) throw CodedError.of(agentErrors, 'agent.already-running', `${place.home} is in use`, { data: { home: place.home } });
    owned.register({ dispose: () => lock.release() });
    rmSync(files.scratch, { recursive: true, force: true }); // of a process that was killed
    const state = owned.register(SqliteLocalState.open(files.state));
    closeVanishedRows(state);
    const settings = new AgentSettings(state.settings);
    const logger = new FileLogger({ path: files.log, level: () => (settings.current.preferences['log.level'] === 'normal' ? 'info' : 'debug'), clock });
    owned.register({ dispose: onUncaught(failure => writeCrashReport(failure, { folder: files.crashes, program: place.program, clock })) });
    const catalog = owned.register(SqliteCatalog.open(files.catalog));
    let credentials: Promise<CredentialStore> | undefined;
    const openCredentials = () => credentials ??= openCredentialStore({ home: place.home, clock });
    let installation = readInstallation(state.settings);
    const install = (next: Installation) => {
      writeInstallation(state.settings, next);
      installation = next;
    };
    const { program } = place;
    owned.register({ dispose: () => workspace.plugins?.dispose() }); // after queue and vault, which may need them to the last
    const vault = owned.register(new VaultLink({
      place, engine, catalog, settings, state: state.settings, credentials: openCredentials, clock, logger, secret, program,
      installation: () => installed(installation),
      onInstallation: install,
      openByUrl: url => workspace.openByUrl(url),
    }));
    const queue = owned.register(new RunQueue());
    const workspace: Workspace = {
      place, clock, logger, engine, state, settings, queue, vault, program, catalog, install, runObservers: new RunObservers(), happenings: happenings(logger), overlayMarks: new OverlayMarks(),
      openByUrl: async url => openByPlugin(workspace, url),
      get device() {
        return installation?.device ?? hostname();
      },
      get installation() {
        return installation;
      },
      credentials: openCredentials,
      dispose: () => owned.dispose(),
    };
    workspace.runObservers.add(new RunLog(logger, clock));
    return workspace;
  } catch (failure) {
    await owned.dispose();
    throw failure;
  }
}

function openByPlugin({ plugins }: Workspace, url: string): Promise<ObjectStore> {
  if (!plugins) throw CodedError.of(agentErrors, 'agent.vault-place-unsupported', url, { data: { location: url } });
  return plugins.openDestination(url);
}

/** @throws CodedError agent.not-set-up */
export function installed(installation: Installation | undefined): Installation {
  if (installation) return installation;
  throw CodedError.of(agentErrors, 'agent.not-set-up', 'no installation');
}
