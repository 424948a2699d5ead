import type { RunReason } from '../terms/run-status.js';
import type { NotRunReason } from '../terms/schedule-terms.js';
import { runTexts } from './cli/listing-texts.js';
import { notRunTexts } from './cli/schedule-texts.js';
import { describeError, type ErrorDescription } from './describe-error.js';
import type { Language } from './language.js';
import { reasonCauses, reasonNames, reasonRemedies } from './run-reason-texts.js';
import { inLanguage } from './text.js';

type Reason = RunReason | NotRunReason;

/** How a run or an operation ended. */
export interface EndedRun {
  readonly status: 'running' | 'completed' | 'incomplete' | 'not-run';
  readonly reason?: string | undefined;
}

/** A status and its reason, `incomplete (no access)`; a reason of a newer program stays as it is. */
export function runStatusWords({ status, reason }: EndedRun, language: Language): string {
  const words = inLanguage(runTexts[status], language);
  return reason === undefined ? words : `${words} (${reasonWords(reason, language)})`;
}

export function reasonWords(reason: string, language: Language): string {
  return isReason(reason) ? inLanguage(reasonNames[reason], language) : reason;
}

/** Why a run is not complete and what to do; the error that ended the whole says more than its reason. undefined for what is complete. */
export function whyIncomplete(
  { reason, because, code }: { readonly reason?: string | undefined; readonly because?: string | undefined; readonly code?: string | undefined }, language: Language,
): ErrorDescription | undefined {
  if (reason === undefined) return undefined;
  const known = isReason(reason) ? { cause: reasonCauses[reason][language], remedy: reasonRemedies[reason][language] } : describeError('', language);
  const { cause, remedy } = code === undefined ? known : describeError(code, language);
  const isKnownBecause = because !== undefined && Object.hasOwn(notRunTexts, because);
  return { cause: isKnownBecause ? inLanguage(notRunTexts[because as keyof typeof notRunTexts], language) : cause, remedy };
}

function isReason(reason: string): reason is Reason {
  return Object.hasOwn(reasonNames, reason);
}
