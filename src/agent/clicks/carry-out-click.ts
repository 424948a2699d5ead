import { basename, dirname } from 'node:path';
import { CodedError } from '../../base/coded-error.js';
import type { NoticeCentre } from '../../notifications/notice-centre.js';
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
}

/** More answers at once nobody reads. */
const MAX_EXPLAINED = 5;
/** What a notice calls the thing that did not work; a command goes by its title. */
const ACTIONS = { backup: 'back-up-now', why: 'details', restore: 'restore', 'restore-copy': 'restore-copy' } as const;

/** Does what a click asks, and says by a notice how it went; a failure is an outcome as well. Rejects only when it was aborted. */
export function carryOutClick(parts: ClickParts) {
  return async (click: ClickWork, signal: AbortSignal): Promise<void> => {
    try {
      await carryOut(parts, click, { signal, onProgress: () => undefined });
    } catch (failure) {
      if (signal.aborted || !(failure instanceof CodedError)) throw failure;
      const action = click.verb === 'command' ? await parts.titleOf(click.command) ?? click.command : ACTIONS[click.verb];
      parts.notices()?.raise({ kind: 'action-failed', values: { action, code: failure.code } });
    }
  };
}

async function carryOut({ call, notices, language, titleOf }: ClickParts, click: ClickWork, context: VerbContext): Promise<void> {
  const { paths } = click;
  switch (click.verb) {
    case 'backup':
      notices()?.raise(backedUp(await call('backup', { paths }, context)));
      return;
    case 'why':
      for (const answer of await call('why', { paths: paths.slice(0, MAX_EXPLAINED) }, context)) notices()?.raiseGiven(explained(answer, language));
      return;
    case 'restore': {
      const result = await call('restore', { paths, version: click.version, overwrite: 'always', nearest: false, dryRun: false }, context);
      const notice = restoredInPlace(result, undefined);
      if (notice) notices()?.raise(notice);
      else notices()?.raise({ kind: 'action-failed', values: { action: ACTIONS.restore, code: result.errors[0]?.code ?? 'restore.unknown-version' } });
      return;
    }
    case 'restore-copy': {
      const [path] = paths as [string];
      const copy = await restoreCopy(call, path, click.version, context);
      notices()?.raise(copyRestored(basename(copy), dirname(copy)));
      return;
    }
    case 'command':
      await call('command.run', { command: click.command, paths, origin: 'menu' }, context);
      notices()?.raise(commandFinished(await titleOf(click.command) ?? click.command));
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
