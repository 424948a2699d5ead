import { ownNotice, type Notice } from '../notice.js';
import type { SourceHealth } from './notice-events.js';
import { DAY_MS, type NoticePolicies } from './policies.js';
import type { PolicyMemory } from './policy-memory.js';

export interface Escalated {
  readonly overdue: PolicyMemory['overdue'];
  readonly notices: readonly Notice[];
  /** Keys of what is no longer true. */
  readonly withdrawn: readonly string[];
}

export function overdueKey(source: string): string {
  return `backup-overdue/${source}`;
}

/**
 * A source without a good backup for some days warns once, then alarms, and alarms again each day. Only committed runs count: a backup that is tried and
 * fails every hour is no sign of health.
 */
export function escalate(overdue: PolicyMemory['overdue'], sources: readonly SourceHealth[], policies: NoticePolicies, nowMs: number): Escalated {
  const next: Record<string, PolicyMemory['overdue'][string]> = {};
  const notices: Notice[] = [];
  for (const source of sources) {
    const idleMs = nowMs - (source.lastGoodMs ?? source.addedMs);
    const level = idleMs >= policies.alarmAfterMs ? 'alarm' : idleMs >= policies.warnAfterMs ? 'warning' : undefined;
    if (!level) continue;
    const before = overdue[source.id];
    const isNew = before?.level !== level || (level === 'alarm' && nowMs - before.toldMs >= DAY_MS) || nowMs < before.toldMs;
    next[source.id] = isNew ? { level, toldMs: nowMs } : before;
    if (isNew) notices.push(overdueNotice(source, level, idleMs, nowMs));
  }
  return { overdue: next, notices, withdrawn: Object.keys(overdue).filter(id => !Object.hasOwn(next, id)).map(overdueKey) };
}

function overdueNotice({ id, name, lastGoodMs }: SourceHealth, severity: 'warning' | 'alarm', idleMs: number, nowMs: number): Notice {
  return ownNotice({
    kind: 'backup-overdue', severity, dedupeKey: overdueKey(id), source: id,
    values: { source: name, days: Math.floor(idleMs / DAY_MS), ever: lastGoodMs === undefined ? 'never' : 'once' },
    actions: [{ name: 'back-up-now', call: { type: 'verb', verb: 'backup', params: { paths: [] } } }],
  }, `${overdueKey(id)}/${severity}/${nowMs}`, nowMs);
}
