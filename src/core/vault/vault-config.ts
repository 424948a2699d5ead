import { Buffer } from 'node:buffer';
import type { Chunking, EngineVault } from '../ports/engine.js';
import { canonicalJson } from './canonical-json.js';
import { JsonReader, JsonShapeError } from './json-reader.js';
import { parsingObject } from './vault-failure.js';
import { FORMAT, VAULT_NAME, type VaultHeader } from './vault-header.js';

/** The envelopes of one vault, as the engine offers them. */
export type Envelopes = Pick<EngineVault, 'seal' | 'open'>;

/** What every installation that writes to the vault must agree on. */
export interface VaultConfig {
  readonly chunking: Chunking;
}

const MAX_CONFIG_BYTES = 64 * 1024;
const KIB = 1024;

/** Section 6 of docs/vault-format.md. */
export const DEFAULT_CHUNKING: Chunking = {
  minBytes: 256 * KIB, averageBytes: 1024 * KIB, maxBytes: 4096 * KIB, wholeFileBytes: 1024 * KIB,
};

export function sealConfig(envelopes: Envelopes, { vaultId, createdMs }: Pick<VaultHeader, 'vaultId' | 'createdMs'>, { chunking }: VaultConfig): Buffer {
  const { minBytes, averageBytes, maxBytes, wholeFileBytes } = chunking;
  const config = { format: FORMAT, id: vaultId.toString('hex'), createdMs, chunking: { minBytes, averageBytes, maxBytes, wholeFileBytes } };
  return envelopes.seal('config', Buffer.from(canonicalJson(config), 'utf8'));
}

/**
 * Opens the sealed configuration and compares it with what stands beside it in plain sight.
 *
 * Fails with `vault.damaged-object` when they differ (somebody changed `vault.json`) or when the sizes make no sense,
 * and with whatever `open` fails with.
 */
export function openConfig(envelopes: Envelopes, header: VaultHeader): VaultConfig {
  const plaintext = envelopes.open('config', header.sealedConfig);
  return parsingObject(VAULT_NAME, () => {
    const reader = JsonReader.parse(plaintext, 'config', MAX_CONFIG_BYTES);
    reader.integer('format', FORMAT, FORMAT);
    if (reader.hex('id', 16) !== header.vaultId.toString('hex') || reader.integer('createdMs') !== header.createdMs) {
      throw new JsonShapeError('the sealed configuration belongs to another vault.json');
    }
    return { chunking: parseChunking(reader.object('chunking')) };
  });
}

function parseChunking(reader: JsonReader): Chunking {
  const most = 64 * KIB * KIB;
  const maxBytes = reader.integer('maxBytes', KIB, most);
  const averageBytes = reader.integer('averageBytes', KIB, maxBytes);
  return {
    minBytes: reader.integer('minBytes', 64, averageBytes), averageBytes, maxBytes, wholeFileBytes: reader.integer('wholeFileBytes', 0, most),
  };
}
