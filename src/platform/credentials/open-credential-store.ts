import { join } from 'node:path';
import type { Clock } from '../../base/clock.js';
import { CodedError } from '../../base/coded-error.js';
import { systemRandom, type Random } from '../../base/random.js';
import type { CredentialStore } from '../../core/ports/credential-store.js';
import { credentialErrors } from '../../terms/errors/credential-errors.js';
import { CredentialProcess } from './credential-process.js';
import type { KeyringDriver } from './credential-protocol.js';
import { FileCredentialStore } from './file-credential-store.js';
import { KeyringCredentialStore } from './keyring-credential-store.js';
import { probeKeyring, type KeyringState } from './probe-keyring.js';
import { keyringEnvironment } from './session-bus.js';
import { isStoreName, recallChoice, rememberChoice, type CredentialStoreName, type StoreChoice } from './store-choice.js';

export interface OpenCredentialStoreOptions {
  /** The state folder; it holds the remembered choice and, if need be, the key file. */
  readonly home: string;
  readonly clock: Clock;
  /** A store chosen by setting: taken instead of the remembered one, and remembered. Secrets are not moved. */
  readonly prefer?: CredentialStoreName;
  readonly random?: Random;
  /** The name under which items are filed in the keyring. */
  readonly service?: string;
  /** Longest wait for one answer of a keyring; a prompt for its password counts. */
  readonly timeoutMs?: number;
  readonly environment?: NodeJS.ProcessEnv;
}

type Context = Required<Omit<OpenCredentialStoreOptions, 'prefer'>>;

/**
 * Opens the store in which this home keeps its secrets.
 *
 * - First start: keytar, @napi-rs/keyring, key file; the first that passes a canary is taken and remembered.
 * - Later starts: the remembered one, without a probe and without a process (under 1 ms). If it fails then,
 *   its calls fail with a coded error; they never fall back to another store.
 * - `prefer`, and stronger `MAMORI_CREDENTIALS=keytar|keyring|file`, demand a store. A demanded keyring that
 *   does not work rejects with `credential.store-locked` or `-unavailable`. Demanded where secrets are in the
 *   key file, a keyring takes them over, is remembered, and the file is removed. In all other cases no secret
 *   moves, and the variable counts for this process only, so that a way around a broken keyring does not stay.
 */
export async function openCredentialStore(options: OpenCredentialStoreOptions): Promise<CredentialStore> {
  const context: Context = { random: systemRandom, service: 'mamori', timeoutMs: 5_000, environment: process.env, ...options };
  const override = parseOverride(context.environment['MAMORI_CREDENTIALS']);
  const remembered = recallChoice(context.home);
  const demanded = override ?? options.prefer;
  if (remembered && (demanded === undefined || demanded === remembered.store)) return open(remembered, context);

  const choice = demanded ? await demand(demanded, context) : await choose(context);
  const store = open(choice, context);
  if (remembered?.store === 'file') await moveIn(openFile(remembered, context), store, choice, context);
  else if (!remembered || !override) await rememberChoice(context.home, choice);
  return store;
}

/** In this order a crash at any point leaves every secret in the store that is remembered. */
async function moveIn(from: FileCredentialStore, to: CredentialStore, choice: StoreChoice, { home }: Context): Promise<void> {
  for (const [account, secret] of await from.entries()) await to.set(account, secret);
  await rememberChoice(home, choice);
  await from.destroy();
}

async function choose(context: Context): Promise<StoreChoice> {
  let sawLocked = false;
  for (const store of ['keytar', 'keyring'] as const) {
    const state = await probe(store, context);
    if (state.kind === 'usable') return { store };
    sawLocked ||= state.kind === 'locked';
  }
  return { store: 'file', warning: sawLocked ? 'credential.kept-in-file-while-locked' : 'credential.kept-in-file' };
}

async function demand(store: CredentialStoreName, context: Context): Promise<StoreChoice> {
  if (store === 'file') return { store, warning: 'credential.kept-in-file' };
  const state = await probe(store, context);
  if (state.kind === 'usable') return { store };
  const code = state.kind === 'locked' ? 'credential.store-locked' : 'credential.store-unavailable';
  throw CodedError.of(credentialErrors, code, `${store}: ${state.reason}`, { data: { store, reason: state.reason } });
}

function probe(driver: KeyringDriver, context: Context): Promise<KeyringState> {
  return probeKeyring(credentialProcess(driver, context), context.random);
}

function open(choice: StoreChoice, context: Context): CredentialStore {
  return choice.store === 'file'
    ? openFile(choice, context) : new KeyringCredentialStore(choice.store, credentialProcess(choice.store, context));
}

function openFile({ warning }: StoreChoice & { store: 'file' }, { home }: Context): FileCredentialStore {
  return new FileCredentialStore(join(home, 'credentials.json'), warning);
}

function credentialProcess(driver: KeyringDriver, { environment, ...context }: Context): CredentialProcess {
  return new CredentialProcess({ ...context, driver, environment: keyringEnvironment(environment) });
}

function parseOverride(value: string | undefined): CredentialStoreName | undefined {
  if (value === undefined || value === '') return undefined;
  if (isStoreName(value)) return value;
  throw CodedError.of(credentialErrors, 'credential.unknown-store', `MAMORI_CREDENTIALS=${value}`, { data: { value } });
}
