/** Delays between attempts: the first at once, then doubling from `firstMs` to `maxMs`. */
export interface BackOffOptions {
  readonly firstMs: number;
  readonly maxMs: number;
}

/** The delay before retry number `failures` (1 is the first); a success starts again at 1. */
export function backOffMs(failures: number, { firstMs, maxMs }: BackOffOptions): number {
  return failures <= 1 ? 0 : Math.min(maxMs, firstMs * 2 ** Math.min(failures - 2, 30));
}
