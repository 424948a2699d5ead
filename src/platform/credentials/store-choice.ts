import { join } from 'node:path';
import type { KeyringDriver } from './credential-protocol.js';
import { writePrivateFile } from './private-file.js';
import { isRecord, readPrivateJson } from './private-json.js';

export type CredentialStoreName = KeyringDriver | 'file';

/** The store in which this home's secrets are expected, and for a file the reason why it is one. */
export type StoreChoice =
  | { readonly store: KeyringDriver }
  | { readonly store: 'file'; readonly warning: FileWarningCode };

export type FileWarningCode = 'credential.kept-in-file' | 'credential.kept-in-file-while-locked';

const choicePath = (home: string) => join(home, 'credential-store.json');

/** The choice of an earlier start; undefined on the first one. */
export function recallChoice(home: string): StoreChoice | undefined {
  return readPrivateJson(choicePath(home), parseChoice);
}

export function rememberChoice(home: string, choice: StoreChoice): Promise<void> {
  return writePrivateFile(choicePath(home), `${JSON.stringify({ version: 1, ...choice })}\n`);
}

export function isStoreName(name: unknown): name is CredentialStoreName {
  return name === 'keytar' || name === 'keyring' || name === 'file';
}

function parseChoice(value: unknown): StoreChoice | undefined {
  if (!isRecord(value) || value['version'] !== 1) return undefined;
  const { store, warning } = value;
  if (!isStoreName(store)) return undefined;
  if (store !== 'file') return { store };
  return warning === 'credential.kept-in-file' || warning === 'credential.kept-in-file-while-locked' ? { store, warning } : undefined;
}
