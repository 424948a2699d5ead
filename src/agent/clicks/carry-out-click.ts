import { basename, dirname } from 'node:path';
import { wasCancelled } from '../../base/cancellation.js';
import { CodedError } from '../../base/coded-error.js';
import type { Activity } from '../../core/ports/local-catalog-state.js';
import type { NewNotice } from '../../notifications/notice.js';
import type { NoticeCentre } from '../../notifications/notice-centre.js';
import { noticeErrors } from '../../terms/errors/notice-errors.js';
import { outcomeTexts } from '../../texts/cli/outcome-texts.js';
import { describeError } from '../../texts/describe-error.js';
import type { Language } from '../../texts/language.js';
import { noticeTitles } from '../../texts/notices/notice-texts.js';
import { inLanguage } from '../../texts/text.js';
import type { ClickWork } from '../../wire/click.js';
import type { VerbContext } from '../../shell/endpoint/connection.js';
import type { WhyResult } from '../../wire/verbs/results.js';
import { backedUp, commandFinished, copyRestored, restoredInPlace } from '../notices/events.js';
import type { CallVerb } from '../plugins/host-services.js';
import { restoreCopy } from './restore-copy.js';

export interface ClickParts {
  readonly call: CallVerb;
  readonly notices: () => Pick<NoticeCentre, 'raise' | 'raiseGiven'> | undefined;
  readonly language: Language;
  /** What a plugin's command is called, without its access key; undefined for one that nobody contributes. */
  readonly titleOf: (command: string) => Promise<string | undefined>;
  /** The rows of the history that an action began. */
  readonly begunFor: (action: string) => readonly Activity[];
  /** Does the work, and answers whether the command's plugin told the person something meanwhile. */
  readonly speaksDuring: (command: string, work: () => Promise<unknown>) => Promise<boolean>;
}

export interface Carrying {
  readonly signal: AbortSignal;
  /** The click's id: the same each time it is carried out. */
  readonly action: string;
  /** false: an earlier process began with it, and nobody knows how far it came. */
  readonly isFirst: boolean;
}

/** More answers at once nobody reads. */
const MAX_EXPLAINED = 5;
/** What a notice calls the thing that did not work; a command goes by its title. */
const ACTIONS = { backup: 'back-up-now', why: 'details', restore: 'restore', 'restore-copy': 'restore-copy' } as const;

/**
 * Does what a click asks, and says by a notice how it went; a failure is an outcome as well. Rejects only when the agent stops.
 *
 * Carried out again, it goes on with what it began, and tells nothing twice: each notice has an id made from the click's.
 */
export function carryOutClick(parts: ClickParts) {
  return async (click: ClickWork, carrying: Carrying): Promise<void> => {
    const { signal, action } = carrying;
    try {
      await carryOut(parts, click, carrying);
    } catch (failure) {
      if (signal.aborted) throw failure;
      if (wasCancelled(failure)) return;
      const name = click.verb === 'command' ? await parts.titleOf(click.command) ?? click.command : ACTIONS[click.verb];
      parts.notices()?.raise({ id: action, kind: 'action-failed', values: { action: name, ...(failure instanceof CodedError && { code: failure.code }) } });
      if (!(failure instanceof CodedError)) throw failure;
    }
  };
}

async function carryOut({ call, notices, language, titleOf, begunFor, speaksDuring }: ClickParts, click: ClickWork, { signal, action, isFirst }: Carrying): Promise<void> {
  const { paths } = click;
  const context: VerbContext = { signal, action, onProgress: () => undefined };
  const tell = (notice: NewNotice) => void notices()?.raise({ id: action, ...notice });
  switch (click.verb) {
    case 'backup':
      tell(backedUp(await call('backup', { paths }, context)));
      return;
    case 'why':
      for (const [index, answer] of (await call('why', { paths: paths.slice(0, MAX_EXPLAINED) }, context)).entries()) notices()?.raiseGiven({ id: `${action}/${index}`, ...explained(answer, language) });
      return;
    case 'restore': {
      const result = await call('restore', { paths, version: click.version, overwrite: 'always', nearest: false, dryRun: false }, context);
      tell(restoredInPlace(result, undefined) ?? { kind: 'action-failed', values: { action: ACTIONS.restore, code: result.errors[0]?.code ?? 'restore.unknown-version' } });
      return;
    }
    case 'restore-copy': {
      const [path] = paths as [string];
      await restoreCopy(call, { path, version: click.version, begunFor, tell: copy => tell(copyRestored(basename(copy), dirname(copy))) }, context);
      return;
    }
    case 'command':
      if (!isFirst) throw CodedError.of(noticeErrors, 'notice.action-broken-off', click.command);
      if (await speaksDuring(click.command, () => call('command.run', { command: click.command, paths, origin: 'menu' }, context))) return; // one answer is enough
      tell(commandFinished(await titleOf(click.command) ?? click.command));
  }
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
