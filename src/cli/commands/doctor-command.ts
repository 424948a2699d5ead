import { checkTexts, doctorTexts } from '../../texts/cli/doctor-texts.js';
import { describeError } from '../../texts/describe-error.js';
import type { Language } from '../../texts/language.js';
import { inLanguage } from '../../texts/text.js';
import type { DoctorCheck } from '../../wire/verbs/results.js';
import type { VerbCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import { printable } from '../render/format-values.js';
import { say } from '../render/render-context.js';
import { noWords } from './shared.js';

/** What only those who help need to know; `--json` and the export of logs have it. */
function isTechnical({ name, state }: DoctorCheck): boolean {
  return state === 'ok' && ['engine', 'chunk index', 'inotify watches', 'extension', 'emblems'].includes(name);
}

/** A check of a newer program keeps its name. */
function checkName(name: string, language: Language): string {
  const [, kind = '', of = ''] = /^(source|plugin) (.+)$/s.exec(name) ?? [];
  const known = kind === '' ? name : kind;
  return Object.hasOwn(checkTexts, known) ? inLanguage(checkTexts[known as keyof typeof checkTexts], language, { name: of }) : name;
}

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
      context.line(`${marks[check.state]} ${printable(checkName(check.name, context.language))}: ${isTechnical(check) ? inLanguage(doctorTexts.fine, context.language) : printable(check.detail)}`);
      if (!check.code) continue;
      const { cause, remedy } = describeError(check.code, context.language);
      context.line(`    ${cause}`);
      context.line(`    ${remedy}`);
    }
    const count = checks.filter(({ state }) => state !== 'ok').length;
    if (count === 0) say(context, doctorTexts.allWell);
    else say(context, doctorTexts.found, { count });
  },
  exitCode: ({ checks }) => (checks.some(check => check.state === 'problem') ? EXIT.failed : EXIT.ok),
};
