import { complaintTexts } from '../../texts/cli/complaint-texts.js';
import { optionTexts } from '../../texts/cli/option-texts.js';
import { groupedNumber, inLanguage } from '../../texts/text.js';
import { listingTexts, runTexts } from '../../texts/cli/listing-texts.js';
import { outcomeTexts } from '../../texts/cli/outcome-texts.js';
import type { RunDetails } from '../../wire/verbs/results.js';
import { UsageError, type VerbCommand } from '../command.js';
import { failuresCsv } from '../render/failures-csv.js';
import { endOf, runsCsv } from '../render/runs-csv.js';
import { formatBytes, formatTime, printable } from '../render/format-values.js';
import { say, type RenderContext } from '../render/render-context.js';
import { isOfSource, renderBackupFailures } from '../render/render-failures.js';
import { renderReason, statusWords } from '../render/run-status-words.js';
import { tableLines } from '../render/table.js';
import { noWords, wholeNumber } from './shared.js';

export const runsCommand: VerbCommand<'runs'> = {
  usage: 'runs [--page N] [--csv FILE]',
  example: 'runs --csv history.csv',
  summary: { ja: 'バックアップ履歴', en: 'the history of backups, newest first' },
  options: { page: { type: 'string', value: 'N', summary: optionTexts.page }, csv: { type: 'string', value: 'FILE', summary: optionTexts.runsCsv } },
  request: words => {
    noWords(words);
    return { verb: 'runs', params: { page: wholeNumber(words.text('page'), '--page') ?? 1 } };
  },
  render: ({ runs, page, pages }, context, words) => {
    const csv = words.text('csv');
    if (csv !== undefined) return writeCsv(csv, runsCsv(runs, context.language), context);
    if (runs.length === 0) return page > 1 ? say(context, listingTexts.noSuchPage, { page, pages }) : say(context, listingTexts.noOperations);
    const title = (key: keyof typeof listingTexts) => inLanguage(listingTexts[key], context.language);
    const rows = runs.map(run => [
      printable(run.number), formatTime(run.startedMs), endOf(run), printable(run.source),
      inLanguage(runTexts[run.kind], context.language), groupedNumber(run.files), formatBytes(run.bytes), statusWords(run, context.language),
    ]);
    const lines = tableLines([
      { title: title('number') }, { title: title('start') }, { title: title('end') }, { title: title('source') }, { title: title('kind') },
      { title: title('files'), align: 'right' }, { title: title('size'), align: 'right' }, { title: title('status') },
    ], rows);
    for (const line of lines) context.line(line);
    if (pages > 1) say(context, listingTexts.page, { page, pages });
  },
};

/** As `runs` prints them: 000042-0, also without what follows the dash; of continuous protection the source's first eight digits and a sequence. */
const RUN_NUMBER = /^(?:\d{1,9}(?:-\d{1,9})?|[0-9a-f]{8}-\d{1,9})$/;

export const runCommand: VerbCommand<'run'> = {
  usage: 'runs NO [--csv FILE]',
  example: 'runs 000042-0',
  summary: { ja: '1回のバックアップの詳細', en: 'the details of one backup' },
  options: { csv: { type: 'string', value: 'FILE', summary: optionTexts.errorsCsv } },
  request: words => {
    const [number] = words.positionals;
    if (number === undefined || words.positionals.length > 1) throw new UsageError(complaintTexts.atMostOne, { what: 'NO' });
    if (!RUN_NUMBER.test(number)) throw new UsageError(complaintTexts.notARunNumber, { word: number });
    return { verb: 'run', params: { number } };
  },
  render: (run, context, words) => {
    renderRunDetails(run, context);
    const csv = words.text('csv');
    if (csv !== undefined) writeCsv(csv, failuresCsv(run.errors, context.language), context);
    else renderBackupFailures(run.errors, context);
  },
};

function writeCsv(file: string, content: string, context: RenderContext): void {
  context.write(file, content);
  say(context, outcomeTexts.csvWritten, { file: printable(file) });
}

/** Of what makes the source as a whole incomplete, where nothing else does: it says more than its reason. */
function codeOfSource({ reason, errors }: RunDetails): string | undefined {
  return reason === 'several-errors' ? undefined : errors.find(isOfSource)?.code;
}

function renderRunDetails(run: RunDetails, context: RenderContext): void {
  const row = (key: keyof typeof listingTexts, value: string) => context.line(`${inLanguage(listingTexts[key], context.language)}: ${value}`);
  row('number', printable(run.number));
  row('status', statusWords(run, context.language));
  renderReason({ ...run, code: run.code ?? codeOfSource(run) }, context);
  row('kind', inLanguage(runTexts[run.kind], context.language));
  row(run.status === 'not-run' ? 'due' : 'start', formatTime(run.startedMs));
  if (endOf(run) !== '') row('end', endOf(run));
  row('source', `${printable(run.source)}  ${printable(run.root)}`);
  row('destination', printable(run.vault));
  row('files', groupedNumber(run.files));
  row('size', formatBytes(run.bytes));
  row('completedCount', groupedNumber(run.newFiles + run.changed));
  row('newCount', groupedNumber(run.newFiles));
  row('changedCount', groupedNumber(run.changed));
  row('unchangedCount', groupedNumber(run.unchanged));
  row('removedCount', groupedNumber(run.removed));
  if (run.removedBytes !== undefined) row('removedSize', formatBytes(run.removedBytes));
  row('failedCount', groupedNumber(run.failed));
  for (const name of ['newFolders', 'changedFolders', 'removedFolders', 'kept'] as const) if (run[name]) row(`${name}Count`, groupedNumber(run[name]));
  row('stored', formatBytes(run.storedBytes));
}
