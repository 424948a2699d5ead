import type { ChunkLocation, EngineIndex, LiveSet, SegmentMeasure } from '../../src/core/ports/engine.js';

export interface FooterSegment {
  readonly type: number;
  readonly offset: number;
  readonly sealedBytes: number;
  readonly rawBytes: number;
  readonly chunks: readonly { readonly id: string; readonly offset: number; readonly rawBytes: number }[];
}

/** Section 5 of docs/vault-format.md. */
export function parseFooter(footer: Buffer): { readonly kind: number; readonly segments: readonly FooterSegment[] } {
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
    const [sealedBytes, rawBytes, count] = [varint(), varint(), varint()] as [number, number, number];
    let within = 0;
    const chunks = Array.from({ length: count }, () => {
      const id = footer.toString('hex', at, at + 16);
      at += 16;
      const chunk = { id, offset: within, rawBytes: varint() };
      within += chunk.rawBytes;
      return chunk;
    });
    const segment = { type, offset, sealedBytes, rawBytes, chunks };
    offset += sealedBytes;
    return segment;
  });
  return { kind: footer[0] as number, segments };
}

/** The promises of `EngineIndex` kept in maps. */
export class MemoryChunkIndex implements EngineIndex {
  readonly #containers = new Map<string, Buffer>();
  readonly #places = new Map<string, readonly ChunkLocation[]>();
  readonly #excluded = new Set<string>();

  containers(): string[] {
    return [...this.#containers.keys()];
  }

  add(containers: readonly { readonly name: string; readonly footer: Buffer }[]): void {
    for (const { name, footer } of containers) {
      if (this.#containers.has(name)) continue;
      this.#containers.set(name, footer);
      for (const { offset, sealedBytes, rawBytes, chunks } of parseFooter(footer).segments) {
        for (const chunk of chunks) {
          const place = { container: name, segmentOffset: offset, sealedBytes, segmentRawBytes: rawBytes, offsetInSegment: chunk.offset, rawBytes: chunk.rawBytes };
          this.#places.set(chunk.id, [...this.#places.get(chunk.id) ?? [], place]);
        }
      }
    }
  }

  exclude(names: readonly string[]): void {
    for (const name of names) this.#excluded.add(name);
  }

  async flush(): Promise<void> {}

  stats() {
    return { chunks: 0, containers: this.#containers.size, residentBytes: 0 };
  }

  locate(id: string, among: 'usable' | 'any' = 'usable'): ChunkLocation | undefined {
    const usable = this.#find(id, name => !this.#excluded.has(name));
    return usable ?? (among === 'any' ? this.#find(id, name => this.#excluded.has(name)) : undefined);
  }

  close(): void {}

  #find(id: string, among: (name: string) => boolean): ChunkLocation | undefined {
    return this.#places.get(id)?.find(({ container }) => among(container));
  }
}

/** The promises of `LiveSet` kept in a set. */
export class MemoryLiveSet implements LiveSet {
  readonly #ids = new Set<string>();

  get size(): number {
    return this.#ids.size;
  }

  add(ids: readonly string[]): void {
    for (const id of ids) this.#ids.add(id);
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  measure(footer: Buffer): readonly SegmentMeasure[] {
    return parseFooter(footer).segments.map(({ sealedBytes, chunks }) => ({
      sealedBytes,
      liveBytes: chunks.reduce((total, { id, rawBytes }) => total + (this.#ids.has(id) ? rawBytes : 0), 0),
      totalBytes: chunks.reduce((total, { rawBytes }) => total + rawBytes, 0),
    }));
  }

  isNeeded(footer: Buffer, index: EngineIndex): boolean {
    return parseFooter(footer).segments.some(({ chunks }) => chunks.some(({ id }) => this.#ids.has(id) && !index.locate(id)));
  }

  missingFrom(index: EngineIndex, limit: number): readonly string[] {
    return [...this.#ids].filter(id => !index.locate(id)).slice(0, limit);
  }
}
