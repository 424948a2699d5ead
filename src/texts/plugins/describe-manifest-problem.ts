import type { ManifestReason } from '../../terms/manifest-reasons.js';
import type { Language } from '../language.js';
import { inLanguage, type TextValues } from '../text.js';
import { manifestReasonTexts } from './manifest-reason-texts.js';

/** What this room needs of a problem with a manifest; src/wire/plugins/manifest makes them. */
export interface DescribableProblem {
  readonly file: string;
  readonly pointer: string;
  readonly line: number;
  readonly column: number;
  readonly reason: ManifestReason;
  readonly values: TextValues;
}

/** One line as compilers write them, so that editors can jump there: `package.json:12:7 /contributes/commands/0/title: …`. */
export function describeManifestProblem({ file, pointer, line, column, reason, values }: DescribableProblem, language: Language): string {
  const field = pointer === '' ? '' : ` ${pointer}`;
  return `${file}:${line}:${column}${field}: ${inLanguage(manifestReasonTexts[reason], language, values)}`;
}
