import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { DumpFailure } from './failure.js';
import { endTree } from './process-tree.js';

export interface ToolRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly timeLimitMs: number;
  readonly signal: AbortSignal;
}

export interface ToolEnd {
  /** 0: it succeeded; undefined when a signal ended it. */
  readonly code: number | undefined;
  /** The end of what it wrote to standard error. */
  readonly said: string;
}

/** A tool that was asked to end has so long to remove what it began. */
const GRACE_MS = 3_000;
/** After its end, what it wrote last is in the pipe; whoever still holds the pipe open is not waited for longer. */
const LAST_WORDS_MS = 1_000;
const SAID_CHARS = 2_000;

/**
 * Runs a program to its end, in a process group of its own, without input and without its standard output.
 *
 * When the time is over or the signal fires, the whole tree is asked to end and after `GRACE_MS` ended; nothing of it runs on when this settles. Descendants of a program that
 * ended by itself are ended, too.
 *
 * @throws DumpFailure `database.time-limit`; `database.tool-missing` when it cannot be started; the signal's reason
 */
export async function runTool({ program, args, environment, timeLimitMs, signal }: ToolRun): Promise<ToolEnd> {
  signal.throwIfAborted();
  const limit = AbortSignal.timeout(timeLimitMs);
  const stop = AbortSignal.any([signal, limit]);
  const child = spawn(program, args, { env: { ...environment }, stdio: ['ignore', 'ignore', 'pipe'], detached: process.platform !== 'win32', windowsHide: true });
  const ended = new AbortController();
  const onStop = () => void askThenEnd(child, ended.signal);
  stop.addEventListener('abort', onStop, { once: true });
  const words = lastWordsOf(child);
  try {
    const [code] = await once(child, 'exit') as [number | null];
    endTree(child, { force: true });
    const said = await words();
    if (signal.aborted) throw signal.reason;
    if (limit.aborted) throw new DumpFailure('database.time-limit', `${program} did not end within ${timeLimitMs} ms`);
    return { code: code ?? undefined, said };
  } catch (failure) {
    if (child.pid === undefined) throw new DumpFailure('database.tool-missing', `${program} cannot be started`, failure);
    throw failure;
  } finally {
    ended.abort();
    stop.removeEventListener('abort', onStop);
  }
}

async function askThenEnd(child: ChildProcess, ended: AbortSignal): Promise<void> {
  endTree(child, { force: false });
  await pause(GRACE_MS, undefined, { signal: ended }).then(() => endTree(child, { force: true }), () => undefined);
}

/** Collects standard error, bounded; the answer resolves with its end soon after the process has ended. */
function lastWordsOf(child: ChildProcess): () => Promise<string> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-SAID_CHARS);
  });
  const closed = new Promise<void>(resolve => child.once('close', () => resolve()));
  return async () => {
    await Promise.race([closed, pause(LAST_WORDS_MS, undefined, { ref: false })]);
    child.stderr?.destroy();
    return said.trim();
  };
}
