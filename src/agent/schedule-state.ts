import type { SettingsStore } from '../core/ports/local-catalog-state.js';
import { nextBeginMs } from '../core/schedule/next-begin.js';
import { parseState, type SchedulerState } from '../core/schedule/scheduler-state.js';
import { systemZone } from '../platform/system-moments.js';

/** Setting with the scheduler's state, which says when the agent was last alive. */
export const SCHEDULE_STATE = 'schedule-state';

/** What the scheduler left; undefined before its first start. */
export function storedSchedule(settings: SettingsStore): SchedulerState | undefined {
  return parseState(settings.get(SCHEDULE_STATE));
}

/** When the next scheduled backup begins, or the one that is due and waits; undefined where none is scheduled. */
export function nextBackupMs(settings: SettingsStore, active: Parameters<typeof nextBeginMs>[0] | undefined, nowMs: number): number | undefined {
  return active && nextBeginMs(active, systemZone(), nowMs, storedSchedule(settings)?.waiting !== undefined);
}
