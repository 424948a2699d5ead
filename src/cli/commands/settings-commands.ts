import { outcomeTexts } from '../../texts/cli/outcome-texts.js';
import type { Language } from '../../texts/language.js';
import type { Schedule } from '../../wire/verbs/results.js';
import { UsageError, type ParsedWords, type VerbCommand } from '../command.js';
import { printable } from '../render/format-values.js';
import { say, type RenderContext } from '../render/render-context.js';
import { defined } from './shared.js';

export const sourceListCommand: VerbCommand<'source.list'> = {
  usage: 'source list',
  summary: { ja: 'バックアップ元の一覧・追加・設定の削除', en: 'list, add or remove what is backed up' },
  options: {},
  request: () => ({ verb: 'source.list', params: {} }),
  render: (sources, context) => {
    for (const source of sources) context.line(`${source.id.slice(0, 8)}  ${printable(source.name)}  ${printable(source.root)}`);
  },
};

export const sourceAddCommand: VerbCommand<'source.add'> = {
  ...({ usage: 'source add FOLDER [--name NAME]', summary: sourceListCommand.summary }),
  options: { name: { type: 'string' } },
  request: (words, place) => {
    const [folder, ...rest] = words.positionals.slice(1);
    if (folder === undefined || rest.length > 0) throw new UsageError('source add takes one FOLDER');
    return { verb: 'source.add', params: { path: place.absolute(folder), ...defined({ name: words.text('name') }) } };
  },
  render: (source, context) => say(context, outcomeTexts.sourceAdded, { name: printable(source.name), root: printable(source.root) }),
};

export const sourceRemoveCommand: VerbCommand<'source.remove'> = {
  ...({ usage: 'source remove NAME|ID', summary: sourceListCommand.summary, options: {} }),
  request: words => {
    const [source, ...rest] = words.positionals.slice(1);
    if (source === undefined || rest.length > 0) throw new UsageError('source remove takes one NAME or ID');
    return { verb: 'source.remove', params: { source } };
  },
  render: ({ removed }, context) => say(context, outcomeTexts.sourceRemoved, { name: printable(removed) }),
};

const DAY_NAMES: Readonly<Record<Language, readonly string[]>> = {
  en: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
  ja: ['日', '月', '火', '水', '木', '金', '土'],
};

export const scheduleGetCommand: VerbCommand<'schedule.get'> = {
  usage: 'schedule [HH:MM [--days mon,tue,...] | off]',
  summary: { ja: '定時バックアップの表示と設定', en: 'show or set when scheduled backups run' },
  options: {},
  request: () => ({ verb: 'schedule.get', params: {} }),
  render: ({ schedule }, context) => renderSchedule(schedule, context),
};

export const scheduleSetCommand: VerbCommand<'schedule.set'> = {
  ...({ usage: scheduleGetCommand.usage, summary: scheduleGetCommand.summary }),
  options: { days: { type: 'string' } },
  request: words => {
    const [time, ...rest] = words.positionals;
    if (time === undefined || rest.length > 0) throw new UsageError('schedule takes HH:MM or off');
    if (time === 'off') return { verb: 'schedule.set', params: { off: true } };
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new UsageError(`"${time}" is not a time of day (HH:MM)`);
    return { verb: 'schedule.set', params: { time, off: false, ...defined({ days: daysOf(words) }) } };
  },
  render: ({ schedule }, context) => renderSchedule(schedule, context),
};

function daysOf(words: ParsedWords): number[] | undefined {
  return words.text('days')?.split(',').map(word => {
    const day = Object.values(DAY_NAMES).map(names => names.indexOf(word.trim().toLowerCase())).find(index => index >= 0);
    if (day === undefined) throw new UsageError(`"${word}" is not a weekday (${DAY_NAMES.en.join(', ')})`);
    return day;
  });
}

function renderSchedule(schedule: Schedule | undefined, context: RenderContext): void {
  if (!schedule) return say(context, outcomeTexts.scheduleOff);
  if (schedule.days.length === 7) return say(context, outcomeTexts.scheduleDaily, { time: schedule.time });
  const days = schedule.days.map(day => DAY_NAMES[context.language][day]).join(', ');
  say(context, outcomeTexts.scheduleDays, { days, time: schedule.time });
}

export const configGetCommand: VerbCommand<'config.get'> = {
  usage: 'config get [KEY] | config set KEY VALUE',
  summary: { ja: '設定の表示と変更', en: 'show or change settings' },
  options: {},
  request: words => {
    const [, key, ...rest] = words.positionals;
    if (rest.length > 0) throw new UsageError('config get takes at most one KEY');
    return { verb: 'config.get', params: defined({ key }) };
  },
  render: renderSettings,
};

export const configSetCommand: VerbCommand<'config.set'> = {
  ...({ usage: configGetCommand.usage, summary: configGetCommand.summary, options: {} }),
  request: words => {
    const [, key, value, ...rest] = words.positionals;
    if (key === undefined || value === undefined || rest.length > 0) throw new UsageError('config set takes KEY VALUE');
    return { verb: 'config.set', params: { key, value: parseValue(value) } };
  },
  render: renderSettings,
};

/** JSON where it is JSON (numbers, true, lists), else the text itself. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function renderSettings(settings: Readonly<Record<string, unknown>>, context: RenderContext): void {
  for (const [key, value] of Object.entries(settings)) context.line(`${key} = ${JSON.stringify(value)}`);
}
