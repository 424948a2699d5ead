import { Buffer } from 'node:buffer';
import { hkdfSync, randomBytes } from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { EnvelopeType, SegmentInfo } from '../../src/core/ports/engine.js';
import { vaultFailure } from '../../src/core/vault/vault-failure.js';
import { nodeCryptoSealing } from './node-crypto-engine.js';

const PART = 1024 * 1024;
const HEADER = 28;
const PART_OVERHEAD = 40;
export const ENVELOPE_TYPES: Readonly<Record<EnvelopeType, number>> = {
  data: 1, metadata: 2, root: 3, footer: 4, padding: 5, config: 6, condemned: 8, writer: 9,
};
const SUBKEYS: Readonly<Record<number, string>> = { 1: 'data', 5: 'data', 6: 'config' };

/** Sections 4 and 5 of docs/vault-format.md out of node:crypto: what the engine does to envelopes and footers, for tests. */
export class NodeCryptoEnvelopes {
  disposed = false;
  readonly #vaultId: Buffer;
  readonly #masterKeys: ReadonlyMap<number, Buffer>;

  constructor(vaultId: Buffer, masterKeys: ReadonlyMap<number, Buffer>) {
    this.#vaultId = vaultId;
    this.#masterKeys = masterKeys;
  }

  seal(type: EnvelopeType, plaintext: Buffer, options: { readonly compress?: boolean } = {}): Buffer {
    const code = ENVELOPE_TYPES[type];
    const epoch = Math.max(...this.#masterKeys.keys());
    const header = Buffer.alloc(HEADER);
    header.write('MMR1');
    header.set([1, code, options.compress ? 1 : 0, 0], 4);
    header.writeUInt32LE(epoch, 8);
    randomBytes(16).copy(header, 12);
    const body = options.compress ? zstdCompressSync(plaintext) : plaintext;
    const count = Math.max(1, Math.ceil(body.length / PART));
    const parts = Array.from({ length: count }, (_, at) => {
      const nonce = randomBytes(24);
      return Buffer.concat([nonce, nodeCryptoSealing.xaesSeal(
        this.#key(code, epoch), nonce, body.subarray(at * PART, (at + 1) * PART), this.#associated(header, at, at === count - 1))]);
    });
    return Buffer.concat([header, ...parts]);
  }

  open(type: EnvelopeType, envelope: Buffer): Buffer {
    const damaged = (why: string) => vaultFailure('vault.damaged-object', why);
    if (envelope.length < HEADER + PART_OVERHEAD || envelope.toString('latin1', 0, 4) !== 'MMR1') throw damaged('not an envelope');
    if ((envelope[4] as number) > 1) throw vaultFailure('vault.newer-format', 'a later envelope');
    if (envelope[5] !== ENVELOPE_TYPES[type]) throw damaged('another type');
    const epoch = envelope.readUInt32LE(8);
    if (!this.#masterKeys.has(epoch)) throw vaultFailure('vault.wrong-key', 'another key epoch');
    const size = PART + PART_OVERHEAD;
    const count = Math.ceil((envelope.length - HEADER) / size);
    const parts = Array.from({ length: count }, (_, at) => {
      const part = envelope.subarray(HEADER + at * size, HEADER + (at + 1) * size);
      const opened = nodeCryptoSealing.xaesOpen(this.#key(envelope[5] as number, epoch), part.subarray(0, 24), part.subarray(24), this.#associated(envelope, at, at === count - 1));
      if (!opened) throw damaged('a tag does not match');
      return opened;
    });
    const body = Buffer.concat(parts);
    return (envelope[6] as number) & 1 ? zstdDecompressSync(body) : body;
  }

  readFooter(tail: Buffer, containerBytes: number): { readonly footer: Buffer; readonly segments: readonly SegmentInfo[] } | { readonly neededBytes: number } {
    if (tail.length < 16 || tail.toString('latin1', tail.length - 8) !== 'MMRPACK1') throw vaultFailure('vault.damaged-object', 'no trailer');
    const length = tail.readUInt32LE(tail.length - 16);
    if (length + 16 > containerBytes) throw vaultFailure('vault.damaged-object', 'a footer larger than its object');
    if (length + 16 > tail.length) return { neededBytes: length + 16 };
    const footer = this.open('footer', tail.subarray(tail.length - 16 - length, tail.length - 16));
    let at = 1;
    const varint = () => {
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        const byte = footer[at++] as number;
        value += (byte & 127) * scale;
        if (byte < 128) return value;
      }
    };
    let offset = 0;
    const segments = Array.from({ length: varint() }, () => {
      const type = footer[at++] as number;
      const [sealedBytes, rawBytes, chunkCount] = [varint(), varint(), varint()] as [number, number, number];
      for (let chunk = 0; chunk < chunkCount; chunk += 1) {
        at += 16;
        varint();
      }
      const segment = { type, offset, sealedBytes, rawBytes, chunkCount };
      offset += sealedBytes;
      return segment;
    });
    return { footer, segments };
  }

  dispose(): void {
    this.disposed = true;
  }

  #key(type: number, epoch: number): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#masterKeys.get(epoch) as Buffer, this.#vaultId, `mamori/v1/${SUBKEYS[type] ?? 'manifest'}`, 32));
  }

  #associated(header: Buffer, part: number, last: boolean): Buffer {
    const number = Buffer.alloc(4);
    number.writeUInt32LE(part);
    return Buffer.concat([Buffer.of(1), this.#vaultId, header.subarray(8, 12), header.subarray(5, 7), header.subarray(12, 28), number, Buffer.of(last ? 1 : 0)]);
  }
}

/** The engine as far as vaults are made and opened with it. */
export const nodeCryptoEngine = {
  ...nodeCryptoSealing,
  openVault: ({ vaultId, masterKeys }: { readonly vaultId: Buffer; readonly masterKeys: ReadonlyMap<number, Buffer> }) => new NodeCryptoEnvelopes(vaultId, masterKeys),
};
