import { CodedError } from '../base/coded-error.js';
import { wireErrors } from '../terms/errors/wire-errors.js';
import { usageTexts } from '../texts/cli/usage-texts.js';
import type { VerbName } from '../wire/verbs/verb-table.js';
import type { AnyCommand, CallerPlace, ParsedWords, Request, VerbCommand } from './command.js';
import type { Console } from './console.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { abortOnSignals } from './interrupts.js';
import type { VerbRunner } from './verb-runner.js';

export interface VerbCall {
  readonly command: AnyCommand;
  readonly words: ParsedWords;
  readonly place: CallerPlace;
}

/**
 * Carries out one command and shows its result. Whoever can carry it out is opened only once the words make sense.
 *
 * @throws UsageError when they do not; CodedError `wire.cancelled` after Ctrl+C
 */
export async function runVerb({ command, words, place }: VerbCall, open: () => Promise<VerbRunner>, output: Console): Promise<ExitCode> {
  return runTyped(command as VerbCommand<VerbName>, words, place, open, output);
}

async function runTyped<N extends VerbName>(
  command: VerbCommand<N>, words: ParsedWords, place: CallerPlace, open: () => Promise<VerbRunner>, output: Console,
): Promise<ExitCode> {
  const asked = command.request(words, place);
  const request = await (command.complete?.(asked, output) ?? asked);
  const runner = await open();
  const interrupts = abortOnSignals(() => output.say(usageTexts.interrupting));
  try {
    const call = async (asks: Request<N>) => {
      const answer = await runner.call(asks.verb, asks.params, { signal: interrupts.signal, onProgress: progress => output.progress.show(progress) });
      output.progress.clear();
      return answer;
    };
    let result = await call(request).catch((failure: unknown) => {
      if (!command.recover) throw failure;
      return command.recover(failure, () => call(request), words, output);
    });
    for (let next = await command.followUp?.(result, output, output.context); next; next = await command.followUp?.(result, output, output.context)) result = await call(next);
    if (words.flag('json')) output.document(result);
    if (!words.flag('json') || words.text('csv') !== undefined) command.render(result, output.context, words); // a file that was asked for is written either way
    return command.exitCode?.(result) ?? EXIT.ok;
  } catch (failure) {
    throw interrupts.signal.aborted && isAbort(failure) ? CodedError.of(wireErrors, 'wire.cancelled', 'interrupted', { cause: failure }) : failure;
  } finally {
    interrupts.dispose();
    if (runner.guests) output.say(usageTexts.finishingOthers);
    await runner.dispose();
  }
}

/** Whether a failure means that the person has to say something more. */
export function isCode(failure: unknown, ...codes: readonly string[]): boolean {
  return failure instanceof CodedError && codes.includes(failure.code);
}

function isAbort(failure: unknown): boolean {
  return failure instanceof Error && failure.name === 'AbortError';
}
