import type { NoticeChange } from '../../core/ports/notice-log.js';
import type { NoticeStep } from './notice-events.js';
import { isLouder, isQuiet, type NoticeMoment, type NoticePolicies } from './policies.js';
import type { HeldNotice, PolicyMemory } from './policy-memory.js';

/**
 * Lets go what may be told now: of each kind the loudest, and of those the newest; the rest of the kind is folded into it.
 *
 * An alarm passes quiet hours and "don't show again". Something louder than what was told last passes the period.
 */
export function releaseHeld(memory: PolicyMemory, policies: NoticePolicies, at: NoticeMoment): NoticeStep {
  const changes: NoticeChange[] = [];
  const told: Record<string, PolicyMemory['told'][string]> = { ...memory.told };
  const held: HeldNotice[] = [];
  for (const [kind, waiting] of Map.groupBy(memory.held, notice => notice.kind)) {
    const loudest = waiting.reduce((best, notice) => (isLouder(best.severity, notice.severity) ? best : notice));
    if (!mayBeTold(loudest, memory, policies, at)) {
      held.push(...waiting);
      continue;
    }
    for (const { id } of waiting) changes.push({ type: 'fate', id, fate: id === loudest.id ? 'due' : 'folded' });
    told[kind] = { atMs: at.nowMs, severity: loudest.severity };
  }
  return changes.length === 0 ? { memory, changes } : { memory: { ...memory, held, told }, changes };
}

function mayBeTold({ kind, severity }: HeldNotice, { told }: PolicyMemory, { quietHours, periodMs }: NoticePolicies, { nowMs, localMinute }: NoticeMoment): boolean {
  if (severity !== 'alarm' && isQuiet(quietHours, localMinute)) return false;
  const last = told[kind];
  if (!last || isLouder(severity, last.severity)) return true;
  const sinceMs = nowMs - last.atMs;
  return sinceMs >= periodMs || sinceMs < 0; // told in the future: by a clock that was wrong
}
