/** At which size packs are closed (docs/vault-format.md section 5). */
export const PACK_BYTES = 32 * 1024 * 1024;
/** Up to this much stays in the run object, so that a small run is one object. */
export const INLINE_BYTES = 8 * 1024 * 1024;
