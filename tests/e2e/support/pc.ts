import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { connectToAgent } from '../../../src/cli/endpoint-client.js';
import type { VerbRunner } from '../../../src/cli/verb-runner.js';
import { endpointAddress } from '../../../src/wire/meeting-place.js';
import type { UpEvent } from '../../../src/wire/up-events.js';
import type { VerbName, VerbParams, VerbResults } from '../../../src/wire/verbs/verb-table.js';
import { Agent } from './agent.js';
import { startProgram, type Ended, type StartOptions, type StartedProgram } from './program.js';

export interface RunOptions extends Partial<Pick<StartOptions, 'folder' | 'asUser'>> {
  readonly passphrase?: string | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

/** One installation with a home, a runtime folder and credentials of its own; nothing of the machine's user is touched. */
export class Pc {
  readonly home: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly #started = new Set<StartedProgram>();

  /** With `usual` its state is where it is without MAMORI_HOME. */
  constructor(folder: string, { usual = false } = {}) {
    this.home = usual ? join(folder, 's', 'mamori') : join(folder, 'h');
    const runtime = join(folder, 'r');
    mkdirSync(runtime, { recursive: true, mode: 0o700 });
    this.environment = {
      PATH: process.env['PATH'] ?? '', HOME: folder, MAMORI_HOME: this.home, MAMORI_CREDENTIALS: 'file', MAMORI_LANGUAGE: 'en', TZ: 'UTC',
      XDG_RUNTIME_DIR: runtime, XDG_STATE_HOME: join(folder, 's'), XDG_DATA_HOME: join(folder, 'd'), XDG_CONFIG_HOME: join(folder, 'c'), XDG_CACHE_HOME: join(folder, 'x'),
    };
  }

  start(words: readonly string[], { folder, asUser, passphrase, environment }: RunOptions = {}): StartedProgram {
    const started = startProgram(words, {
      environment: { ...this.environment, ...(passphrase !== undefined && { MAMORI_PASSPHRASE: passphrase }), ...environment }, folder, asUser,
    });
    this.#started.add(started);
    void started.ended.catch(() => undefined).finally(() => this.#started.delete(started));
    return started;
  }

  run(words: readonly string[], options?: RunOptions): Promise<Ended> {
    return this.start(words, options).ended;
  }

  /** Runs a command that must end with `code`, and returns its document. */
  async json<T>(words: readonly string[], options?: RunOptions & { readonly code?: number }): Promise<T> {
    const ended = await this.run([...words, '--json'], options);
    if (ended.code !== (options?.code ?? 0)) throw new Error(`mamori ${words.join(' ')} ended with ${ended.code ?? ended.signal}\n${ended.stderr}\n${ended.stdout}`);
    return JSON.parse(ended.stdout) as T;
  }

  /** Runs a command that must fail, and returns the code of its error. */
  async failure(words: readonly string[], options?: RunOptions): Promise<string> {
    const { error } = await this.json<{ readonly error: { readonly code: string } }>(words, { ...options, code: 1 });
    return error.code;
  }

  /** `up --once`: set-up if need be, and one complete backup. */
  async upOnce(words: readonly string[], options?: RunOptions & { readonly code?: number }): Promise<readonly UpEvent[]> {
    const { events } = await this.json<{ readonly events: readonly UpEvent[] }>(['up', ...words, '--once'], options);
    return events;
  }

  /** Continuous protection; resolves when every source is watched and nothing is known to have been missed. */
  async up(words: readonly string[] = [], options?: RunOptions): Promise<Agent> {
    const agent = this.upUnwatched(words, options);
    await agent.watching();
    return agent;
  }

  upUnwatched(words: readonly string[] = [], options?: RunOptions): Agent {
    return new Agent(this, this.start(['up', ...words], options));
  }

  /** A connection to the agent of this home, if one answers. */
  connect(): Promise<VerbRunner | undefined> {
    const { home, environment } = this;
    return connectToAgent(endpointAddress(home, { platform: process.platform, environment, userHome: environment['HOME'] as string, userId: process.getuid?.() ?? -1 }));
  }

  /** Asks the running agent without starting a process. */
  async call<N extends VerbName>(verb: N, params: VerbParams<N>, signal = new AbortController().signal): Promise<VerbResults[N]> {
    const connection = await this.connect();
    if (!connection) throw new Error('no agent answers');
    try {
      return await connection.call(verb, params, { signal, onProgress: () => undefined });
    } finally {
      await connection.dispose();
    }
  }

  /** Ends whatever of this PC still runs, as a power cut would. */
  async powerOff(): Promise<void> {
    const left = [...this.#started];
    for (const { child } of left) {
      child.kill('SIGCONT');
      child.kill('SIGKILL');
    }
    await Promise.allSettled(left.map(({ ended }) => ended));
  }
}
