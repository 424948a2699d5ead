import type { CodedError } from '../base/coded-error.js';
import type { VerbName } from '../wire/verbs/verb-table.js';
import type { AnyCommand } from './command-table.js';
import type { ParsedWords, VerbCommand } from './command.js';
import type { Console } from './console.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { abortOnSignals } from './interrupts.js';
import type { VerbRunner } from './verb-runner.js';

export interface VerbCall {
  readonly command: AnyCommand;
  readonly words: ParsedWords;
  readonly absolute: (path: string) => string;
  readonly json: boolean;
}

/** Carries out one command with whoever can, and shows its result. */
export async function runVerb({ command, words, absolute, json }: VerbCall, runner: VerbRunner, output: Console): Promise<ExitCode> {
  return runTyped(command as VerbCommand<VerbName>, words, absolute, json, runner, output);
}

async function runTyped<N extends VerbName>(
  command: VerbCommand<N>, words: ParsedWords, absolute: (path: string) => string, json: boolean, runner: VerbRunner, output: Console,
): Promise<ExitCode> {
  const { verb, params } = command.request(words, { absolute });
  const interrupts = abortOnSignals(() => undefined);
  try {
    const result = await runner.call(verb, params, { signal: interrupts.signal, onProgress: progress => output.progress.show(progress) });
    output.progress.clear();
    if (json) output.document(result);
    else command.render(result, output.context, words);
    return command.exitCode?.(result) ?? EXIT.ok;
  } finally {
    interrupts.dispose();
  }
}

/** Whether a failure means that the person has to say something more. */
export function isCode(failure: unknown, ...codes: readonly string[]): boolean {
  return failure instanceof Error && codes.includes((failure as CodedError).code);
}
