import { autostartOf } from '../autostart.js';
import { NOT_RUNNING_KEY } from '../notices/events.js';
import { policiesOf } from '../notices/settings.js';
import { sourceHealth } from '../notices/sources.js';
import { storedSchedule } from '../schedule-state.js';
import type { Verb } from './verb.js';

/** A PC that is on in office hours only has its agent running at least once in so long. */
const SILENT_MS = 26 * 60 * 60_000;

/**
 * The daily check from outside: does the agent run, and was everything backed up? What is wrong is told by notices, by the agent if it runs and else by this process.
 *
 * Asked of a running agent it is a sign of life in itself; the agent then judges its sources as it does every hour.
 */
export const checkAliveVerb: Verb<'check-alive'> = async ({ workspace, protection, lendNotices }) => {
  const { state, settings, clock, installation } = workspace;
  const running = protection !== undefined;
  const lastSeenMs = storedSchedule(state.settings)?.seen.wallMs;
  const { warnAfterMs } = policiesOf(settings.current.preferences);
  const sources = sourceHealth(workspace, () => protection).map(({ name, lastGoodMs, addedMs }) => ({ name, lastGoodMs, overdue: clock.nowMs() - (lastGoodMs ?? addedMs) >= warnAfterMs }));
  if (installation) {
    await lendNotices?.(centre => {
      if (!running && (lastSeenMs === undefined || clock.nowMs() - lastSeenMs >= SILENT_MS)) centre.raise({ kind: 'agent-not-running', dedupeKey: NOT_RUNNING_KEY, values: { since: lastSeenMs === undefined ? '' : wallTime(lastSeenMs) } });
      centre.sourcesChanged();
    });
  }
  return { running, lastSeenMs, sources };
};

/** Has the operating system run the check daily from now on, or no more. */
export const checkAliveSetVerb: Verb<'check-alive.set'> = async ({ workspace }, { enabled }) => {
  await (await autostartOf(workspace)).setDailyCheck(enabled);
  return { enabled };
};

function wallTime(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
