import { complaintTexts } from '../../texts/cli/complaint-texts.js';
import { optionTexts } from '../../texts/cli/option-texts.js';
import { groupedNumber, inLanguage } from '../../texts/text.js';
import { listingTexts, runTexts } from '../../texts/cli/listing-texts.js';
import type { OperationRow } from '../../wire/verbs/results.js';
import { UsageError, type VerbCommand } from '../command.js';
import { formatBytes, formatTime, printable } from '../render/format-values.js';
import { say, type RenderContext } from '../render/render-context.js';
import { reasonName } from '../render/run-status-words.js';
import { tableLines } from '../render/table.js';
import { noWords, wholeNumber } from './shared.js';

export const operationsCommand: VerbCommand<'operations'> = {
  usage: 'runs --restores | --deletions [--page N]',
  example: 'runs --restores',
  summary: { ja: '復元履歴または削除履歴', en: 'the history of restores, or that of deletions, newest first' },
  options: {
    restores: { type: 'boolean', summary: optionTexts.restores },
    deletions: { type: 'boolean', summary: optionTexts.deletions },
    page: { type: 'string', value: 'N', summary: optionTexts.page },
  },
  request: words => {
    noWords(words);
    if (words.flag('restores') && words.flag('deletions')) throw new UsageError(complaintTexts.exclusive, { first: '--restores', second: '--deletions' });
    return { verb: 'operations', params: { kind: words.flag('restores') ? 'restore' : 'delete', page: wholeNumber(words.text('page'), '--page') ?? 1 } };
  },
  render: ({ operations, page, pages }, context, words) => {
    if (operations.length === 0) return page > 1 ? say(context, listingTexts.noSuchPage, { page, pages }) : say(context, listingTexts.noOperations);
    for (const line of operationLines(words.flag('restores') ? 'restore' : 'delete', operations, context)) context.line(line);
    if (pages > 1) say(context, listingTexts.page, { page, pages });
  },
};

function operationLines(kind: OperationRow['kind'], operations: readonly OperationRow[], context: RenderContext): readonly string[] {
  const title = (key: keyof typeof listingTexts) => inLanguage(listingTexts[key], context.language);
  const isRestore = kind === 'restore';
  const rows = operations.map(row => [
    row.number, formatTime(row.startedMs), row.finishedMs === undefined ? '' : formatTime(row.finishedMs), printable(row.source), fromWhere(row),
    ...(isRestore ? [printable(row.to ?? '')] : []),
    groupedNumber(row.files), isRestore ? formatBytes(row.bytes) : groupedNumber(row.versions), groupedNumber(row.failed), statusOf(row, context),
  ]);
  return tableLines([
    { title: title('number') }, { title: title('start') }, { title: title('end') }, { title: title('source') }, { title: title('from') },
    ...(isRestore ? [{ title: title('to') }] : []),
    { title: title('files'), align: 'right' }, { title: title(isRestore ? 'size' : 'versions'), align: 'right' },
    { title: title('failedCount'), align: 'right' }, { title: title('status') },
  ], rows);
}

/** The first path; of further ones how many. */
function fromWhere({ paths, pathCount }: OperationRow): string {
  return `${printable(paths[0] ?? '')}${pathCount > 1 ? ` … +${pathCount - 1}` : ''}`;
}

function statusOf({ status, reason, undone, undoes }: OperationRow, { language }: RenderContext): string {
  const remarks = [
    ...(reason === undefined ? [] : [reasonName(reason, language)]),
    ...(undoes === undefined ? [] : [inLanguage(listingTexts.undoes, language, { number: undoes })]),
    ...(undone ? [inLanguage(listingTexts.undone, language)] : []),
  ];
  return `${inLanguage(runTexts[status], language)}${remarks.length > 0 ? ` (${remarks.join(', ')})` : ''}`;
}
