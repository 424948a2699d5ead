import type { ChangeSource } from './change-source.js';
import { witnessedSource } from './witnessed-source.js';

/**
 * Up to this many files and folders chokidar watches a root. Measured on a 2-core Debian machine: 100,000 files cost
 * it 524 MB and 3.0 s until ready, 1,000,000 cost 2.9 GB and 20 s; half of the smaller keeps the agent below 400 MB.
 */
export const MAX_ENTRIES_FOR_CHOKIDAR = 50_000;

export interface AvailableSources {
  readonly chokidar: ChangeSource;
  readonly engine: ChangeSource | undefined; // absent where the addon cannot be loaded
}

export interface ChosenSource {
  readonly source: ChangeSource;
  readonly needsForcedRescan: boolean; // nothing reports its losses
}

/**
 * The source for a root of `entries` files and folders; `undefined` means not counted yet, and is treated as many,
 * because a wrong guess in that direction costs nothing.
 */
export function chooseSource(
  { chokidar, engine }: AvailableSources, entries: number | undefined, maxEntries = MAX_ENTRIES_FOR_CHOKIDAR,
): ChosenSource {
  const small = entries !== undefined && entries <= maxEntries;
  const source = engine === undefined ? chokidar
    : !small ? engine
    : chokidar.reportsOverflow ? chokidar
    : witnessedSource(chokidar, engine);
  return { source, needsForcedRescan: !source.reportsOverflow };
}
