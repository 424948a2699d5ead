import type { LocalState } from '../core/ports/local-catalog-state.js';
import { storedSchedule } from './schedule-state.js';

/**
 * Ends the rows of backups, restores and deletions whose process is gone: nothing may say of them that they are running. To be called only by whoever has just taken the state folder's lock, before anything
 * begins: one that goes on for its action is running again.
 *
 * A backup's row ends when the agent was last alive, or at its own beginning where that is later, as of a command that ran without an agent.
 */
export function closeVanishedRows({ activities, settings }: Pick<LocalState, 'activities' | 'settings'>): void {
  const vanished = activities.running();
  if (vanished.length === 0) return;
  const aliveMs = storedSchedule(settings)?.seen.wallMs ?? 0;
  for (const row of vanished) {
    activities.finish(row.kind === 'backup' ? { ...row, finishedMs: Math.max(row.startedMs, aliveMs), status: 'power-loss' } : { ...row, finishedMs: row.startedMs, status: 'interrupted' });
  }
}
