import type { SettingsStore } from '../core/ports/local-catalog-state.js';
import { parseState, type SchedulerState } from '../core/schedule/scheduler-state.js';

/** Setting with the scheduler's state, which says when the agent was last alive. */
export const SCHEDULE_STATE = 'schedule-state';

/** What the scheduler left; undefined before its first start. */
export function storedSchedule(settings: SettingsStore): SchedulerState | undefined {
  return parseState(settings.get(SCHEDULE_STATE));
}
