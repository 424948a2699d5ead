import { shellTexts } from '../../texts/cli/shell-texts.js';
import type { DoctorCheck } from '../../wire/verbs/results.js';
import type { VerbName } from '../../wire/verbs/verb-table.js';
import type { OptionSpecs, ParsedWords, TalkingPerson, VerbCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import { say } from '../render/render-context.js';
import { isCode } from '../run-verb.js';
import { doctorCommand } from './doctor-command.js';
import { noWords } from './shared.js';

function shell<N extends VerbName & `shell.${string}`>(verb: N, own: Pick<VerbCommand<N>, 'summary' | 'render'> & Partial<Pick<VerbCommand<N>, 'exitCode' | 'options' | 'recover'>>): VerbCommand<N> {
  const words = verb.replace('.', ' ');
  return {
    usage: words,
    example: words,
    options: {},
    ...own,
    request: parsed => {
      noWords(parsed, 1);
      return { verb, params: {} };
    },
  };
}

const OPTIONS: OptionSpecs = { 'no-elevate': { type: 'boolean', summary: shellTexts.noElevate } };

/** In Explorer marks and menu are for all users of the PC. Windows is asked for an administrator where a person sits who can answer; in a "Terminal (Admin)" there is no need to. */
async function forAllUsers<T>(change: 'install' | 'uninstall', failure: unknown, again: () => Promise<T>, words: ParsedWords, person: TalkingPerson): Promise<{ readonly modules: readonly string[]; readonly result: T }> {
  if (!isCode(failure, 'shell.needs-administrator')) throw failure;
  const mayAsk = !words.flag('no-elevate') && person.canAsk;
  const { changeExplorer } = await import('../../agent/index.js');
  const modules = await changeExplorer(change, mayAsk ? () => person.say(shellTexts.windowsAsks) : undefined);
  return { modules, result: await again() };
}

const exitCode = ({ checks }: { readonly checks: readonly DoctorCheck[] }) => (checks.some(({ state }) => state === 'problem') ? EXIT.failed : EXIT.ok);

export const shellInstallCommand = shell('shell.install', {
  summary: shellTexts.install,
  options: OPTIONS,
  recover: async (...failed) => (await forAllUsers('install', ...failed)).result,
  render: ({ installed, checks }, context, words) => {
    say(context, shellTexts.installed, { count: installed.length });
    doctorCommand.render({ checks }, context, words);
  },
});

export const shellUninstallCommand = shell('shell.uninstall', {
  summary: shellTexts.uninstall,
  options: OPTIONS,
  recover: async (...failed) => {
    const { modules, result } = await forAllUsers('uninstall', ...failed);
    return { removed: [...modules, ...result.removed] };
  },
  render: ({ removed }, context) => say(context, shellTexts.removed, { count: removed.length }),
});

export const shellDoctorCommand = shell('shell.doctor', { summary: shellTexts.doctor, render: doctorCommand.render, exitCode });
