import type { ManifestReason } from '../../../terms/manifest-reasons.js';

export type WhenReason = Extract<ManifestReason, `when-${string}`>;

/** Why a clause is none, and where. */
export interface WhenFailure {
  readonly ok: false;
  readonly at: number; //  UTF-16 code units from the beginning of the clause
  readonly reason: WhenReason;
}
