import type { DestinationLimits } from '../core/ports/object-store.js';
import type { Preferences } from '../terms/settings/setting-rules.js';

const GIGABYTE = 1_000_000_000;

/** The limits that the person has set for this PC, beside those that the destination advertises; 0 is none. */
export function limitsOf(preferences: Preferences): DestinationLimits {
  const { 'limits.fileGigabytes': gigabytes, 'limits.pathCharacters': pathCharacters, 'limits.files': files, 'limits.plainNames': plainNames } = preferences;
  return { ...(gigabytes > 0 && { fileBytes: Math.round(gigabytes * GIGABYTE) }), ...(pathCharacters > 0 && { pathCharacters }), ...(files > 0 && { files }), ...(plainNames && { plainNames }) };
}
