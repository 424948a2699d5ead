import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('measure.py', import.meta.url));
const SHOWN_LINES = 15;

/**
 * @typedef {{ program: string, args: readonly string[], env?: Record<string, string>, cwd?: string }} Command
 * @typedef {{ seconds: number, cpuSeconds: number, peakBytes: number }} Sample
 */

/** Runs programs one at a time, their output in one log file; a command that fails ends the row with the end of that log. */
export class Meter {
  #folder;
  #log;

  constructor(folder) {
    this.#folder = folder;
    this.#log = `${folder}/commands.log`;
  }

  /** @param {Command} command @returns {Promise<Sample>} */
  async measure(command) {
    const resultFile = `${this.#folder}/measured.json`;
    await this.#run({ ...command, program: 'python3', args: ['-S', '-E', script, resultFile, command.program, ...command.args] });
    const { exitCode, ...sample } = JSON.parse(readFileSync(resultFile, 'utf8'));
    if (exitCode !== 0) throw this.#failure(command, exitCode);
    return sample;
  }

  /** Runs a command whose cost nobody asks for; answers what it printed. @param {Command} command */
  async run(command) {
    const code = await this.#run(command);
    if (code !== 0) throw this.#failure(command, code);
    return this.lastOutput();
  }

  lastOutput() {
    return readFileSync(this.#log, 'utf8');
  }

  async #run({ program, args, env = {}, cwd }) {
    const output = openSync(this.#log, 'w');
    try {
      const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', output, output] });
      return await new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', (code, signal) => resolve(code ?? signal));
      });
    } finally {
      closeSync(output);
    }
  }

  #failure({ program, args }, exitCode) {
    const tail = this.lastOutput().trimEnd().split('\n').slice(-SHOWN_LINES).join('\n  ');
    return new Error(`${[program, ...args].join(' ')} ended with ${exitCode}:\n  ${tail}`);
  }
}
