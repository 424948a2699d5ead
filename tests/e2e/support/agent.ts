import type { VerbName, VerbParams, VerbResults } from '../../../src/wire/verbs/verb-table.js';
import { eventually } from './eventually.js';
import type { Pc } from './pc.js';
import type { Ended, StartedProgram } from './program.js';

/** A running `mamori up`. */
export class Agent {
  readonly #pc: Pc;
  readonly #program: StartedProgram;
  #ended: Ended | undefined;

  constructor(pc: Pc, program: StartedProgram) {
    this.#pc = pc;
    this.#program = program;
    void program.ended.then(ended => (this.#ended = ended), () => undefined);
  }

  get ended(): Promise<Ended> {
    return this.#program.ended;
  }

  get output(): StartedProgram['output'] {
    return this.#program.output;
  }

  call<N extends VerbName>(verb: N, params: VerbParams<N>): Promise<VerbResults[N]> {
    return this.#pc.call(verb, params);
  }

  /** Waits until every source is watched completely and its catch-up scan is committed. */
  async watching(withinMs = 60_000): Promise<void> {
    await this.until('every source is watched', withinMs, ({ sources }) =>
      sources.length > 0 && sources.every(({ watch }) => watch?.driver !== undefined && watch.trusted && watch.dirtyFolders === 0));
  }

  /** Waits until the status satisfies `holds`; fails at once when the agent ends. */
  async until(what: string, withinMs: number, holds: (status: VerbResults['status']) => boolean): Promise<VerbResults['status']> {
    return eventually(what, withinMs, async () => {
      if (this.#ended) throw new Error(`the agent ended with ${this.#ended.code ?? this.#ended.signal} before: ${what}\n${this.#ended.stderr}`);
      const status = await this.#pc.call('status', { paths: [] }).catch(() => undefined);
      return status && holds(status) ? status : undefined;
    });
  }

  /** Waits until the newest version of `path` in the vault satisfies `holds`. */
  async saved(path: string, withinMs = 30_000, holds: (versions: VerbResults['versions']['versions']) => boolean = versions => versions[0]?.state === 'present'): Promise<VerbResults['versions']['versions']> {
    return eventually(`${path} is saved`, withinMs, async () => {
      if (this.#ended) throw new Error(`the agent ended with ${this.#ended.code ?? this.#ended.signal}\n${this.#ended.stderr}`);
      const found = await this.#pc.call('versions', { path }).catch(() => undefined);
      return found && holds(found.versions) ? found.versions : undefined;
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.#program.child.kill(signal);
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended;
  }

  /** Ends it as Ctrl+C does. */
  async stop(): Promise<Ended> {
    this.signal('SIGINT');
    return this.ended;
  }
}
