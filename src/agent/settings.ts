import * as v from 'valibot';
import { CodedError } from '../base/coded-error.js';
import { defaultRetentionPolicy, DAY_MS, HOUR_MS, type RetentionPolicy } from '../core/retention/retention-policy.js';
import { checkedSettings, type ScheduleSettings } from '../core/schedule/schedule-settings.js';
import { agentErrors } from '../terms/errors/agent-errors.js';
import { mailErrors } from '../terms/errors/mail-errors.js';
import { catchUpRules } from '../terms/schedule-terms.js';
import type { LocalState } from '../core/ports/local-catalog-state.js';
import { CHANNELS_OF_KIND, SETTING_RULES, isSettingName, kindOfSetting } from '../terms/settings/setting-rules.js';
import { kindSet, settingsOfKinds, withChannels } from './notices/kind-channels.js';
import { mailSettingProblem } from './notices/mail-settings.js';
import { preferencesFrom, similarSettings, takenValue } from './setting-values.js';

export type { Preferences } from '../terms/settings/setting-rules.js';

const extension = v.pipe(v.string(), v.regex(/^[^./\\*?:"<>|]{1,32}$/));

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
  preferences: v.optional(v.pipe(v.unknown(), v.transform(preferencesFrom)), {}),
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

  /** @throws CodedError agent.unknown-setting, agent.setting-refused, mail.password-apart, mail.not-an-address */
  setPreference(key: string, value: unknown): void {
    const mailProblem = mailSettingProblem(key, value);
    if (mailProblem) throw CodedError.of(mailErrors, mailProblem, key, { data: { key } });
    const kind = kindSet(key);
    const name = kind === undefined ? key : CHANNELS_OF_KIND;
    if (!isSettingName(name)) throw unknownSetting(key);
    const given = kind === undefined ? value : withChannels(this.#current.preferences[CHANNELS_OF_KIND], kind, value);
    const taken = takenValue(SETTING_RULES[name], given);
    if (!taken) throw CodedError.of(agentErrors, 'agent.setting-refused', `${key}: ${shown(value)}`, { data: { key, value: shown(value) } });
    this.update(settings => ({ ...settings, preferences: { ...settings.preferences, [name]: taken.value } }));
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

/** No such setting; names that may be meant are in its data. */
export function unknownSetting(key: string): CodedError {
  return CodedError.of(agentErrors, 'agent.unknown-setting', key, { data: { key, similar: (kindOfSetting(key) === undefined ? similarSettings(key) : settingsOfKinds()).join(', ') } });
}

/** A value as a person reads it back. */
function shown(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value) ?? '').slice(0, 200);
}
