import type { Clock } from '../../base/clock.js';
import { CodedError } from '../../base/coded-error.js';
import type { Disposable } from '../../base/disposable.js';
import type { Logger } from '../../base/logger.js';
import { pluginErrors } from '../../terms/errors/plugin-errors.js';
import { checkEngine } from '../../wire/plugins/manifest/check-engine.js'; // not by way of its index: the agent's start need not make schemas that only installing asks for
import type { MenuLocation, PluginId } from '../../wire/plugins/manifest/index.js';
import { wordsIn } from '../../wire/plugins/manifest/local-text.js';
import type { WhenContext } from '../../wire/plugins/when/index.js';
import type { Notice, PlannedRun, Run } from '../api/index.js';
import { createPluginApi } from '../child/api/index.js';
import { agentAnswers } from './agent-side/agent-answers.js';
import { OutputLog, type OutputLine } from './agent-side/output-log.js';
import { LOG_LINES, NOTICES, RateBudget } from './agent-side/rate-budget.js';
import { RegistrationBook } from './agent-side/registrations.js';
import { ContributionIndex, unknownContribution } from './contribution-index.js';
import type { Culprit } from './hosts/crash.js';
import { ExtensionHosts } from './hosts/extension-hosts.js';
import type { HostStarter } from './hosts/host-starter.js';
import { inAgentHosts } from './hosts/in-agent-hosts.js';
import type { PluginState } from './hosts/installed-plugin.js';
import type { HostLimits } from './hosts/limits.js';
import { Menus, type MenuGroup, type MenuRow } from './menus.js';
import { PluginConfiguration } from './plugin-configuration.js';
import { PluginDestination } from './plugin-destination.js';
import type { BrokenPlugin, PluginEntry, PluginStatus } from './plugin-entry.js';
import { RunHooks, type BeforeRunOutcome, type HookProblem } from './run-hooks.js';
import type { CommandCall, HostServices } from './services.js';
import { WhenClauses } from './when-clauses.js';

/** Something about a plugin that the person should hear of. */
export interface PluginProblem {
  readonly plugin: string;
  readonly failure: CodedError;
  /** Present when it was disabled for its crashes. */
  readonly culprit?: Culprit;
}

export interface PluginHostOptions {
  readonly installed: readonly (PluginEntry | BrokenPlugin)[];
  readonly services: HostServices;
  /** Starts the processes of strangers' plugins. */
  readonly processes: HostStarter;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The product's version, which is that of the plugins' API. */
  readonly apiVersion: string;
  /** Of menus and names, and of what plugins tell; English if nothing is said. */
  readonly language?: 'ja' | 'en';
  readonly limits?: Partial<HostLimits>;
  /** Context keys of the product that hold everywhere (`runState`); a menu's own context goes before. */
  readonly context?: WhenContext;
  /** Told of plugins that cannot be used, from the constructor on, and of those disabled for their crashes. */
  readonly onPluginProblem: (problem: PluginProblem) => void;
}

const NO_CONTEXT: WhenContext = new Map();

/**
 * All plugins of one agent: what they contribute, and how they are reached.
 *
 * Constructing it reads manifests that were checked before and starts nothing. A plugin that cannot be used is listed with its problem and harms nobody else.
 */
export class PluginHost implements Disposable {
  readonly index = new ContributionIndex();
  readonly configuration: PluginConfiguration;
  readonly #options: PluginHostOptions;
  readonly #entries = new Map<string, PluginEntry>();
  readonly #broken = new Map<string, BrokenPlugin>();
  readonly #registrations: RegistrationBook;
  readonly #output = new OutputLog();
  readonly #clauses = new WhenClauses();
  readonly #menus: Menus;
  readonly #hooks: RunHooks;
  readonly #hosts: ExtensionHosts;
  readonly #active = new Set<PluginId>();
  #coming: Promise<void> = Promise.resolve();

  constructor(options: PluginHostOptions) {
    const { services, processes, clock, logger, apiVersion, language = 'en', limits } = options;
    this.#options = options;
    this.configuration = new PluginConfiguration(this.index, services.settings);
    this.#registrations = new RegistrationBook((plugin, overlay) => services.overlays.assign(plugin, overlay, []));
    this.#menus = new Menus({ index: this.index, clauses: this.#clauses, language });
    const handlers = agentAnswers({
      services, logger, index: this.index, configuration: this.configuration, registrations: this.#registrations, output: this.#output,
      lines: new RateBudget(clock, LOG_LINES), notices: new RateBudget(clock, NOTICES),
      grantsOf: plugin => this.#entries.get(plugin)?.granted ?? [],
      isActive: plugin => this.#active.has(plugin),
      execute: (command, call, signal) => this.executeCommand(command, call, { signal }),
      emit: (plugin, event, value, signal) => this.#hosts.call(plugin, '$events.emit', { event, value }, { signal }),
    });
    this.#hosts = new ExtensionHosts({
      plugins: options.installed.flatMap(entry => this.#accept(entry) ?? []), handlers, processes, clock, logger, apiVersion, language, ...(limits && { limits }),
      inAgent: inAgentHosts({ createApi: createPluginApi, load: async ({ plugin }) => this.#entries.get(plugin)?.load?.(), clock, logger }),
      observer: { onDidChangeState: state => this.#stateChanged(state), onDidDisableCulprit: culprit => this.#culpritDisabled(culprit) },
    });
    this.#hooks = new RunHooks({ index: this.index, runner: this.#hosts, clock, storageOf: plugin => this.#entries.get(plugin)?.storage });
  }

  /** Every installed plugin, those that cannot be used last. */
  plugins(): readonly PluginStatus[] {
    const { language = 'en' } = this.#options;
    const usable = this.#hosts.states.map(({ plugin, phase, crashes, failure, pid }): PluginStatus => {
      const entry = this.#entries.get(plugin);
      const displayName = entry?.manifest.displayName;
      return {
        plugin, version: entry?.manifest.version, displayName: displayName && wordsIn(displayName, language), builtIn: entry?.builtIn ?? false, granted: entry?.granted ?? [],
        phase, crashes, failure, pid,
      };
    });
    const broken = [...this.#broken.values()].map(({ plugin, problem }): PluginStatus => (
      { plugin, builtIn: false, granted: [], phase: 'broken', crashes: 0, failure: problem.code }
    ));
    return [...usable, ...broken];
  }

  /** The newest lines of a plugin's output channels. */
  outputOf(plugin: PluginId): readonly OutputLine[] {
    return this.#output.linesOf(plugin);
  }

  /** Things that active plugins have registered; 0 when none is active. */
  get registered(): number {
    return this.#registrations.size;
  }

  /** The agent is up: plugins that wait for it are activated. Nobody waits for them; resolves when all are active or have failed. */
  started(): Promise<void> {
    return this.#hosts.activate('onStartupFinished');
  }

  /**
   * Runs a command, whoever contributes it; its plugin is activated if need be. `context` is what its `enablement` is judged in.
   *
   * @throws CodedError `plugin.unknown-command`, `plugin.command-disabled`, `plugin.no-handler`; what the plugin answers; what keeps it from running
   */
  async executeCommand(command: string, call: CommandCall, { signal, context = NO_CONTEXT }: { readonly signal: AbortSignal; readonly context?: WhenContext }): Promise<unknown> {
    const found = this.index.find('command', command);
    if (!found) throw unknownContribution('command', command);
    const whole: WhenContext = { get: key => context.get(key) ?? (key === 'selectionCount' ? call.paths.length : undefined) };
    if (!this.#clauses.holds(found.value.enablement, this.#contextOver(whole))) {
      throw CodedError.of(pluginErrors, 'plugin.command-disabled', `${command} cannot be used now: ${found.value.enablement ?? ''}`, { data: { command } });
    }
    return await this.#hosts.call(found.plugin, '$commands.run', { command, args: call }, { signal });
  }

  /** What a menu shows in a context, whose keys of the product (CONTEXT_KEYS) the caller gives; plugins' own keys and `config.KEY` are added here. Runs nothing. */
  menus(location: MenuLocation, context: WhenContext): readonly MenuGroup[] {
    return this.#menus.groups(location, this.#contextOver(context));
  }

  /** What is contributed to a menu, in its order, for whoever decides elsewhere what shows (file managers): with `index.version` and `agentContext` it says when that changes. */
  menuRows(location: MenuLocation): readonly MenuRow[] {
    return this.#menus.rows(location);
  }

  /** Every context key but those of a selection, with its present value. */
  get agentContext(): WhenContext {
    return this.#contextOver(NO_CONTEXT);
  }

  /** A notice is about to be shown: resolves when plugins that wait for its kind (`onNotice`) are active or have failed. */
  willShowNotice(kind: string): Promise<void> {
    return this.#hosts.activate(`onNotice:${kind}`);
  }

  /** @throws CodedError `plugin.unknown-contribution`, `plugin.no-handler`; what the plugin answers; what keeps it from running */
  async deliverNotice(channel: string, notice: Notice, signal: AbortSignal): Promise<void> {
    const found = this.index.find('noticeChannel', channel);
    if (!found) throw unknownContribution('noticeChannel', channel);
    await this.#hosts.call(found.plugin, '$notices.deliver', { channel, notice }, { signal });
  }

  /** Before a scheduled or manual run is read; see RunHooks. */
  beforeRun(planned: PlannedRun, signal: AbortSignal): Promise<BeforeRunOutcome> {
    void this.#hosts.activate('onRun:before');
    return this.#hooks.before(planned, signal);
  }

  afterRun(runs: readonly Run[], signal: AbortSignal): Promise<readonly HookProblem[]> {
    void this.#hosts.activate('onRun:after');
    return this.#hooks.after(runs, signal);
  }

  /** Opens the place that a vault URL names; see PluginDestination. */
  openDestination(url: string, signal: AbortSignal): Promise<PluginDestination> {
    return PluginDestination.open({
      index: this.index, runner: this.#hosts,
      isGranted: plugin => this.#entries.get(plugin)?.granted.includes('destinations') ?? false, isActive: plugin => this.#active.has(plugin),
    }, url, signal);
  }

  /**
   * Takes in a plugin, or a new version of one, which is deactivated first. One that cannot be used is listed as such.
   *
   * @throws CodedError `plugin.engine-mismatch`, `plugin.duplicate-contribution`
   */
  add(entry: PluginEntry): Promise<void> {
    return this.#inTurn(async () => {
      await this.#takeOut(entry.manifest.id);
      const accepted = this.#accept(entry);
      if (!accepted) throw this.#broken.get(entry.manifest.id)?.problem;
      await this.#hosts.install(accepted);
    });
  }

  /** Forgets a plugin and, unless `keepData`, what it kept with the agent: settings, state, secrets. Its folders are the installer's. */
  remove(plugin: PluginId, { keepData = false }: { readonly keepData?: boolean } = {}): Promise<void> {
    return this.#inTurn(async () => {
      const { services: { settings, state, secrets } } = this.#options;
      const properties = this.#entries.get(plugin)?.manifest.contributes.configuration?.properties ?? {};
      await this.#takeOut(plugin);
      this.#output.forget(plugin);
      if (keepData) return;
      for (const key of Object.keys(properties)) settings.set(key, undefined);
      state.forget(plugin);
      await secrets.forget(plugin);
    });
  }

  /** Also forgives a plugin that was disabled for its crashes. Starts nothing. */
  enable(plugin: PluginId): void {
    this.#hosts.enable(plugin);
  }

  /** Deactivates a plugin; what it contributes is gone until it is enabled again. */
  disable(plugin: PluginId): Promise<void> {
    return this.#hosts.disable(plugin);
  }

  /** Deactivates all plugins and ends their processes. */
  async dispose(): Promise<void> {
    await this.#hosts.dispose();
    for (const plugin of this.#entries.keys()) this.#registrations.void(plugin as PluginId);
  }

  /** The entry, if it can be used; otherwise it is listed as broken. */
  #accept(entry: PluginEntry | BrokenPlugin): PluginEntry | undefined {
    if ('problem' in entry) return this.#refuse(entry);
    const { manifest, enabled } = entry;
    const problem = checkEngine(manifest, this.#options.apiVersion) ?? this.index.add(manifest);
    if (problem) return this.#refuse({ plugin: manifest.id, problem });
    this.index.show(manifest.id, enabled);
    this.#entries.set(manifest.id, entry);
    return entry;
  }

  #refuse(broken: BrokenPlugin): undefined {
    this.#broken.set(broken.plugin, broken);
    this.#options.onPluginProblem({ plugin: broken.plugin, failure: broken.problem });
  }

  /** Plugins come and go one after the other: two versions of one would leave both in the index. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#coming.then(work);
    this.#coming = done.catch(() => {});
    return done;
  }

  async #takeOut(plugin: PluginId): Promise<void> {
    await this.#hosts.uninstall(plugin);
    this.index.remove(plugin);
    this.#entries.delete(plugin);
    this.#broken.delete(plugin);
  }

  #contextOver(context: WhenContext): WhenContext {
    return {
      get: key => context.get(key) ?? this.#options.context?.get(key) ?? (key.startsWith('config.') ? this.configuration.contextValue(key.slice('config.'.length)) : this.#registrations.contextValue(key)),
    };
  }

  #stateChanged({ plugin, phase }: PluginState): void {
    if (phase === 'active') this.#active.add(plugin);
    else this.#active.delete(plugin);
    if (phase === 'active') this.#registrations.flow(plugin);
    if (phase === 'inactive' || phase === 'disabled') this.#registrations.void(plugin);
    this.index.show(plugin, phase !== 'disabled');
  }

  #culpritDisabled(culprit: Culprit): void {
    const { plugin, crashes } = culprit;
    const failure = CodedError.of(pluginErrors, 'plugin.disabled', `${plugin} was disabled after ${crashes} crashes`, { data: { plugin, crashes } });
    this.#options.onPluginProblem({ plugin, failure, culprit });
  }
}
