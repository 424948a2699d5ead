import type { ManifestReason } from '../../../terms/manifest-reasons.js';
import type { JsonPath } from './json-places.js';

/** A mistake before its place in the file is looked up. */
export interface Finding {
  readonly path: JsonPath;
  readonly reason: ManifestReason;
  readonly values?: Readonly<Record<string, string | number>>;
}
