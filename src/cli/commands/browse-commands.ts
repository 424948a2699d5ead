import { complaintTexts } from '../../texts/cli/complaint-texts.js';
import { optionTexts } from '../../texts/cli/option-texts.js';
import { inLanguage } from '../../texts/text.js';
import { listingTexts, runTexts } from '../../texts/cli/listing-texts.js';
import type { ListResult, VersionRow } from '../../wire/verbs/results.js';
import { UsageError, type VerbCommand } from '../command.js';
import { formatBytes, formatTime, printable } from '../render/format-values.js';
import { say, type RenderContext } from '../render/render-context.js';
import { tableLines } from '../render/table.js';
import { AT_OPTION, SCOPE_OPTIONS, defined, historyPath, onlyPath, scopeOf, wholeNumber } from './shared.js';

export const versionsCommand: VerbCommand<'versions'> = {
  usage: 'versions PATH',
  example: 'versions report.xlsx',
  summary: { ja: 'ファイルの版の一覧', en: 'the versions of one path, newest first' },
  options: SCOPE_OPTIONS,
  request: (words, place) => ({ verb: 'versions', params: { path: onlyPath(words, place), ...scopeOf(words) } }),
  render: ({ versions }, context) => {
    if (versions.length === 0) return say(context, listingTexts.noVersions);
    const title = (key: keyof typeof listingTexts) => inLanguage(listingTexts[key], context.language);
    const rows = versions.map(version => [
      String(version.version), formatTime(version.savedMs),
      version.state === 'present' ? formatTime(version.modifiedMs) : '', version.state === 'present' ? formatBytes(version.sizeBytes) : '',
      remark(version, context),
    ]);
    for (const line of tableLines([
      { title: title('version'), align: 'right' }, { title: title('saved') }, { title: title('modified') },
      { title: title('size'), align: 'right' }, { title: title('remark') },
    ], rows)) context.line(line);
  },
};

function remark(version: VersionRow, context: RenderContext): string {
  const words: string[] = [];
  const add = (key: keyof typeof listingTexts) => words.push(inLanguage(listingTexts[key], context.language));
  if (version.state !== 'present') add(version.state);
  else if (version.generation) add('generation');
  else words.push(inLanguage(runTexts[version.kind], context.language));
  if (version.torn) add('torn');
  return words.join(', ');
}

export const lsCommand: VerbCommand<'ls'> = {
  usage: 'ls [PATH] [--at WHEN]',
  example: 'ls ~/Documents --at "2026-11-22 15:04"',
  summary: { ja: 'バックアップされたフォルダの中身', en: 'what a backed-up folder held, now or at a point in time' },
  options: { ...AT_OPTION, ...SCOPE_OPTIONS },
  request: (words, place) => {
    if (words.positionals.length > 1) throw new UsageError(complaintTexts.atMostOne, { what: 'PATH' });
    const [path] = words.positionals;
    return { verb: 'ls', params: { ...defined({ path: path === undefined ? undefined : historyPath(path, words, place), at: words.text('at') }), ...scopeOf(words) } };
  },
  render: (result, context) => renderListing(result, context, 'name'),
};

export const findCommand: VerbCommand<'find'> = {
  usage: 'find PATTERN [--at WHEN] [--limit N]',
  example: 'find "*.xlsx" --limit 20',
  summary: { ja: '名前でバックアップを探す（* と ? が使えます）', en: 'find backed-up files by name (* and ? are understood)' },
  options: { ...AT_OPTION, limit: { type: 'string', value: 'N', summary: optionTexts.limit }, ...SCOPE_OPTIONS },
  request: words => {
    const [pattern] = words.positionals;
    if (!pattern || words.positionals.length > 1) throw new UsageError(complaintTexts.onlyOne, { what: 'PATTERN' });
    return { verb: 'find', params: { pattern, limit: wholeNumber(words.text('limit'), '--limit') ?? 1000, ...defined({ at: words.text('at') }), ...scopeOf(words) } };
  },
  render: (result, context) => renderListing(result, context, 'path'),
};

function renderListing({ entries }: ListResult, context: RenderContext, show: 'name' | 'path'): void {
  if (entries.length === 0) return say(context, listingTexts.nothingFound);
  const title = (key: keyof typeof listingTexts) => inLanguage(listingTexts[key], context.language);
  const rows = entries.map(entry => [
    entry.type === 'directory' ? '' : formatBytes(entry.sizeBytes), formatTime(entry.modifiedMs), formatTime(entry.savedMs),
    `${printable(entry[show])}${entry.type === 'directory' ? '/' : ''}${entry.state === 'dropped' ? `  ${title('dropped')}` : ''}`,
  ]);
  for (const line of tableLines([
    { title: title('size'), align: 'right' }, { title: title('modified') }, { title: title('saved') }, { title: title(show) },
  ], rows)) context.line(line);
}
