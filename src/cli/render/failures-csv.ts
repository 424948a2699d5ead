import { listingTexts } from '../../texts/cli/listing-texts.js';
import { describeError } from '../../texts/describe-error.js';
import type { Language } from '../../texts/language.js';
import type { PathFailure } from '../../wire/verbs/results.js';
import { csvText } from './csv.js';
import { printable } from './format-values.js';

/** Per-file errors for a spreadsheet: path, code, cause, remedy. */
export function failuresCsv(failures: readonly PathFailure[], language: Language): string {
  const { path, code, cause, remedy } = listingTexts;
  return csvText([
    [path, code, cause, remedy].map(title => title[language]),
    ...failures.map(failure => {
      const described = describeError(failure.code, language);
      return [printable(failure.path), failure.code, described.cause, described.remedy];
    }),
  ]);
}
