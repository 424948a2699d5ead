import { isHookCode } from '../../terms/hook-codes.js';
import { outcomeTexts } from '../../texts/cli/outcome-texts.js';
import { describeError } from '../../texts/describe-error.js';
import type { Text } from '../../texts/text.js';
import type { PathFailure } from '../../wire/verbs/results.js';
import { printable } from './format-values.js';
import { say, type RenderContext } from './render-context.js';

const SHOWN = 20;

/** Per-file failures, grouped by what was wrong, each with its remedy once; the first few paths of each. */
export function renderFailures(title: Text, failures: readonly PathFailure[], context: RenderContext, nameOf = ({ path }: PathFailure) => path): void {
  if (failures.length === 0) return;
  say(context, title);
  for (const [code, ofCode] of Map.groupBy(failures, failure => failure.code)) {
    const { cause, remedy } = describeError(code, context.language);
    context.line(`  [${printable(code)}] ${cause} ${remedy}`);
    for (const failure of ofCode.slice(0, SHOWN)) context.line(`    ${printable(nameOf(failure))}`);
    if (ofCode.length > SHOWN) context.line(`    … +${ofCode.length - SHOWN}`);
  }
}

/** What a backup could not save, file by file; apart from it what is wrong with a source as a whole, and what plugins told of while they prepared it, in their words as far as they are known. */
export function renderBackupFailures(failures: readonly PathFailure[], context: RenderContext): void {
  renderFailures(outcomeTexts.sourceErrorList, failures.filter(isOfSource), context);
  renderFailures(outcomeTexts.errorList, failures.filter(failure => !isOfSource(failure) && !isHookCode(failure.code)), context);
  renderFailures(outcomeTexts.hookErrorList, failures.filter(({ code }) => isHookCode(code)), context, ({ path, message }) => (message === '' ? path : `${path}: ${message}`));
}

/** About a source as a whole: no single file has failed. */
export function isOfSource({ code }: Pick<PathFailure, 'code'>): boolean {
  return code.startsWith('source.') || code.startsWith('scan.root-');
}
