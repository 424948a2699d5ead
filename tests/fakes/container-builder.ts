import { createHash, createHmac, hkdfSync } from 'node:crypto';
import type { EnvelopeType } from '../../src/core/ports/engine.js';
import { ENVELOPE_TYPES, type NodeCryptoEnvelopes } from './node-crypto-envelopes.js';

export interface BuiltSegment {
  readonly type: EnvelopeType;
  readonly plaintext: Buffer;
  readonly chunks: readonly { readonly id: Buffer; readonly rawBytes: number }[];
  readonly compress?: boolean;
}

export function varint(value: number | bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

export function chunkId(masterKey: Buffer, vaultId: Buffer, content: Buffer): Buffer {
  const key = Buffer.from(hkdfSync('sha256', masterKey, vaultId, 'mamori/v1/chunk-id', 32));
  return createHmac('sha256', key).update(content).digest().subarray(0, 16);
}

/** Section 5 of docs/vault-format.md: segments, footer, trailer. `kind`: 1 data pack, 2 metadata pack, 3 run object. */
export function buildContainer(envelopes: NodeCryptoEnvelopes, kind: 1 | 2 | 3, segments: readonly BuiltSegment[]): { readonly bytes: Buffer; readonly sha256: string; readonly footer: Buffer } {
  const sealed = segments.map(segment => envelopes.seal(segment.type, segment.plaintext, { compress: segment.compress ?? false }));
  const footer = Buffer.concat([Buffer.of(kind), varint(segments.length), ...segments.flatMap((segment, at) => [
    Buffer.of(ENVELOPE_TYPES[segment.type]), varint((sealed[at] as Buffer).length), varint(segment.plaintext.length), varint(segment.chunks.length),
    ...segment.chunks.flatMap(chunk => [chunk.id, varint(chunk.rawBytes)]),
  ])]);
  const sealedFooter = envelopes.seal('footer', footer);
  const trailer = Buffer.alloc(16);
  trailer.writeUInt32LE(sealedFooter.length, 0);
  trailer.write('MMRPACK1', 8);
  const bytes = Buffer.concat([...sealed, sealedFooter, trailer]);
  return { bytes, footer, sha256: createHash('sha256').update(bytes).digest('hex') };
}
