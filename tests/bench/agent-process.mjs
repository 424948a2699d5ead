import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A running agent whose lines are waited for; its own process, ended by SIGTERM as a service manager would. */
export class AgentProcess {
  #child;
  #lines = [];
  #waiters = [];
  #ended = false;

  constructor({ program, args, env, cwd }) {
    this.#child = spawn(program, args, { env: { ...process.env, ...env }, cwd, stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface({ input: this.#child.stdout }).on('line', line => this.#arrived({ line, atMs: performance.now() }));
    this.exit = new Promise(resolve => this.#child.once('exit', resolve)).then(code => {
      this.#ended = true;
      for (const waiter of this.#waiters.splice(0)) waiter.reject(new Error(`the agent ended with ${code}`));
      return code;
    });
  }

  get pid() {
    return this.#child.pid;
  }

  /** When the first line not yet waited for that matches was printed, by performance.now(). Rejects when the agent ends or `timeoutMs` passes. */
  lineMatching(pattern, timeoutMs) {
    const at = this.#lines.findIndex(({ line }) => pattern.test(line));
    if (at >= 0) return Promise.resolve(this.#lines.splice(0, at + 1).at(-1).atMs);
    if (this.#ended) return Promise.reject(new Error('the agent has ended'));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => waiter.reject(new Error(`the agent printed nothing like ${pattern} in ${timeoutMs} ms`)), timeoutMs);
      const waiter = {
        pattern,
        resolve: value => { clearTimeout(timer); resolve(value); },
        reject: failure => { clearTimeout(timer); this.#waiters = this.#waiters.filter(other => other !== waiter); reject(failure); },
      };
      this.#waiters.push(waiter);
    });
  }

  /** Resident bytes now and at their peak. */
  memory() {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    const bytes = field => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024;
    return { residentBytes: bytes('VmRSS'), peakBytes: bytes('VmHWM') };
  }

  async stop() {
    this.#child.kill('SIGTERM');
    return this.exit;
  }

  #arrived(entry) {
    const waiter = this.#waiters.find(({ pattern }) => pattern.test(entry.line));
    if (waiter === undefined) {
      this.#lines.push(entry);
      return;
    }
    this.#lines = [];
    this.#waiters = this.#waiters.filter(other => other !== waiter);
    waiter.resolve(entry.atMs);
  }
}
