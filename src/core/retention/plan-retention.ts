import { DAY_MS, HOUR_MS, type RetentionPolicy } from './retention-policy.js';
import { planPromotions, type PromotionRule } from './plan-promotions.js';
import type { RetentionScope, TimedItem } from './retention-candidate.js';
import { classify, hasContent, type ClassifiedVersion } from './version-class.js';

/** What retention does to one path; entries of the run that carries it out. */
export interface RetentionOperation {
  readonly kind: 'drop' | 'promote' | 'forget';
  readonly sequence: number;
}

export interface RetentionContext {
  readonly policy: RetentionPolicy;
  readonly nowMs: number; // trusted, see isClockTrusted
  readonly promotion: PromotionRule;
  /** The number of the local day of a wall time. Default: days of UTC. */
  readonly dayOf?: (timeMs: number) => number;
}

/**
 * What is to happen to one path's history now; pure, and its result applied leaves nothing more to do at `nowMs`.
 *
 * - The current version is never dropped, nor the newest clean content of a file that exists: a torn version, or one of
 *   which only metadata changed, therefore never stands alone.
 * - The newest `generations` generations stay; saves between them are thinned out by age.
 * - A deleted file keeps its generations for `deletedMs`; then only a gap and the tombstone tell of it, for `gapMs` more.
 * - What is dropped before that becomes a gap, so that a question about its time is answered with "dropped".
 *
 * Cost: linear in the history, which retention itself keeps at some dozens of items.
 */
export function planRetention(items: readonly TimedItem[], context: RetentionContext): readonly RetentionOperation[] {
  const { policy, nowMs } = context;
  const last = items.at(-1);
  if (!last) return [];
  const deletedForMs = last.kind === 'tombstone' ? nowMs - last.timeMs : -1;
  if (deletedForMs > policy.deletedMs + policy.gapMs) return [{ kind: 'forget', sequence: last.sequence }];
  const versions = classify(items);
  if (deletedForMs > policy.deletedMs) return versions.map(({ sequence }) => ({ kind: 'drop', sequence }));

  const dayOf = context.dayOf ?? dayOfUtc;
  const candidates = planPromotions(versions, last.kind === 'version', context.promotion, dayOf(nowMs), dayOf);
  const newest = newestGenerations(versions, candidates, policy.generations);
  const kept = new Set<number>([...protectedSequences(last, versions), ...newest]);
  const operations: RetentionOperation[] = [];
  versions.forEach((version, index) => {
    const { sequence, kind } = version;
    const promote = candidates.has(sequence) && newest.includes(sequence);
    const stays = kept.has(sequence)
      || (kind !== 'generation' && staysByAge(version, versions.slice(index + 1), policy, nowMs, dayOf));
    if (!stays) operations.push({ kind: 'drop', sequence });
    else if (promote) operations.push({ kind: 'promote', sequence });
  });
  return operations;
}

/** The ages at which this policy may do something, for the catalog to look for by index. */
export function retentionScope(policy: RetentionPolicy, nowMs: number, promote: boolean, everything = false): RetentionScope {
  return {
    nowMs, promote, everything,
    saveAgesMs: [policy.allMs, policy.hourlyMs, policy.dailyMs],
    deletedAgesMs: [policy.deletedMs, policy.deletedMs + policy.gapMs],
  };
}

/** The oldest version that a file can lose when a quota leaves no room for its next one; undefined: none. */
export function oldestDroppable(items: readonly TimedItem[]): RetentionOperation | undefined {
  const last = items.at(-1);
  const versions = classify(items);
  const kept = last ? protectedSequences(last, versions) : [];
  const oldest = versions.find(({ sequence }) => !kept.includes(sequence));
  return oldest && { kind: 'drop', sequence: oldest.sequence };
}

function protectedSequences(last: TimedItem, versions: readonly ClassifiedVersion[]): readonly number[] {
  if (last.kind !== 'version') return [];
  const content = versions.findLast(hasContent);
  return content ? [last.sequence, content.sequence] : [last.sequence];
}

/** A save that would be older than all of these as a generation is not worth being one. */
function newestGenerations(versions: readonly ClassifiedVersion[], promoted: ReadonlySet<number>, count: number): readonly number[] {
  const generations = versions.filter(({ kind, sequence }) => kind === 'generation' || promoted.has(sequence));
  return generations.slice(Math.max(0, generations.length - count)).map(({ sequence }) => sequence);
}

/** A save or the like stays while it is the last of its hour or day; `later` are the versions after it. */
function staysByAge(
  version: ClassifiedVersion, later: readonly ClassifiedVersion[], policy: RetentionPolicy, nowMs: number, dayOf: (timeMs: number) => number,
): boolean {
  const ageMs = nowMs - version.timeMs;
  if (ageMs <= policy.allMs) return true;
  if (ageMs > policy.dailyMs) return false;
  const bucketOf = ageMs <= policy.hourlyMs ? hourOf : dayOf;
  const bucket = bucketOf(version.timeMs);
  // Only content stands for content: a save is not replaced by a torn version or a changed mode.
  return !later.some(other => bucketOf(other.timeMs) === bucket && (hasContent(other) || !hasContent(version)));
}

function hourOf(timeMs: number): number {
  return Math.floor(timeMs / HOUR_MS);
}

function dayOfUtc(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS);
}
