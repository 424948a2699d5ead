import * as v from 'valibot';
import { CodedError } from '../base/coded-error.js';
import { defaultRetentionPolicy, DAY_MS, HOUR_MS, type RetentionPolicy } from '../core/retention/retention-policy.js';
import { checkedSettings, type ScheduleSettings } from '../core/schedule/schedule-settings.js';
import { agentErrors } from '../terms/errors/agent-errors.js';
import { mailErrors } from '../terms/errors/mail-errors.js';
import { catchUpRules } from '../terms/schedule-terms.js';
import type { LocalState } from '../core/ports/local-catalog-state.js';
import { mailPreferences, mailSettingProblem } from './notices-mail-settings.js';

const extension = v.pipe(v.string(), v.regex(/^[^./\\*?:"<>|]{1,32}$/));
const channel = v.pipe(v.string(), v.regex(/^[\w./-]{1,200}$/));
const days = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));

const Source = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  root: v.pipe(v.string(), v.minLength(1)),
  addedMs: v.number(),
  excludedExtensions: v.array(extension),
  excludedPatterns: v.array(v.pipe(v.string(), v.maxLength(4096))),
  excludeHidden: v.boolean(),
  oneFileSystem: v.boolean(),
});

/** Settings that `mamori config` shows and sets, by their public names. */
const Preferences = v.object({
  'retention.generations': v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), defaultRetentionPolicy.generations),
  'retention.deletedDays': v.optional(days(3650), defaultRetentionPolicy.deletedMs / DAY_MS),
  'retention.allHours': v.optional(days(24 * 30), defaultRetentionPolicy.allMs / HOUR_MS),
  'retention.hourlyDays': v.optional(days(365), defaultRetentionPolicy.hourlyMs / DAY_MS),
  'retention.dailyDays': v.optional(days(3650), defaultRetentionPolicy.dailyMs / DAY_MS),
  'exclude.extensions': v.optional(v.array(extension), []),
  'exclude.patterns': v.optional(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(4096))), []),
  'exclude.hidden': v.optional(v.boolean(), false),
  /** Filters of plugins that somebody switched on, with the patterns they had then: an update of the plugin changes nothing behind anybody's back. */
  'exclude.filters': v.optional(v.array(v.object({ id: v.pipe(v.string(), v.maxLength(128)), patterns: v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(255))) })), []),
  'watch.enabled': v.optional(v.boolean(), true),
  /** Share of all content that is read back after each scheduled run; 0: none. */
  'verify.dailyPercent': v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(100)), 1),
  /** What is tried, in this order, to tell a notice; the log is always the last. `kindChannels` says it for single kinds. */
  'notices.channels': v.optional(v.array(channel), ['toast']),
  'notices.kindChannels': v.optional(v.record(v.pipe(v.string(), v.maxLength(200)), v.array(channel)), {}),
  /** HH:MM-HH:MM, over midnight if the end is earlier; empty: none. */
  'notices.quietHours': v.optional(v.pipe(v.string(), v.regex(/^(?:([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)?$/)), ''),
  /** At most one notice of a kind within this time; 0: each. */
  'notices.periodHours': v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(24 * 7)), 12),
  /** Days without a good backup of a source until a warning and an alarm. */
  'notices.warnDays': v.optional(days(365), 3),
  'notices.alarmDays': v.optional(days(365), 5),
  ...mailPreferences,
  'log.level': v.optional(v.picklist(['normal', 'troubleshooting']), 'normal'),
});
export type Preferences = v.InferOutput<typeof Preferences>;

const Settings = v.object({
  format: v.literal(1),
  sources: v.array(Source),
  schedule: v.optional(v.object({
    on: v.optional(v.boolean(), true),
    time: v.pipe(v.string(), v.regex(/^\d{2}:\d{2}$/)), days: v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6))),
    pauseWindow: v.optional(v.object({ from: v.string(), to: v.string() })),
    catchUp: v.optional(v.picklist(catchUpRules), 'tell'),
    sinceMs: v.number(),
  })),
  preferences: v.optional(Preferences, {}),
});
export type Settings = v.InferOutput<typeof Settings>;

const NAME = 'settings';

/** The person's settings: kept in memory, stored whole and synced at each change. */
export class AgentSettings {
  readonly #state: LocalState['settings'];
  #current: Settings;

  constructor(state: LocalState['settings']) {
    this.#state = state;
    this.#current = v.parse(Settings, state.get(NAME) ?? { format: 1, sources: [] });
  }

  get current(): Settings {
    return this.#current;
  }

  update(change: (settings: Settings) => Settings): void {
    const next = change(this.#current);
    this.#state.set(NAME, next);
    this.#current = next;
  }

  /** When scheduled backups are wanted; undefined when that was never set. */
  get schedule(): ScheduleSettings | undefined {
    const { schedule } = this.#current;
    if (!schedule) return undefined;
    const { sinceMs: _since, ...wanted } = schedule;
    return wanted;
  }

  /** The rule that is kept now; undefined when the schedule is off. */
  get activeSchedule(): ScheduleSettings | undefined {
    return this.schedule?.on ? this.schedule : undefined;
  }

  /**
   * Counts from now on: no time before it is ever due by this rule.
   * @throws CodedError schedule.*
   */
  setSchedule(wanted: ScheduleSettings, nowMs: number): void {
    const { on, time, days, pauseWindow, catchUp } = checkedSettings(wanted);
    this.update(current => ({ ...current, schedule: { on, time, days: [...days], ...(pauseWindow && { pauseWindow }), catchUp, sinceMs: nowMs } }));
  }

  /** @throws CodedError agent.unknown-setting, mail.password-apart, mail.not-an-address */
  setPreference(key: string, value: unknown): void {
    const mailProblem = mailSettingProblem(key, value);
    if (mailProblem) throw CodedError.of(mailErrors, mailProblem, key, { data: { key } });
    if (!Object.hasOwn(Preferences.entries, key)) throw unknownSetting(key, 'no such setting');
    const parsed = v.safeParse(Preferences, { ...this.#current.preferences, [key]: value });
    if (!parsed.success) throw unknownSetting(key, v.summarize(parsed.issues));
    this.update(settings => ({ ...settings, preferences: parsed.output }));
  }

  get policy(): RetentionPolicy {
    const { preferences } = this.#current;
    return {
      ...defaultRetentionPolicy,
      generations: preferences['retention.generations'],
      deletedMs: preferences['retention.deletedDays'] * DAY_MS,
      allMs: preferences['retention.allHours'] * HOUR_MS,
      hourlyMs: preferences['retention.hourlyDays'] * DAY_MS,
      dailyMs: preferences['retention.dailyDays'] * DAY_MS,
    };
  }
}

function unknownSetting(key: string, detail: string): CodedError {
  return CodedError.of(agentErrors, 'agent.unknown-setting', `${key}: ${detail}`, { data: { key, detail } });
}
