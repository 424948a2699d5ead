import { CodedError } from '../base/coded-error.js';
import type { NoticeCentre } from '../notifications/notice-centre.js';
import { outcomeTexts } from '../texts/cli/outcome-texts.js';
import { describeError } from '../texts/describe-error.js';
import type { Language } from '../texts/language.js';
import { noticeTitles } from '../texts/notices/notice-texts.js';
import { inLanguage } from '../texts/text.js';
import type { Click } from '../wire/click.js';
import type { WhyResult } from '../wire/verbs/results.js';
import { backedUp } from './notices-events.js';
import type { CallVerb } from './plugins/host-services.js';

export interface ClickParts {
  readonly call: CallVerb;
  readonly notices: () => Pick<NoticeCentre, 'raise' | 'raiseGiven'> | undefined;
  readonly language: Language;
}

/** More answers at once nobody reads. */
const MAX_EXPLAINED = 5;

/** Does what a click asks, and says by a notice how it went; a failure is an outcome as well. Rejects only when it was aborted. */
export function carryOutClick({ call, notices, language }: ClickParts) {
  return async ({ verb, paths }: Omit<Click, 'id'>, signal: AbortSignal): Promise<void> => {
    const context = { signal, onProgress: () => undefined };
    try {
      if (verb === 'backup') notices()?.raise(backedUp(await call('backup', { paths }, context)));
      else for (const answer of await call('why', { paths: paths.slice(0, MAX_EXPLAINED) }, context)) notices()?.raiseGiven(explained(answer, language));
    } catch (failure) {
      if (signal.aborted || !(failure instanceof CodedError)) throw failure;
      notices()?.raise({ kind: 'action-failed', values: { action: verb === 'backup' ? 'back-up-now' : 'details', code: failure.code } });
    }
  };
}

function explained({ path, answer, protectedAsOfMs, rule = '', code = '' }: WhyResult, language: Language) {
  const time = protectedAsOfMs === undefined ? '' : new Date(protectedAsOfMs).toLocaleString(language);
  const { cause, remedy } = describeError(code, language);
  const title = noticeTitles['protection-explained'];
  return {
    kind: 'protection-explained', severity: 'information', title: inLanguage(title, language, { name: path.split(/[\\/]/).at(-1) ?? path }),
    text: inLanguage(outcomeTexts[answer], language, { time, rule, cause, remedy }), actions: [],
  } as const;
}
