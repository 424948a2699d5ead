import type { LocalState } from '../core/ports/local-catalog-state.js';
import { storedSchedule } from './schedule-state.js';

/** Ends the rows of restores and deletions whose process is gone. To be called only by whoever has just taken the state folder's lock: one that goes on for its action is running again. */
export function closeVanishedOperations({ activities }: Pick<LocalState, 'activities'>): void {
  for (const row of activities.running()) if (row.kind !== 'backup') activities.finish({ ...row, status: 'interrupted', finishedMs: row.startedMs });
}

/**
 * Ends the rows of backups whose process is gone: nothing may say of them that they are running. To be called by whoever has just taken the state folder's lock, before any backup begins.
 *
 * A row ends when the agent was last alive, or at its own beginning where that is later, as of a command that ran without an agent.
 */
export function closeVanishedRuns({ activities, settings }: Pick<LocalState, 'activities' | 'settings'>): void {
  const vanished = activities.running().filter(({ kind }) => kind === 'backup');
  if (vanished.length === 0) return;
  const aliveMs = storedSchedule(settings)?.seen.wallMs ?? 0;
  for (const row of vanished) activities.finish({ ...row, finishedMs: Math.max(row.startedMs, aliveMs), status: 'power-loss' });
}
