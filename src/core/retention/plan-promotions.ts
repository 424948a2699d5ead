import { hasContent, sameContent, type ClassifiedVersion } from './version-class.js';

/**
 * Which saves become generations:
 * - `current`: the newest content of a file that exists (a scheduled or manual run);
 * - `days`: the last save of each day that is over (where no schedule is set);
 * - `none`: a continuous run.
 */
export type PromotionRule = 'current' | 'days' | 'none';

/** Sequences to promote: never a torn version, never a content that the generation before already has. */
export function planPromotions(
  versions: readonly ClassifiedVersion[], exists: boolean, rule: PromotionRule, today: number, dayOf: (timeMs: number) => number,
): ReadonlySet<number> {
  const contents = versions.filter(hasContent);
  const due = rule === 'current' ? (exists ? contents.slice(-1) : [])
    : rule === 'days' ? contents.filter((version, index) => isLastOfPastDay(version, contents[index + 1], today, dayOf))
      : [];
  const promoted = new Set<number>();
  let generation: ClassifiedVersion | undefined;
  for (const version of contents) {
    const promote = version.kind === 'save' && due.includes(version) && !(generation && sameContent(generation, version));
    if (promote) promoted.add(version.sequence);
    if (promote || version.kind === 'generation') generation = version;
  }
  return promoted;
}

function isLastOfPastDay(
  version: ClassifiedVersion, next: ClassifiedVersion | undefined, today: number, dayOf: (timeMs: number) => number,
): boolean {
  const day = dayOf(version.timeMs);
  return day < today && (next === undefined || dayOf(next.timeMs) !== day);
}
