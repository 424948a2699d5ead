import type { ManifestReason } from '../../../terms/manifest-reasons.js';
import type { Manifest } from './manifest-schema.js';

/** One mistake in a manifest, precise enough to be put right: which file, which field, on which line, why. */
export interface ManifestProblem {
  readonly file: string;
  readonly pointer: string; //   RFC 6901, '' for the whole file
  readonly line: number; //      from 1; of the field, or of what encloses it when it is missing
  readonly column: number; //    from 1, in UTF-16 code units
  readonly reason: ManifestReason;
  readonly values: Readonly<Record<string, string | number>>; // what the reason's text has places for
}

export type ManifestCheck =
  | { readonly ok: true; readonly manifest: Manifest }
  | { readonly ok: false; readonly problems: readonly ManifestProblem[] } // at least one;
