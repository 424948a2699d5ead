import { outcomeTexts } from './cli/outcome-texts.js';
import { describeError } from './describe-error.js';
import type { Language } from './language.js';
import { inLanguage } from './text.js';

/** The answer to "why?" of one path, as src/wire/verbs/results.ts has it. */
export interface Explained {
  readonly answer: 'protected' | 'waiting' | 'excluded' | 'failing' | 'outside' | 'not-there' | 'not-yet';
  readonly protectedAsOfMs?: number | undefined;
  readonly rule?: string | undefined;
  readonly code?: string | undefined;
  readonly marks?: readonly { readonly plugin: string; readonly reason: string }[] | undefined;
}

/** Status and reason in words: the answer, then a line for each plugin that says something of it. Never empty. */
export function whyWords({ answer, protectedAsOfMs, rule = '', code = '', marks = [] }: Explained, language: Language, writtenTime: (ms: number) => string): readonly [string, ...string[]] {
  const text = outcomeTexts[answer === 'excluded' && protectedAsOfMs !== undefined ? 'excludedLater' : answer];
  const time = protectedAsOfMs === undefined ? '' : writtenTime(protectedAsOfMs);
  return [inLanguage(text, language, { time, rule, ...describeError(code, language) }), ...marks.map(({ plugin, reason }) => `${reason} (${plugin})`)];
}
