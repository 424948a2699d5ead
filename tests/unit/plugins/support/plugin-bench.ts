import { CodedError } from '../../../../src/base/coded-error.js';
import type {
  CommandArguments, CommandHandler, Explanation, HookContribution, Language, Mamori, NewNotice, NoticeChannel, PlannedRun, PluginContext, PluginModule, RestoreOptions, RestoreOutcome, Run, RunHook, Version,
} from '../../../../src/host/api/index.js';
import { errorDefinitions, isErrorCode } from '../../../../src/terms/errors/index.js';

export interface BenchAgent {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly storagePath?: string;
  readonly language?: Language;
  readonly runs?: readonly Run[];
  readonly versions?: Readonly<Record<string, readonly Version[]>>;
  readonly explanations?: Readonly<Record<string, Explanation['answer']>>;
}

/** A plugin on the bench: activated with an agent that keeps what it is told in memory. */
export class PluginBench {
  readonly settings: Map<string, unknown>;
  readonly secrets = new Map<string, string>();
  readonly notices: NewNotice[] = [];
  readonly restores: RestoreOptions[] = [];
  readonly started: (readonly string[])[] = [];
  readonly commands = new Map<string, CommandHandler>();
  readonly hooks = new Map<string, RunHook>();
  readonly channels = new Map<string, NoticeChannel>();
  readonly log: string[] = [];
  readonly state = new Map<string, unknown>();
  readonly #subscriptions: PluginContext['subscriptions'] = [];
  readonly #stopping = new AbortController();

  static async of(module: PluginModule, agent: BenchAgent = {}): Promise<PluginBench> {
    const bench = new PluginBench(agent.settings ?? {});
    await module.activate(bench.#context(agent), bench.#mamori(agent));
    return bench;
  }

  private constructor(settings: Readonly<Record<string, unknown>>) {
    this.settings = new Map(Object.entries(settings));
  }

  run(command: string, args: Partial<CommandArguments> = {}, signal = new AbortController().signal): Promise<unknown> {
    return (async () => this.commands.get(command)?.({ paths: [], origin: 'plugin', ...args }, signal))();
  }

  /** Calls every hook, as the agent does before a run; the answers of those that had something to say. */
  async before(run: PlannedRun = { kind: 'manual', sources: [] }, signal = new AbortController().signal): Promise<readonly HookContribution[]> {
    const answers: HookContribution[] = [];
    for (const hook of this.hooks.values()) {
      const answer = await hook.before?.(run, signal);
      if (answer && Object.keys(answer).length > 0) answers.push(answer);
    }
    return answers;
  }

  async end(): Promise<void> {
    this.#stopping.abort();
    for (const disposable of this.#subscriptions.toReversed()) await disposable.dispose();
  }

  #context({ storagePath = '', language = 'en' }: BenchAgent): PluginContext {
    const line = (level: string) => (message: string) => void this.log.push(`${level} ${message}`);
    return {
      pluginId: 'mamori.bench', version: '1.0.0', language, pluginPath: '', storagePath, subscriptions: this.#subscriptions, signal: this.#stopping.signal, capabilities: new Set(),
      state: {
        get: async <T>(key: string) => this.state.get(key) as T | undefined,
        update: async (key, value) => void this.state.set(key, value),
        keys: async () => [...this.state.keys()],
      },
      log: { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') },
      createOutputChannel: name => ({ name, appendLine() {}, dispose() {} }),
    };
  }

  #mamori({ runs = [], versions = {}, explanations = {} }: BenchAgent): Mamori {
    const keep = <T>(map: Map<string, T>) => (id: string, value: T) => {
      map.set(id, value);
      return { dispose: () => void map.delete(id) };
    };
    const parts: Pick<Mamori, 'commands' | 'notices' | 'sources' | 'versions' | 'restore' | 'secrets' | 'error'> & { readonly configuration: Pick<Mamori['configuration'], 'get' | 'update'> } & { readonly runs: Pick<Mamori['runs'], 'start' | 'registerHook'> } = {
      commands: { registerCommand: keep(this.commands), executeCommand: () => Promise.reject(new Error('no other plugin is here')), getCommands: async () => [...this.commands.keys()] },
      notices: {
        show: async notice => `n-${this.notices.push(notice)}`,
        registerChannel: keep(this.channels),
      },
      sources: { list: async () => [], explain: async paths => paths.map(path => ({ path, answer: explanations[path] ?? 'outside' })) },
      runs: {
        start: async ({ paths = [] } = {}) => {
          this.started.push(paths);
          return runs;
        },
        registerHook: keep(this.hooks),
      },
      versions: { list: async path => versions[path] ?? [], find: async () => [] },
      restore: {
        start: async (options): Promise<RestoreOutcome> => {
          this.restores.push(options);
          return { restored: 1, failed: [] };
        },
      },
      configuration: {
        get: async <T>(key: string) => this.settings.get(key) as T,
        update: async (key, value) => void this.settings.set(key, value),
      },
      secrets: {
        get: async key => this.secrets.get(key),
        set: async (key, value) => void this.secrets.set(key, value),
        delete: async key => void this.secrets.delete(key),
      },
      error(code, message) {
        if (!isErrorCode(code)) throw new Error(`${code} is in no table`);
        return new CodedError(code, message, errorDefinitions[code]);
      },
    };
    return parts as unknown as Mamori;
  }
}
