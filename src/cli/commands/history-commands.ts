import { inLanguage } from '../../texts/text.js';
import { listingTexts, runTexts } from '../../texts/cli/listing-texts.js';
import { outcomeTexts } from '../../texts/cli/outcome-texts.js';
import type { RunDetails, RunSummary } from '../../wire/verbs/results.js';
import { UsageError, type VerbCommand } from '../command.js';
import { failuresCsv } from '../render/failures-csv.js';
import { formatBytes, formatTime, printable } from '../render/format-values.js';
import { say, type RenderContext } from '../render/render-context.js';
import { renderFailures } from '../render/render-failures.js';
import { tableLines } from '../render/table.js';
import { wholeNumber } from './shared.js';

export const runsCommand: VerbCommand<'runs'> = {
  usage: 'runs [NO] [--page N] [--csv FILE]',
  summary: { ja: 'バックアップ履歴', en: 'the history of backups; with NO the details of one' },
  options: { page: { type: 'string' }, csv: { type: 'string' } },
  request: words => {
    if (words.positionals.length > 0) throw new UsageError('at most one number');
    return { verb: 'runs', params: { page: wholeNumber(words.text('page'), '--page') ?? 1 } };
  },
  render: ({ runs, page, pages }, context) => {
    const title = (key: keyof typeof listingTexts) => inLanguage(listingTexts[key], context.language);
    const rows = runs.map(run => [
      run.number, formatTime(run.startedMs), run.finishedMs === undefined ? '' : formatTime(run.finishedMs), printable(run.source),
      inLanguage(runTexts[run.kind], context.language), String(run.files), formatBytes(run.bytes), statusWords(run, context),
    ]);
    const lines = tableLines([
      { title: title('number') }, { title: title('start') }, { title: title('end') }, { title: title('source') }, { title: title('kind') },
      { title: title('files'), align: 'right' }, { title: title('size'), align: 'right' }, { title: title('status') },
    ], rows);
    for (const line of lines) context.line(line);
    if (pages > 1) say(context, listingTexts.page, { page, pages });
  },
};

export const runCommand: VerbCommand<'run'> = {
  ...({ usage: runsCommand.usage, summary: runsCommand.summary, options: runsCommand.options }),
  request: words => {
    const [number] = words.positionals;
    if (number === undefined || words.positionals.length > 1) throw new UsageError('exactly one run number is needed');
    return { verb: 'run', params: { number } };
  },
  render: (run, context, words) => {
    renderRunDetails(run, context);
    const csv = words.text('csv');
    if (csv !== undefined) {
      context.write(csv, failuresCsv(run.errors, context.language));
      say(context, outcomeTexts.csvWritten, { file: csv });
    } else {
      renderFailures(outcomeTexts.errorList, run.errors, context);
    }
  },
};

function renderRunDetails(run: RunDetails, context: RenderContext): void {
  const row = (key: keyof typeof listingTexts, value: string) => context.line(`${inLanguage(listingTexts[key], context.language)}: ${value}`);
  row('number', run.number);
  row('status', statusWords(run, context));
  row('kind', inLanguage(runTexts[run.kind], context.language));
  row('start', formatTime(run.startedMs));
  if (run.finishedMs !== undefined) row('end', formatTime(run.finishedMs));
  row('source', `${printable(run.source)}  ${printable(run.root)}`);
  row('destination', printable(run.vault));
  row('files', String(run.files));
  row('size', formatBytes(run.bytes));
  row('newCount', String(run.newFiles));
  row('changedCount', String(run.changed));
  row('unchangedCount', String(run.unchanged));
  row('removedCount', String(run.removed));
  row('failedCount', String(run.failed));
  row('stored', formatBytes(run.storedBytes));
}

export function statusWords(run: RunSummary, context: RenderContext): string {
  const status = inLanguage(runTexts[run.status], context.language);
  return run.reason ? `${status} (${run.reason})` : status;
}
