/** A source that tells how far it was pulled and how it ended. */
export interface ObservedSource extends AsyncIterable<Uint8Array> {
  readonly pulledBytes: number;
  /** Resolves when the source was told that no more is wanted. */
  readonly givenBack: Promise<void>;
}

/** Endless pieces; at `failAt` bytes it throws `failure`, at `stickAt` bytes it never answers again. */
export function observedSource({ piece = 65_536, failAt, failure, stickAt }: {
  readonly piece?: number; readonly failAt?: number; readonly failure?: unknown; readonly stickAt?: number;
} = {}): ObservedSource {
  const givenBack = Promise.withResolvers<void>();
  let pulledBytes = 0;
  return {
    get pulledBytes() {
      return pulledBytes;
    },
    givenBack: givenBack.promise,
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        if (failAt !== undefined && pulledBytes >= failAt) throw failure;
        if (stickAt !== undefined && pulledBytes >= stickAt) return new Promise<never>(() => {});
        pulledBytes += piece;
        return { done: false, value: new Uint8Array(piece) };
      },
      return: async () => {
        givenBack.resolve();
        return { done: true, value: undefined };
      },
    }),
  };
}
