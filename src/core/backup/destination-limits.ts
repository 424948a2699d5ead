import type { DestinationLimits } from '../ports/object-store.js';

const GIGABYTE = 1_000_000_000;

/** What a contract with the service allows unless it says otherwise (the limits of the guide's product); a vault at any other place has none unless they are set. */
export const CONTRACT_LIMITS: DestinationLimits = { fileBytes: 30 * GIGABYTE, pathCharacters: 260, plainNames: true, files: 1_000_000 };

/** What passes both: the smaller number of each kind. */
export function strictest(a: DestinationLimits, b: DestinationLimits): DestinationLimits {
  const least = (name: 'fileBytes' | 'pathCharacters' | 'files') => {
    const limit = Math.min(a[name] ?? Infinity, b[name] ?? Infinity);
    return Number.isFinite(limit) ? { [name]: limit } : {};
  };
  return { ...least('fileBytes'), ...least('pathCharacters'), ...least('files'), ...((a.plainNames || b.plainNames) && { plainNames: true }) };
}
