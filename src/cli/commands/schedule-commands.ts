import { complaintTexts } from '../../texts/cli/complaint-texts.js';
import { optionTexts } from '../../texts/cli/option-texts.js';
import { outcomeTexts } from '../../texts/cli/outcome-texts.js';
import { scheduleTexts } from '../../texts/cli/schedule-texts.js';
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
  usage: 'schedule HH:MM [--days mon,tue,...] [--pause HH:MM-HH:MM] [--missed tell|run] | on | off',
  example: 'schedule 12:30 --days mon,wed,fri --pause 17:00-18:00',
  summary: { ja: '定時バックアップの設定', en: 'set when scheduled backups run, or that none do' },
  options: {
    days: { type: 'string', value: 'DAYS', summary: optionTexts.days },
    pause: { type: 'string', value: 'FROM-TO', summary: scheduleTexts.pause },
    missed: { type: 'string', value: 'tell|run', summary: scheduleTexts.missed },
  },
  request: words => {
    const [time, ...rest] = words.positionals;
    if (time === undefined || rest.length > 0) throw new UsageError(complaintTexts.oneOf, { choices: 'HH:MM, on, off' });
    const choices = defined({ days: daysOf(words), pauseWindow: pauseOf(words), catchUp: missedOf(words) });
    if (time === 'off' && Object.keys(choices).length > 0) throw new UsageError(complaintTexts.noOptionsWithOff);
    if (time === 'off') return { verb: 'schedule.set', params: { off: true } };
    if (time === 'on') return { verb: 'schedule.set', params: { on: true, off: false, ...choices } };
    if (!TIME.test(time)) throw new UsageError(complaintTexts.notATime, { word: time });
    return { verb: 'schedule.set', params: { time, off: false, ...choices } };
  },
  render: ({ schedule }, context) => renderSchedule(schedule, context),
};

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

const EVERY_DAY_WORDS: readonly string[] = ['all', '毎日'];

/** Ascending, each once, however they were written. */
function daysOf(words: ParsedWords): number[] | undefined {
  if (EVERY_DAY_WORDS.includes(words.text('days')?.trim().toLowerCase() ?? '')) return DAY_NAMES.en.map((_, day) => day);
  const named = words.text('days')?.split(/[,、]/).map(word => {
    const day = Object.values(DAY_NAMES).map(names => names.indexOf(word.trim().toLowerCase())).find(index => index >= 0);
    if (day === undefined) throw new UsageError(complaintTexts.notAWeekday, { word });
    return day;
  });
  return named && [...new Set(named)].toSorted((a, b) => a - b);
}

function pauseOf(words: ParsedWords): { from: string; to: string } | 'none' | undefined {
  const typed = words.text('pause');
  if (typed === undefined || typed === 'none') return typed;
  const [from = '', to = '', ...more] = typed.split('-');
  if (!TIME.test(from) || !TIME.test(to) || from === to || more.length > 0) throw new UsageError(complaintTexts.notAPartOfTheDay, { word: typed });
  return { from, to };
}

function missedOf(words: ParsedWords): 'tell' | 'run' | undefined {
  const typed = words.text('missed');
  if (typed === undefined || typed === 'tell' || typed === 'run') return typed;
  throw new UsageError(complaintTexts.optionOneOf, { option: '--missed', choices: 'tell, run' });
}

function renderSchedule(schedule: Schedule | undefined, context: RenderContext): void {
  if (!schedule) return say(context, outcomeTexts.scheduleOff);
  const { on, time, days, pauseWindow, catchUp } = schedule;
  if (!on) return say(context, scheduleTexts.isOff, { time });
  if (days.length === 7) say(context, outcomeTexts.scheduleDaily, { time });
  else say(context, outcomeTexts.scheduleDays, { days: days.map(day => DAY_NAMES[context.language][day]).join(context.language === 'ja' ? '・' : ', '), time });
  if (pauseWindow) say(context, scheduleTexts.pausesFrom, pauseWindow);
  if (pauseWindow && liesIn(time, pauseWindow)) say(context, scheduleTexts.beginsAfterPause, { time, to: pauseWindow.to });
  say(context, catchUp === 'run' ? scheduleTexts.missedIsRun : scheduleTexts.missedIsTold);
}

/** Times of day as they are written; a window may span midnight. */
function liesIn(time: string, { from, to }: { readonly from: string; readonly to: string }): boolean {
  return from < to ? from <= time && time < to : from <= time || time < to;
}
