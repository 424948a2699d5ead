/**
 * Space held back in a store, so that a full one can still be cleaned up: collection and compaction
 * write before they can delete.
 *
 * `hold` returns whether the reserve is whole afterwards; it is not taken while that would leave less
 * free than its own size. `release` makes the space usable at once; releasing twice is fine.
 */
export interface SpaceReserve {
  readonly sizeBytes: number;
  isHeld(): Promise<boolean>;
  hold(options?: { readonly signal?: AbortSignal | undefined }): Promise<boolean>;
  release(): Promise<void>;
}
