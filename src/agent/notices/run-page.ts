import type { Page, PageSection } from '../../notifications/pages/page-layout.js';
import { listingTexts, runTexts } from '../../texts/cli/listing-texts.js';
import { describeError } from '../../texts/describe-error.js';
import { formatBytes } from '../../texts/format-bytes.js';
import type { Language } from '../../texts/language.js';
import { pageTexts } from '../../texts/page-texts.js';
import { runStatusWords, whyIncomplete } from '../../texts/run-words.js';
import { groupedNumber, inLanguage } from '../../texts/text.js';
import type { RunDetails } from '../../wire/verbs/results.js';
import { wallTime } from './wall-time.js';

/** What became of a run: the columns of `mamori runs NO`, then what failed, together by cause, so that a thousand files of one cause are one thing to do. */
export function runPage(run: RunDetails, language: Language, zone: string): Page {
  const say = (key: keyof typeof pageTexts, values = {}) => inLanguage(pageTexts[key], language, values);
  const byCode = [...Map.groupBy(run.errors, ({ code }) => code)];
  const failures = byCode.map(([code, errors]): PageSection => {
    const { cause, remedy } = describeError(code, language);
    return { title: cause, paragraphs: [say('remedy', { remedy })], list: errors.map(({ path }) => (path === '' ? run.root : path)) };
  });
  const listed = run.errors.length < run.failed ? [say('firstOnly', { count: run.errors.length })] : [];
  return {
    title: say('runTitle', { number: run.number }),
    sections: [
      { rows: rowsOf(run, language, zone) },
      { paragraphs: run.failed === 0 ? [say('allSaved')] : [say('notSaved', { count: run.failed }), ...listed, say('csv', { number: run.number })] },
      ...failures,
    ],
  };
}

function rowsOf(run: RunDetails, language: Language, zone: string): readonly (readonly [string, string])[] {
  const row = (key: keyof typeof listingTexts, value: string) => [inLanguage(listingTexts[key], language), value] as const;
  const why = whyIncomplete(run, language);
  const isBelow = run.reason === 'several-errors' && run.errors.length > 0;
  return [
    row('number', run.number), row('status', runStatusWords(run, language)),
    ...why ? [row('cause', why.cause), row('remedy', isBelow ? inLanguage(pageTexts.below, language) : why.remedy)] : [],
    row('kind', inLanguage(runTexts[run.kind], language)),
    row('start', wallTime(run.startedMs, zone)), ...run.finishedMs === undefined ? [] : [row('end', wallTime(run.finishedMs, zone))],
    row('source', `${run.source}  ${run.root}`), row('destination', run.vault),
    row('files', groupedNumber(run.files)), row('size', formatBytes(run.bytes)),
    row('completedCount', groupedNumber(run.newFiles + run.changed)), row('unchangedCount', groupedNumber(run.unchanged)),
    row('removedCount', groupedNumber(run.removed)), ...run.removedBytes === undefined ? [] : [row('removedSize', formatBytes(run.removedBytes))],
    row('failedCount', groupedNumber(run.failed)),
  ];
}
