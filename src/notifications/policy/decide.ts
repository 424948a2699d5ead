import type { NoticeChange } from '../../core/ports/notice-log.js';
import { isAnswer, type Notice } from '../notice.js';
import { escalate } from './escalation.js';
import type { NoticeEvent, NoticeStep } from './notice-events.js';
import type { NoticeMoment, NoticePolicies } from './policies.js';
import { releaseHeld } from './release-held.js';
import type { PolicyMemory } from './policy-memory.js';

/** More than this need not be told one day; what is oldest is then only listed. */
const MAX_HELD = 200;

/**
 * The policies: memory and event in, memory and changes out. They read no clock and tell nobody.
 *
 * Ask at least every minute: quiet hours and periods end without an event. Each notice is kept; of each, at most one `due` ever follows.
 */
export function decide(memory: PolicyMemory, event: NoticeEvent, policies: NoticePolicies, at: NoticeMoment): NoticeStep {
  const heard = hear(memory, event, policies, at);
  const released = releaseHeld(heard.memory, policies, at);
  return { memory: released.memory, changes: [...heard.changes, ...released.changes] };
}

function hear(memory: PolicyMemory, event: NoticeEvent, policies: NoticePolicies, { nowMs }: NoticeMoment): NoticeStep {
  switch (event.type) {
    case 'raised': return raise(memory, event.notice);
    case 'looked': {
      const { overdue, notices, withdrawn } = escalate(memory.overdue, event.sources, policies, nowMs);
      const steps = [...withdrawn.map(key => (after: PolicyMemory) => withdraw(after, key)), ...notices.map(notice => (after: PolicyMemory) => raise(after, notice))];
      return inTurn({ ...memory, overdue }, steps);
    }
    case 'withdrawn': return withdraw(memory, event.dedupeKey);
    case 'seen': return { memory: { ...memory, held: event.ids === 'all' ? [] : memory.held.filter(({ id }) => !event.ids.includes(id)) }, changes: [] };
    case 'muted': return mute(memory, event.kind);
    case 'reset': return { memory: { ...memory, muted: [], told: {} }, changes: [] };
    case 'tick': return { memory, changes: [] };
  }
}

function raise(memory: PolicyMemory, notice: Notice): NoticeStep {
  const { id, kind, severity, atMs, dedupeKey } = notice;
  const others = memory.held.filter(held => dedupeKey === undefined || held.dedupeKey !== dedupeKey);
  if (memory.muted.includes(kind) && severity !== 'alarm') return { memory: { ...memory, held: others }, changes: [{ type: 'keep', notice, fate: 'silent' }] };
  if (isAnswer(kind)) return { memory: { ...memory, held: others }, changes: [{ type: 'keep', notice, fate: 'due' }] };
  const tooMany = others.slice(0, Math.max(0, others.length + 1 - MAX_HELD));
  return {
    memory: { ...memory, held: [...others.slice(tooMany.length), { id, kind, severity, atMs, ...(dedupeKey !== undefined && { dedupeKey }) }] },
    changes: [{ type: 'keep', notice, fate: 'held' }, ...tooMany.map((old): NoticeChange => ({ type: 'fate', id: old.id, fate: 'folded' }))],
  };
}

function withdraw(memory: PolicyMemory, dedupeKey: string): NoticeStep {
  return { memory: { ...memory, held: memory.held.filter(held => held.dedupeKey !== dedupeKey) }, changes: [{ type: 'withdraw', dedupeKey }] };
}

/** An alarm of the kind stays: it is told all the same. */
function mute(memory: PolicyMemory, kind: string): NoticeStep {
  const silenced = memory.held.filter(held => held.kind === kind && held.severity !== 'alarm');
  return {
    memory: { ...memory, muted: [...new Set([...memory.muted, kind])], held: memory.held.filter(held => !silenced.includes(held)) },
    changes: silenced.map(({ id }) => ({ type: 'fate', id, fate: 'silent' })),
  };
}

function inTurn(memory: PolicyMemory, steps: readonly ((memory: PolicyMemory) => NoticeStep)[]): NoticeStep {
  return steps.reduce<NoticeStep>((before, step) => {
    const { memory: after, changes } = step(before.memory);
    return { memory: after, changes: [...before.changes, ...changes] };
  }, { memory, changes: [] });
}
