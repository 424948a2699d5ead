import { windowsPath } from './wine-prefix.mjs';

const READY_MS = 120_000;
/** Node starts within a second under Wine, on a busy machine within ten. */
const SHOWS_WITHIN_MS = 60_000;
const LOOK_AGAIN_MS = 500;

const wait = ms => new Promise(resolve => setTimeout(resolve, ms));

/** Asks until it is so; false when it does not come to be within `limitMs`. */
export async function becomes(condition, limitMs = SHOWS_WITHIN_MS) {
  for (const endMs = Date.now() + limitMs; ; await wait(LOOK_AGAIN_MS)) {
    if (await condition()) return true;
    if (Date.now() > endMs) return false;
  }
}

/** A user's PC in a Wine prefix: the program laid out by layOutForWindows, its state in C:\office. */
export class WinePc {
  #prefix;
  #app;

  /**
   * @param {import('./wine-prefix.mjs').WinePrefix} prefix
   * @param {{ folder: string, node: string }} app from layOutForWindows
   */
  constructor(prefix, app) {
    this.#prefix = prefix;
    this.#app = app;
  }

  /** What the processes of this user have in their environment. The key is kept by keytar, in the credential manager. */
  get environment() {
    return { MAMORI_HOME: 'C:\\office', MAMORI_CREDENTIALS: 'keytar' };
  }

  /** Runs a command of the program to its end. */
  mamori(...words) {
    return this.#prefix.run('mamori', this.#app.node, [this.#main, ...words], this.environment);
  }

  /** What a command that succeeds says with --json; undefined when it fails. */
  async json(...words) {
    const { code, said } = await this.#saying(words);
    return code === 0 ? said : undefined;
  }

  /** What a command says with --json, whatever its exit code. */
  async report(...words) {
    return (await this.#saying(words)).said;
  }

  async #saying(words) {
    const { code, output } = await this.mamori(...words, '--json');
    try {
      return { code, said: JSON.parse(output.slice(output.indexOf('{'))) };
    } catch {
      console.log(`mamori ${words.join(' ')} ended with ${code}: ${output}`);
      return { code };
    }
  }

  /** Starts the agent and answers it once it protects; undefined, with its words on the console, when it does not come so far. */
  async startAgent() {
    const agent = this.#prefix.start('agent', this.#app.node, [this.#main, 'up'], this.environment);
    if (await becomes(() => agent.output().includes('Protecting') || agent.child.exitCode !== null, READY_MS) && agent.child.exitCode === null) return agent;
    console.log(agent.output());
    agent.child.kill('SIGKILL');
    return undefined;
  }

  /** Whether so many versions of a file come to be in the vault. */
  hasVersions(path, count) {
    return becomes(async () => (await this.json('versions', path))?.versions.length === count);
  }

  get #main() {
    return windowsPath(`${this.#app.folder}/dist/cli/main.js`);
  }
}
