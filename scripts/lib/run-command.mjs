import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { buildStateFolder, projectRoot } from './paths.mjs';

/** A failure whose message is meant for the person at the terminal: printed without a stack. */
export class StepFailure extends Error {
  name = 'StepFailure';
}

/**
 * Runs a command with its output in `.build/logs/<log>.log` (replaced each time) and waits for its end.
 *
 * Throws StepFailure with the telling lines of the log when it does not end with 0. The command finds the running Node first in PATH.
 */
export async function runLogged(log, command, args, options = {}) {
  const folder = `${buildStateFolder}/logs`;
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/${log}.log`;
  const output = openSync(file, options.append ? 'a' : 'w');
  writeSync(output, `$ ${[command, ...args].join(' ')}\n`);
  try {
    const ended = await run(command, args, { ...options, stdio: ['ignore', output, output] });
    if (ended !== 0) {
      throw new StepFailure(`${log}: ${basename(command)} ended with ${ended}:\n  ${tellingLines(file).join('\n  ')}\n  (all of it in ${file})`);
    }
  } finally {
    closeSync(output);
  }
}

const TELLING_LINES = 12;

/** What a person should see of a failed command's log: the compilers' error lines, or its end where there are none. */
function tellingLines(file) {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const errors = lines.filter(line => /(^|: )((fatal )?error|undefined reference)[: ]/.test(line));
  return errors.length > 0 ? errors.slice(0, TELLING_LINES) : lines.slice(-TELLING_LINES);
}

/** Runs a command and answers its exit code; a signal counts as 128 + its number, a command that cannot start as 127. */
export async function run(command, args, { cwd = projectRoot, env = {}, stdio = 'inherit' } = {}) {
  const child = spawn(command, args, { cwd, stdio, env: { ...process.env, PATH: pathWithRunningNode(), ...env } });
  return new Promise(resolve => {
    child.once('error', () => resolve(127));
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15)));
  });
}

function pathWithRunningNode() {
  const separator = process.platform === 'win32' ? ';' : ':';
  const folder = process.execPath.replace(/[\\/][^\\/]*$/, '');
  return [folder, process.env.PATH ?? ''].join(separator);
}
