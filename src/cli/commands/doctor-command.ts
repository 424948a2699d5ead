import { describeError } from '../../texts/describe-error.js';
import type { VerbCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import { printable } from '../render/format-values.js';
import { noWords } from './shared.js';

export const doctorCommand: VerbCommand<'doctor'> = {
  usage: 'doctor',
  example: 'doctor',
  summary: { ja: '環境の診断', en: 'check this installation and say what to do' },
  options: {},
  request: words => {
    noWords(words);
    return { verb: 'doctor', params: {} };
  },
  render: ({ checks }, context) => {
    const marks = { ok: '✓', warning: '!', problem: '✗' } as const;
    for (const check of checks) {
      context.line(`${marks[check.state]} ${printable(check.name)}: ${printable(check.detail)}`);
      if (check.code) context.line(`    ${describeError(check.code, context.language).remedy}`);
    }
  },
  exitCode: ({ checks }) => (checks.some(check => check.state === 'problem') ? EXIT.failed : EXIT.ok),
};
