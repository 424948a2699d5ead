import { listingTexts } from '../../texts/cli/listing-texts.js';
import type { Language } from '../../texts/language.js';
import { reasonWords, runStatusWords, whyIncomplete } from '../../texts/run-words.js';
import type { OperationRow, RunSummary } from '../../wire/verbs/results.js';
import { printable } from './format-values.js';
import type { RenderContext } from './render-context.js';

/** A status and its reason, `incomplete (no access)`, safe to print. */
export function statusWords(run: Pick<RunSummary | OperationRow, 'status' | 'reason'>, language: Language): string {
  return printable(runStatusWords(run, language));
}

export function reasonName(reason: string, language: Language): string {
  return printable(reasonWords(reason, language));
}

/** Why it is not complete and what to do, a line each. Nothing for what is complete. */
export function renderReason(run: Pick<RunSummary, 'reason' | 'because' | 'code'>, context: RenderContext): void {
  const { language } = context;
  const why = whyIncomplete(run, language);
  if (!why) return;
  context.line(`${listingTexts.cause[language]}: ${why.cause}${run.code === undefined ? '' : ` [${printable(run.code)}]`}`);
  context.line(`${listingTexts.remedy[language]}: ${why.remedy}`);
}
