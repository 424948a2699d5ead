import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const MAIN = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

/** How a process ended and what it said. */
export interface Ended {
  readonly code: number | null; // null: killed by a signal
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly folder?: string | undefined; // the caller's
  /** Starts the program as another user; only root can. */
  readonly asUser?: { readonly uid: number; readonly gid: number } | undefined;
}

/** A started `mamori`, real process and all. */
export interface StartedProgram {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it has said so far. */
  readonly output: { stdout: string; stderr: string };
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts the built program; nothing of the tests' own surroundings reaches it but `environment`. */
export function startProgram(words: readonly string[], { environment, folder, asUser }: StartOptions): StartedProgram {
  const child = spawn(process.execPath, [MAIN, ...words], { env: environment, stdio: ['ignore', 'pipe', 'pipe'], ...(folder && { cwd: folder }), ...asUser });
  const output = { stdout: '', stderr: '' };
  running.add(child);
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal, ...output });
    });
  });
  return { child, ended, output };
}
