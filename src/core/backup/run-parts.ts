import type { RunCounts } from '../vault/runs/run-root.js';
import type { RunReport } from './run-report.js';

type ChangedCounts = Pick<RunCounts, 'new' | 'changed' | 'removed' | 'unchanged' | 'newFolders' | 'changedFolders' | 'removedFolders' | 'removedBytes'>;

/**
 * The counts of a run that was committed in parts, oldest first.
 *
 * Each part begins with the whole source, and finds what earlier ones have saved unchanged: so the last one says what is there, and all together what was saved. `unchanged` may be
 * too small where a file changed again between two parts; never below 0.
 */
export function countsOfParts<Counts extends ChangedCounts>(parts: readonly [Counts, ...Counts[]]): Counts {
  const last = parts.at(-1) as Counts;
  const sum = (name: keyof ChangedCounts) => parts.reduce((total, counts) => total + (counts[name] ?? 0), 0);
  const savedBefore = sum('new') + sum('changed') - last.new - last.changed;
  return {
    ...last,
    new: sum('new'), changed: sum('changed'), removed: sum('removed'), unchanged: Math.max(0, last.unchanged - savedBefore),
    newFolders: sum('newFolders'), changedFolders: sum('changedFolders'), removedFolders: sum('removedFolders'), removedBytes: sum('removedBytes'),
  };
}

/** What a run that was committed in parts comes to as a whole. */
export function reportOfParts(parts: readonly [RunReport, ...RunReport[]]): RunReport {
  const last = parts.at(-1) as RunReport;
  const [first, ...further] = parts;
  return {
    ...last,
    startedMs: first.startedMs,
    committed: parts.findLast(({ committed }) => committed !== undefined)?.committed,
    counts: countsOfParts([first.counts, ...further.map(({ counts }) => counts)]),
    storedBytes: parts.reduce((total, { storedBytes }) => total + storedBytes, 0),
  };
}
