import { describeError } from '../../texts/describe-error.js';
import type { Text } from '../../texts/text.js';
import type { PathFailure } from '../../wire/verbs/results.js';
import { printable } from './format-values.js';
import { say, type RenderContext } from './render-context.js';

const SHOWN = 20;

/** Per-file failures, grouped by what was wrong, each with its remedy once; the first few paths of each. */
export function renderFailures(title: Text, failures: readonly PathFailure[], context: RenderContext): void {
  if (failures.length === 0) return;
  say(context, title);
  for (const [code, ofCode] of Map.groupBy(failures, failure => failure.code)) {
    const { cause, remedy } = describeError(code, context.language);
    context.line(`  [${printable(code)}] ${cause} ${remedy}`);
    for (const failure of ofCode.slice(0, SHOWN)) context.line(`    ${printable(failure.path)}`);
    if (ofCode.length > SHOWN) context.line(`    … +${ofCode.length - SHOWN}`);
  }
}
