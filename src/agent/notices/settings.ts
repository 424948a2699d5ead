import type { Route } from '../../notifications/delivery/channel.js';
import { DAY_MS, HOUR_MS, type NoticePolicies, type QuietHours } from '../../notifications/policy/policies.js';
import type { Preferences } from '../settings.js';
import { channelsOf } from './kind-channels.js';

/** The policies as the person has set them. */
export function policiesOf(preferences: Preferences): NoticePolicies {
  const warnAfterMs = preferences['notices.warnDays'] * DAY_MS;
  return {
    quietHours: quietHoursOf(preferences['notices.quietHours']),
    periodMs: preferences['notices.periodHours'] * HOUR_MS,
    warnAfterMs,
    alarmAfterMs: Math.max(warnAfterMs, preferences['notices.alarmDays'] * DAY_MS),
  };
}

/** The way to the person at this PC: the channels of the kind. The log never fails and is the end of every route. */
export function routeOf(preferences: Preferences, kind: string, byDefault?: readonly string[]): Route {
  return [...new Set([...channelsOf(preferences, kind, byDefault).filter(channel => channel !== 'log'), 'log'])];
}

function quietHoursOf(written: string): QuietHours | undefined {
  const minutes = written.split('-').map(minuteOf);
  return minutes.length === 2 ? { fromMinute: minutes[0] as number, toMinute: minutes[1] as number } : undefined;
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
