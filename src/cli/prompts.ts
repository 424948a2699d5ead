import type { Readable, Writable } from 'node:stream';
import { CodedError } from '../base/coded-error.js';
import { wireErrors } from '../terms/errors/wire-errors.js';

export interface PromptStreams {
  readonly stdin: Readable;
  readonly stderr: Writable;
}

/**
 * One line from the person; `hidden` shows nothing of what is typed.
 *
 * @throws CodedError `wire.cancelled` when the person gives up (Ctrl+C, Ctrl+D)
 */
export async function askLine({ stdin, stderr }: PromptStreams, question: string, { hidden }: { readonly hidden: boolean }): Promise<string> {
  const [{ createInterface }, { Writable }] = await Promise.all([import('node:readline/promises'), import('node:stream')]);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: stdin, output: hidden ? nowhere : stderr, terminal: true });
  const gone = new AbortController();
  reader.once('SIGINT', () => gone.abort());
  reader.once('close', () => gone.abort());
  try {
    const answer = reader.question(hidden ? '' : question, { signal: gone.signal });
    if (hidden) stderr.write(question); // only now: whoever answers at once must be heard
    return await answer;
  } catch (cause) {
    throw gone.signal.aborted ? CodedError.of(wireErrors, 'wire.cancelled', 'the person gave up', { cause }) : cause;
  } finally {
    reader.close();
    if (hidden) stderr.write('\n');
  }
}
