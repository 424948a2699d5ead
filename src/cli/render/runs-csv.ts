import { listingTexts, runTexts } from '../../texts/cli/listing-texts.js';
import type { Language } from '../../texts/language.js';
import type { RunSummary } from '../../wire/verbs/results.js';
import { csvText } from './csv.js';
import { formatTime, printable } from './format-values.js';
import { statusWords } from './run-status-words.js';

const TITLES = ['number', 'start', 'end', 'source', 'kind', 'status', 'files', 'bytes', 'newCount', 'changedCount', 'unchangedCount', 'removedCount', 'removedBytes', 'failedCount', 'storedBytes'] as const;

/** The history for a spreadsheet; sizes are plain numbers of bytes, so that they can be added up. */
export function runsCsv(runs: readonly RunSummary[], language: Language): string {
  return csvText([
    TITLES.map(title => listingTexts[title][language]),
    ...runs.map(run => [
      run.number, formatTime(run.startedMs), endOf(run), printable(run.source),
      runTexts[run.kind][language], statusWords(run, language),
      ...[run.files, run.bytes, run.newFiles, run.changed, run.unchanged, run.removed, run.removedBytes ?? '', run.failed, run.storedBytes].map(String),
    ]),
  ]);
}

/** Empty while it runs, and of what was not run: its start is the time that was set. */
export function endOf({ status, finishedMs }: Pick<RunSummary, 'status' | 'finishedMs'>): string {
  return finishedMs === undefined || status === 'not-run' ? '' : formatTime(finishedMs);
}
