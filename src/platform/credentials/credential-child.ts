/**
 * The process that talks to the operating system's credential store: `credential-child <driver> <service>`.
 *
 * A locked keyring can block a call for ever, and then even `process.exit` waits for it; so this work has
 * a process of its own, which the parent kills. Requests and answers travel over the IPC channel: secrets
 * are never in the arguments or the environment. It ends when the parent does.
 *
 * It runs from the compiled files and, with Node's type stripping, from the sources; therefore it imports
 * nothing of ours but types.
 */
import { createRequire } from 'node:module';
import type {
  CredentialOperation, CredentialReply, CredentialRequest, CredentialResponse, KeyringDriver,
} from './credential-protocol.js';

interface Driver {
  get(account: string): Promise<string | null | undefined>;
  set(account: string, secret: string): Promise<unknown>;
  delete(account: string): Promise<boolean>;
}

const require = createRequire(import.meta.url);
const [, , driverName, service] = process.argv as unknown as [string, string, KeyringDriver, string];
let driver: Driver | undefined;

function openKeytar(): Driver {
  const keytar = require('keytar') as typeof import('keytar');
  return {
    get: account => keytar.getPassword(service, account),
    set: (account, secret) => keytar.setPassword(service, account, secret),
    delete: account => keytar.deletePassword(service, account),
  };
}

function openKeyring(): Driver {
  const { AsyncEntry } = require('@napi-rs/keyring') as typeof import('@napi-rs/keyring');
  // Unpinned, it falls back without a word to the kernel's keyring, which forgets everything at shutdown.
  const entry = (account: string) => new AsyncEntry(service, account, { linux: { store: 'secret-service' } });
  return {
    get: account => entry(account).getPassword(),
    set: (account, secret) => entry(account).setPassword(secret),
    delete: account => entry(account).deletePassword(),
  };
}

async function perform(operation: CredentialOperation): Promise<CredentialReply> {
  try {
    driver ??= driverName === 'keytar' ? openKeytar() : openKeyring();
    if (operation.op === 'get') return { ok: true, value: await driver.get(operation.account) ?? null };
    if (operation.op === 'delete') return { ok: true, value: await driver.delete(operation.account) ? 'deleted' : null };
    await driver.set(operation.account, operation.secret);
    return { ok: true, value: null };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

async function answer({ operations }: CredentialRequest): Promise<CredentialResponse> {
  const replies: CredentialReply[] = [];
  for (const operation of operations) {
    const reply = await perform(operation);
    replies.push(reply);
    if (!reply.ok) break;
  }
  return { replies };
}

process.on('message', (request: CredentialRequest) => void answer(request).then(response => process.send?.(response)));
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
