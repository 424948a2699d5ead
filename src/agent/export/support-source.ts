import { hostname } from 'node:os';
import { systemClock } from '../../base/clock.js';
import { CodedError } from '../../base/coded-error.js';
import type { CredentialStore } from '../../core/ports/credential-store.js';
import type { EngineInfo } from '../../core/ports/engine-values.js';
import type { SettingsStore } from '../../core/ports/local-catalog-state.js';
import { SqliteCatalog, SqliteLocalState } from '../../platform/catalog/index.js';
import { openCredentialStore } from '../../platform/credentials/index.js';
import { loadEngine } from '../../platform/engine/native-engine.js';
import type { VerbContext } from '../../shell/endpoint/connection.js';
import type { DoctorCheck } from '../../wire/verbs/results.js';
import { readInstallation, type Installation } from '../installation.js';
import { filesOf, type Place } from '../place.js';
import { AgentSettings, type Settings } from '../settings.js';
import { doctorVerb } from '../verbs/doctor-verb.js';
import type { VerbHost } from '../verbs/verb.js';

/** What of an installation could not be read, and why. */
export interface Unreadable {
  readonly what: string;
  readonly code: string;
  readonly message: string;
}

/** What an export of logs is made from: as much of an installation as can be read. */
export interface SupportSource {
  readonly place: Place;
  readonly program: string;
  readonly engine: EngineInfo | undefined;
  readonly settings: Settings | undefined;
  readonly installation: Installation | undefined;
  readonly state: SettingsStore | undefined;
  readonly device: string;
  readonly unreadable: readonly Unreadable[];
  credentials(): Promise<CredentialStore>;
  checks(): Promise<readonly DoctorCheck[]>;
}

/** All of an installation that opens. */
export function wholeSource(host: VerbHost, context: VerbContext): SupportSource {
  const { place, program, engine, settings, installation, state, device, credentials } = host.workspace;
  return {
    place, program, engine: engine.info, settings: settings.current, installation, state: state.settings, device, unreadable: [], credentials,
    checks: async () => (await doctorVerb(host, {}, context)).checks,
  };
}

/** What there is of an installation that does not open: each part is tried for itself. Nothing is changed. */
export function rescuedSource(place: Place): SupportSource {
  const files = filesOf(place);
  const unreadable: Unreadable[] = [];
  const attempt = <T>(what: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (failure) {
      unreadable.push({ what, code: failure instanceof CodedError ? failure.code : '', message: failure instanceof Error ? failure.message : String(failure) });
      return undefined;
    }
  };
  const engine = attempt('engine', () => loadEngine().info);
  const kept = attempt('state.db', () => {
    const local = SqliteLocalState.open(files.state, { readOnly: true });
    try {
      return new Map(local.settings.list(''));
    } finally {
      local.dispose();
    }
  });
  attempt('catalog.db', () => {
    const catalog = SqliteCatalog.open(files.catalog, { readOnly: true });
    try {
      catalog.sources();
    } finally {
      catalog.dispose();
    }
  });
  const state = kept && readOnlyStore(kept);
  const settings = state && attempt('settings', () => new AgentSettings(state).current);
  const installation = state && attempt('installation', () => readInstallation(state));
  return {
    place, program: place.program, engine, settings, installation, state, device: installation?.device ?? hostname(), unreadable,
    credentials: () => openCredentialStore({ home: place.home, clock: systemClock }),
    checks: () => Promise.resolve([]),
  };
}

function readOnlyStore(kept: ReadonlyMap<string, unknown>): SettingsStore {
  return { get: name => kept.get(name), set: () => undefined, list: prefix => new Map([...kept].filter(([name]) => name.startsWith(prefix))) };
}
