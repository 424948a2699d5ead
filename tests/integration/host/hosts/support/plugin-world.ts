import { mkdtempSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { systemClock, type Clock } from '../../../../../src/base/clock.js';
import type { Logger, LogFields } from '../../../../../src/base/logger.js';
import type { HostProgram } from '../../../../../src/host/adapters/host-process-program.js';
import { hostProcesses } from '../../../../../src/host/adapters/host-processes.js';
import type { Culprit } from '../../../../../src/host/main/hosts/crash.js';
import { ExtensionHosts, type ExtensionHostsOptions } from '../../../../../src/host/main/hosts/extension-hosts.js';
import type { HostStarter } from '../../../../../src/host/main/hosts/host-starter.js';
import { inAgentHosts } from '../../../../../src/host/main/hosts/in-agent-hosts.js';
import type { InstalledPlugin, PluginPhase } from '../../../../../src/host/main/hosts/installed-plugin.js';
import type { Handlers } from '../../../../../src/host/rpc/index.js';
import { checkManifest, type CapabilityName, type PluginId } from '../../../../../src/wire/plugins/manifest/index.js';
import type { AgentMethods } from '../../../../../src/wire/plugins/rpc/agent-methods.js';
import { SOURCES_AS_TYPESCRIPT } from '../../../watch/observed-watch.js';
import { createPluginApi } from '../../../../../src/host/child/api/index.js';

const PROJECT = join(import.meta.dirname, '../../../../..');
const FIXTURES = join(PROJECT, 'tests/fixtures/plugins');

/** The sources as they are, so that a test needs no build. */
export const SOURCE_PROGRAM: HostProgram = {
  entry: join(PROJECT, 'src/host/adapters/host-process-main.ts'),
  nodeOptions: ['--import', SOURCES_AS_TYPESCRIPT],
  code: [...['src', 'tests/integration', 'package.json'].map(path => join(PROJECT, path)), ...['valibot', 'rxjs'].map(name => join(PROJECT, 'node_modules', name))],
};

interface LogLine {
  readonly message: string;
  readonly fields: LogFields;
}

/** Extension hosts with fixture plugins, and everything they tell. */
export class PluginWorld {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'mamori-hosts-')));
  readonly culprits: Culprit[] = [];
  readonly phases: string[] = [];
  readonly log: LogLine[] = [];
  readonly registered: string[] = [];
  readonly clock: Clock;
  hosts!: ExtensionHosts;
  #changed = Promise.withResolvers<void>();

  constructor(clock: Clock = systemClock) {
    this.clock = clock;
  }

  start(plugins: readonly InstalledPlugin[], options: Partial<Pick<ExtensionHostsOptions, 'limits'>> & { readonly program?: HostProgram; readonly processes?: HostStarter; readonly files?: readonly string[] } = {}): ExtensionHosts {
    const { clock } = this;
    const logger = this.#logger();
    this.hosts = new ExtensionHosts({
      plugins, clock, logger, apiVersion: '0.1.0', language: 'en', handlers: this.#handlers(), limits: options.limits ?? {},
      processes: options.processes ?? hostProcesses({ files: () => options.files ?? [], clock, logger, program: options.program ?? SOURCE_PROGRAM }),
      inAgent: inAgentHosts({ createApi: createPluginApi, load: ({ folder, main }) => import(pathToFileURL(join(folder, main)).href), clock, logger }),
      observer: {
        onDidChangeState: ({ plugin, phase }) => { this.#tell(() => this.phases.push(`${plugin} ${phase}`)); },
        onDidDisableCulprit: culprit => { this.#tell(() => this.culprits.push(culprit)); },
      },
    });
    return this.hosts;
  }

  plugin(name: string, options: { readonly granted?: readonly CapabilityName[]; readonly builtIn?: boolean; readonly as?: string } = {}): InstalledPlugin {
    const { granted = [], builtIn = false, as = name } = options;
    const folder = join(FIXTURES, name);
    const checked = checkManifest(readFileSync(join(folder, 'package.json'), 'utf8'), 'package.json');
    if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
    const storage = join(this.root, as);
    mkdirSync(storage, { recursive: true });
    return { manifest: { ...checked.manifest, id: `acme.${as}` }, folder, storage, granted, builtIn, enabled: true };
  }

  /** Runs the one command of a fixture plugin. */
  run(name: string, extra: unknown = {}, signal?: AbortSignal): Promise<unknown> {
    const of = name.replace(/-\d+$/, ''); // a second copy has the first one's command
    return this.hosts.call(`acme.${name}`, '$commands.run', { command: `${of}.run`, args: { extra } }, { signal });
  }

  phaseOf(plugin: PluginId): PluginPhase | undefined {
    return this.hosts.states.find(state => state.plugin === plugin)?.phase;
  }

  /** Resolves as soon as it holds; looked at whenever something was logged or a plugin changed its phase. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await this.#changed.promise;
  }

  wrote(text: string): Promise<void> {
    return this.until(() => this.logged('extension host wrote').map(fields => fields['text']).join('').includes(text));
  }

  logged(message: string): readonly LogFields[] {
    return this.log.filter(line => line.message === message).map(({ fields }) => fields);
  }

  async dispose(): Promise<void> {
    await this.hosts?.dispose();
    rmSync(this.root, { recursive: true, force: true });
  }

  #tell(what: () => void): void {
    what();
    const { resolve } = this.#changed;
    this.#changed = Promise.withResolvers();
    resolve();
  }

  #logger(): Logger {
    const write = (message: string, fields: LogFields = {}) => this.#tell(() => this.log.push({ message, fields }));
    return { debug: write, info: write, warn: write, error: write };
  }

  #handlers(): Handlers<AgentMethods> {
    return { '$commands.register': ({ plugin, command }) => { this.registered.push(`${plugin} ${command}`); } } as Partial<Handlers<AgentMethods>> as Handlers<AgentMethods>;
  }
}
