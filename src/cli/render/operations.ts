import { listingTexts, runTexts } from '../../texts/cli/listing-texts.js';
import { outcomeTexts } from '../../texts/cli/outcome-texts.js';
import type { Language } from '../../texts/language.js';
import { groupedNumber, inLanguage } from '../../texts/text.js';
import type { OperationRow } from '../../wire/verbs/results.js';
import { csvText } from './csv.js';
import { formatBytes, formatTime, printable } from './format-values.js';
import type { RenderContext } from './render-context.js';
import { renderFailures } from './render-failures.js';
import { reasonName, renderReason } from './run-status-words.js';
import { tableLines, type Column } from './table.js';

/** The histories of restores and deletions, as a table, as a file for spreadsheets, and one row with everything that is known of it. */

type Kind = OperationRow['kind'];
type Title = keyof typeof listingTexts;

interface Field {
  readonly title: Title;
  readonly of?: Kind; //          only one of the histories has it
  readonly text: (row: OperationRow, language: Language) => string;
  readonly number?: boolean;
  /** In a file: a plain number that can be added up. */
  readonly plain?: { readonly title: Title; readonly value: (row: OperationRow) => number };
}

const FIELDS: readonly Field[] = [
  { title: 'number', text: ({ number }) => number },
  { title: 'start', text: ({ startedMs }) => formatTime(startedMs) },
  { title: 'end', text: ({ finishedMs }) => (finishedMs === undefined ? '' : formatTime(finishedMs)) },
  { title: 'source', text: ({ source }) => printable(source) },
  { title: 'from', text: fromWhere },
  { title: 'to', of: 'restore', text: ({ to }) => printable(to ?? '') },
  { title: 'files', number: true, text: ({ files }) => groupedNumber(files), plain: { title: 'files', value: ({ files }) => files } },
  { title: 'versions', of: 'delete', number: true, text: ({ versions }) => groupedNumber(versions), plain: { title: 'versions', value: ({ versions }) => versions } },
  { title: 'size', number: true, text: ({ bytes }) => formatBytes(bytes), plain: { title: 'bytes', value: ({ bytes }) => bytes } },
  { title: 'unchangedCount', of: 'restore', number: true, text: ({ unchanged }) => groupedNumber(unchanged), plain: { title: 'unchangedCount', value: ({ unchanged }) => unchanged } },
  { title: 'failedCount', number: true, text: ({ failed }) => groupedNumber(failed), plain: { title: 'failedCount', value: ({ failed }) => failed } },
  { title: 'status', text: statusOf },
];

export function operationLines(kind: Kind, operations: readonly OperationRow[], language: Language): readonly string[] {
  const fields = fieldsOf(kind);
  const columns = fields.map(({ title, number = false }): Column => ({ title: listingTexts[title][language], align: number ? 'right' : 'left' }));
  return tableLines(columns, operations.map(row => fields.map(({ text }) => text(row, language))));
}

export function operationsCsv(kind: Kind, operations: readonly OperationRow[], language: Language): string {
  const fields = fieldsOf(kind);
  return csvText([
    fields.map(({ title, plain }) => listingTexts[plain?.title ?? title][language]),
    ...operations.map(row => fields.map(({ text, plain }) => (plain ? String(plain.value(row)) : text(row, language)))),
  ]);
}

/** Everything about one row, with what failed, file by file. */
export function renderOperation(row: OperationRow, context: RenderContext): void {
  const { language } = context;
  const line = (title: Title, value: string) => context.line(`${inLanguage(listingTexts[title], language)}: ${value}`);
  line('number', row.number);
  line('status', statusOf(row, language));
  renderReason(row, context);
  line('start', formatTime(row.startedMs));
  if (row.finishedMs !== undefined) line('end', formatTime(row.finishedMs));
  line('source', printable(row.source));
  for (const path of row.paths) line('from', printable(path));
  if (row.pathCount > row.paths.length) line('from', `… +${groupedNumber(row.pathCount - row.paths.length)}`);
  if (row.kind === 'restore') line('to', printable(row.to ?? ''));
  line('files', groupedNumber(row.files));
  if (row.directories > 0) line('folders', groupedNumber(row.directories));
  if (row.kind === 'delete') line('versions', groupedNumber(row.versions));
  line('size', formatBytes(row.bytes));
  if (row.kind === 'restore') line('unchangedCount', groupedNumber(row.unchanged));
  if (row.removed > 0) line('removedCount', groupedNumber(row.removed));
  line('failedCount', groupedNumber(row.failed));
  renderFailures(row.undoes === undefined ? outcomeTexts.restoreErrorList : outcomeTexts.undoErrorList, row.errors, context);
}

function fieldsOf(kind: Kind): readonly Field[] {
  return FIELDS.filter(({ of = kind }) => of === kind);
}

/** The first path; of further ones how many. */
function fromWhere({ paths, pathCount }: OperationRow): string {
  return `${printable(paths[0] ?? '')}${pathCount > 1 ? ` … +${pathCount - 1}` : ''}`;
}

function statusOf({ status, reason, undone, undoes }: OperationRow, language: Language): string {
  const remarks = [
    ...(reason === undefined ? [] : [reasonName(reason, language)]),
    ...(undoes === undefined ? [] : [inLanguage(listingTexts.undoes, language, { number: undoes })]),
    ...(undone ? [inLanguage(listingTexts.undone, language)] : []),
  ];
  return `${inLanguage(runTexts[status], language)}${remarks.length > 0 ? ` (${remarks.join(', ')})` : ''}`;
}
