import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { ObjectStore } from '../ports/object-store.js';
import { JsonReader, JsonShapeError } from './json-reader.js';
import { parsingObject, vaultFailure } from './vault-failure.js';

export const VAULT_NAME = 'vault.json';
export const FORMAT = 1;
const MAX_HEADER_BYTES = 64 * 1024;

/** The part of `vault.json` that can be read without a key; section 2 of docs/vault-format.md. */
export interface VaultHeader {
  readonly vaultId: Buffer; // 16 bytes
  readonly createdMs: number;
  readonly sealedConfig: Buffer;
}

/**
 * Reads `vault.json`, one round trip.
 *
 * Fails with `vault.not-found`, `vault.newer-format` (before anything else is looked at: a later format may change all
 * the rest) and `vault.damaged-object`. The digest tells damage from a wrong key; it proves nothing against an attacker.
 */
export async function readVaultHeader(store: ObjectStore, signal?: AbortSignal): Promise<VaultHeader> {
  if (!await store.head(VAULT_NAME, { signal })) throw vaultFailure('vault.not-found', 'no vault.json');
  return parseVaultHeader(await store.get(VAULT_NAME, undefined, { signal }));
}

export function parseVaultHeader(bytes: Uint8Array): VaultHeader {
  return parsingObject(VAULT_NAME, () => {
    const reader = JsonReader.parse(bytes, VAULT_NAME, MAX_HEADER_BYTES);
    reader.oneOf('mamori', ['vault']);
    const format = reader.integer('format', 1);
    if (format > FORMAT) throw vaultFailure('vault.newer-format', 'the vault has a later format', { format });
    const id = reader.hex('id', 16);
    const createdMs = reader.integer('createdMs');
    const sealedConfig = reader.base64('config', 28, MAX_HEADER_BYTES);
    if (reader.hex('digest', 32) !== digestOf(id, createdMs, sealedConfig)) throw new JsonShapeError(`${VAULT_NAME}.digest does not fit`);
    return { vaultId: Buffer.from(id, 'hex'), createdMs, sealedConfig };
  });
}

export function formatVaultHeader({ vaultId, createdMs, sealedConfig }: VaultHeader): Buffer {
  const id = vaultId.toString('hex');
  const header = {
    mamori: 'vault', format: FORMAT, id, createdMs, config: sealedConfig.toString('base64'), digest: digestOf(id, createdMs, sealedConfig),
  };
  return Buffer.from(`${JSON.stringify(header, undefined, 2)}\n`, 'utf8');
}

function digestOf(id: string, createdMs: number, sealedConfig: Buffer): string {
  return createHash('sha256').update([FORMAT, id, createdMs, sealedConfig.toString('base64')].join('\n')).digest('hex');
}
