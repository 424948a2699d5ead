import type { RunReason } from '../../terms/run-status.js';
import type { NotRunReason } from '../../terms/schedule-terms.js';
import { listingTexts, runTexts } from '../../texts/cli/listing-texts.js';
import { notRunTexts } from '../../texts/cli/schedule-texts.js';
import { describeError } from '../../texts/describe-error.js';
import type { Language } from '../../texts/language.js';
import { reasonCauses, reasonNames, reasonRemedies } from '../../texts/run-reason-texts.js';
import { inLanguage } from '../../texts/text.js';
import type { OperationRow, RunSummary } from '../../wire/verbs/results.js';
import { printable } from './format-values.js';
import type { RenderContext } from './render-context.js';

type Ended = Pick<RunSummary | OperationRow, 'status' | 'reason'>;
type Reason = RunReason | NotRunReason;

/** A status and its reason, `incomplete (no access)`; a reason of a newer program stays as it is. */
export function statusWords({ status, reason }: Ended, language: Language): string {
  const words = inLanguage(runTexts[status], language);
  return reason === undefined ? words : `${words} (${reasonName(reason, language)})`;
}

export function reasonName(reason: string, language: Language): string {
  return isReason(reason) ? inLanguage(reasonNames[reason], language) : printable(reason);
}

/** Why it is not complete and what to do, a line each; the error that ended the whole says more than its reason. Nothing for what is complete. */
export function renderReason({ reason, because, code }: Pick<RunSummary, 'reason' | 'because' | 'code'>, context: RenderContext): void {
  if (reason === undefined) return;
  const { language } = context;
  const known = isReason(reason) ? { cause: reasonCauses[reason][language], remedy: reasonRemedies[reason][language] } : describeError('', language);
  const { cause, remedy } = code === undefined ? known : describeError(code, language);
  context.line(`${listingTexts.cause[language]}: ${because === undefined ? cause : inLanguage(notRunTexts[because], language)}${code === undefined ? '' : ` [${printable(code)}]`}`);
  context.line(`${listingTexts.remedy[language]}: ${remedy}`);
}

function isReason(reason: string): reason is Reason {
  return Object.hasOwn(reasonNames, reason);
}
