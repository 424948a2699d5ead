import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { announce } from './announce.mjs';
import { nodeFits } from './node-version.mjs';
import { fetchedNode } from './toolchain.mjs';

/**
 * Answers at once under a fitting Node. Under another, runs the same script with the same arguments under Mamori's own,
 * fetched if need be, and never returns: it ends as that process ends.
 */
export async function underFittingNode(scriptUrl) {
  if (nodeFits(process.versions.node)) return;
  const node = await fetchedNode(announce);
  process.exit(await standInFor(node, [...process.execArgv, fileURLToPath(scriptUrl), ...process.argv.slice(2)]));
}

/**
 * Runs a program in this process's place: same terminal and streams, signals passed on, its exit code as the answer.
 *
 * A program ended by a signal answers 128 + the signal's number, as shells do. Node takes and gives words as text only: those with bytes that are no
 * UTF-8 the program reads from our own command line (src/cli/exact-arguments.ts), which MAMORI_WORDS_OF points to.
 */
export async function standInFor(program, args) {
  const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, MAMORI_WORDS_OF: String(process.pid) } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl+C to both of us; passed on, it would arrive twice.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
