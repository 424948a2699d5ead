/** What a verification found, collected by object and by chunk. */
export class DamageReport {
  readonly #objects = new Map<string, string>();
  readonly #chunks = new Set<string>();
  readonly #sources = new Map<string, string>();

  /** The first code told of an object counts. */
  add(object: string, code: string, chunkIds: readonly string[] = []): void {
    if (!this.#objects.has(object)) this.#objects.set(object, code);
    for (const id of chunkIds) this.#chunks.add(id);
  }

  /** A source whose history itself cannot be read, and why. */
  unreadable(source: string, code: string): void {
    this.#sources.set(source, code);
  }

  get objects(): readonly { readonly object: string; readonly code: string }[] {
    return [...this.#objects].map(([object, code]) => ({ object, code })).sort((a, b) => (a.object < b.object ? -1 : 1));
  }

  get count(): number {
    return this.#objects.size;
  }

  has(object: string): boolean {
    return this.#objects.has(object);
  }

  get chunks(): ReadonlySet<string> {
    return this.#chunks;
  }

  get unreadableSources(): ReadonlyMap<string, string> {
    return this.#sources;
  }
}
