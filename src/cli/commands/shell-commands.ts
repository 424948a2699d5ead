import { shellTexts } from '../../texts/cli/shell-texts.js';
import type { DoctorCheck } from '../../wire/verbs/results.js';
import type { VerbName } from '../../wire/verbs/verb-table.js';
import type { VerbCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import { say } from '../render/render-context.js';
import { doctorCommand } from './doctor-command.js';
import { noWords } from './shared.js';

function shell<N extends VerbName & `shell.${string}`>(verb: N, own: Pick<VerbCommand<N>, 'summary' | 'render' | 'exitCode'>): VerbCommand<N> {
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

const exitCode = ({ checks }: { readonly checks: readonly DoctorCheck[] }) => (checks.some(({ state }) => state === 'problem') ? EXIT.failed : EXIT.ok);

export const shellInstallCommand = shell('shell.install', {
  summary: shellTexts.install,
  render: ({ installed, checks }, context, words) => {
    say(context, shellTexts.installed, { count: installed.length });
    doctorCommand.render({ checks }, context, words);
  },
});

export const shellUninstallCommand = shell('shell.uninstall', {
  summary: shellTexts.uninstall,
  render: ({ removed }, context) => say(context, shellTexts.removed, { count: removed.length }),
});

export const shellDoctorCommand = shell('shell.doctor', { summary: shellTexts.doctor, render: doctorCommand.render, exitCode });
