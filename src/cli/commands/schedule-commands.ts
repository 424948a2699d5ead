import { optionTexts } from '../../texts/cli/option-texts.js';
import { outcomeTexts } from '../../texts/cli/outcome-texts.js';
import type { Language } from '../../texts/language.js';
import type { Schedule } from '../../wire/verbs/results.js';
import { UsageError, type ParsedWords, type VerbCommand } from '../command.js';
import { say, type RenderContext } from '../render/render-context.js';
import { defined } from './shared.js';

const DAY_NAMES: Readonly<Record<Language, readonly string[]>> = {
  en: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
  ja: ['日', '月', '火', '水', '木', '金', '土'],
};

export const scheduleGetCommand: VerbCommand<'schedule.get'> = {
  usage: 'schedule',
  example: 'schedule',
  summary: { ja: '定時バックアップの表示', en: 'show when scheduled backups run' },
  options: {},
  request: () => ({ verb: 'schedule.get', params: {} }),
  render: ({ schedule }, context) => renderSchedule(schedule, context),
};

export const scheduleSetCommand: VerbCommand<'schedule.set'> = {
  usage: 'schedule HH:MM [--days mon,tue,...] | off',
  example: 'schedule 12:30 --days mon,wed,fri',
  summary: { ja: '定時バックアップの設定', en: 'set when scheduled backups run, or that none do' },
  options: { days: { type: 'string', value: 'DAYS', summary: optionTexts.days } },
  request: words => {
    const [time, ...rest] = words.positionals;
    if (time === undefined || rest.length > 0) throw new UsageError('schedule takes HH:MM or off');
    if (time === 'off' && words.text('days') !== undefined) throw new UsageError('--days makes no sense with off');
    if (time === 'off') return { verb: 'schedule.set', params: { off: true } };
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new UsageError(`"${time}" is not a time of day (HH:MM)`);
    return { verb: 'schedule.set', params: { time, off: false, ...defined({ days: daysOf(words) }) } };
  },
  render: ({ schedule }, context) => renderSchedule(schedule, context),
};

/** Ascending, each once, however they were written. */
function daysOf(words: ParsedWords): number[] | undefined {
  const named = words.text('days')?.split(/[,、]/).map(word => {
    const day = Object.values(DAY_NAMES).map(names => names.indexOf(word.trim().toLowerCase())).find(index => index >= 0);
    if (day === undefined) throw new UsageError(`"${word}" is not a weekday (${DAY_NAMES.en.join(', ')})`);
    return day;
  });
  return named && [...new Set(named)].toSorted((a, b) => a - b);
}

function renderSchedule(schedule: Schedule | undefined, context: RenderContext): void {
  if (!schedule) return say(context, outcomeTexts.scheduleOff);
  if (schedule.days.length === 7) return say(context, outcomeTexts.scheduleDaily, { time: schedule.time });
  const days = schedule.days.map(day => DAY_NAMES[context.language][day]).join(', ');
  say(context, outcomeTexts.scheduleDays, { days, time: schedule.time });
}
