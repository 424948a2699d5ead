import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../../base/coded-error.js';
import type { ObjectStore } from '../../core/ports/object-store.js';
import type { Notice, PlannedRun, Run } from '../../host/api/index.js';
import type { BeforeRunOutcome, HookProblem, HostServices, OutputLine, PluginEntry, PluginHost, PluginProblem, PluginStatus } from '../../host/main/index.js';
import type { InstalledPlugin } from '../../host/main/hosts/installed-plugin.js';
import { pluginErrors } from '../../terms/errors/plugin-errors.js';
import type { Manifest, PluginId } from '../../wire/plugins/manifest/index.js';
import { filesOf } from '../place.js';
import { sourcesOf } from '../sources.js';
import type { Workspace } from '../workspace.js';
import type { CallVerb } from './host-services.js';
import type { Plugins } from './plugins.js';
import type { HookHost } from './run-hooks.js';

export interface PluginSystemParts {
  readonly workspace: Workspace;
  readonly call: CallVerb;
  readonly showNotice: HostServices['notices']['show'];
  readonly onProblem: (problem: PluginProblem) => void;
  /** Asked when plugins are loaded: finding it out takes a while on some systems. */
  readonly language: () => 'ja' | 'en';
}

/**
 * The plugins of one process of ours. Nothing of the plugin host is loaded before something asks for it: the agent does when it has started, a single command only
 * when it needs a plugin.
 *
 * With `off` (`--no-plugins`) every question is answered as if no plugin were there, the built-in ones included.
 */
export class PluginSystem implements Plugins, HookHost {
  readonly off: boolean;
  readonly #parts: PluginSystemParts;
  #host: Promise<PluginHost> | undefined;
  #loaded: PluginHost | undefined;

  constructor(parts: PluginSystemParts, { off }: { readonly off: boolean }) {
    this.#parts = parts;
    this.off = off;
  }

  host(): Promise<PluginHost> {
    if (this.off) throw CodedError.of(pluginErrors, 'plugin.all-off', 'plugins are off in this process');
    return this.#host ??= this.#start();
  }

  async started(): Promise<void> {
    if (!this.off) await (await this.host()).started();
  }

  /** Whether a hook could have something to do: without a plugin that somebody installed or set up, the host need not be loaded for one command. */
  get mayHook(): boolean {
    if (this.off) return false;
    if (this.#host) return true;
    const { state: { settings } } = this.#parts.workspace;
    return settings.list('setting/').size > 0 || settings.list('plugins/installed/').size > 0;
  }

  async beforeRun(planned: PlannedRun, signal: AbortSignal): Promise<BeforeRunOutcome> {
    if (!this.mayHook) return { folders: [], problems: [] };
    return (await this.host()).beforeRun(planned, signal);
  }

  async afterRun(runs: readonly Run[], signal: AbortSignal): Promise<readonly HookProblem[]> {
    return this.mayHook ? (await this.host()).afterRun(runs, signal) : [];
  }

  async openDestination(url: string): Promise<ObjectStore> {
    const { PluginObjectStore } = await import('./plugin-object-store.js');
    return new PluginObjectStore(await (await this.host()).openDestination(url, new AbortController().signal));
  }

  async deliverNotice(channel: string, notice: Notice, signal: AbortSignal): Promise<void> {
    await (await this.host()).deliverNotice(channel, notice, signal);
  }

  async noticeKept(notice: Notice): Promise<void> {
    const { workspace: { happenings, logger } } = this.#parts;
    try {
      await (await this.host()).willShowNotice(notice.kind);
      happenings.notices.fire(notice);
    } catch (failure) {
      logger.warn('plugins could not be told of a notice', { notice: notice.id, failure: String(failure) });
    }
  }

  defaultChannelsOf(kind: string): readonly string[] | undefined {
    return this.#loaded?.index.find('notice', kind)?.value.defaultChannels;
  }

  async states(): Promise<readonly PluginStatus[] | undefined> {
    return (await this.#host)?.plugins();
  }

  outputOf(plugin: PluginId): readonly OutputLine[] {
    return this.#loaded?.outputOf(plugin) ?? [];
  }

  async add(plugin: InstalledPlugin): Promise<void> {
    await (await this.#host)?.add(plugin);
  }

  async remove(plugin: PluginId, options: { readonly keepData: boolean }): Promise<void> {
    await (await this.#host)?.remove(plugin, options);
  }

  async enable(plugin: PluginId): Promise<void> {
    (await this.#host)?.enable(plugin);
  }

  async disable(plugin: PluginId): Promise<void> {
    await (await this.#host)?.disable(plugin);
  }

  async dispose(): Promise<void> {
    await (await this.#host?.catch(() => undefined))?.dispose();
  }

  async #start(): Promise<PluginHost> {
    const { workspace, call, showNotice, onProblem, language } = this.#parts;
    const [{ PluginHost: Host }, { hostProcesses }, { hostServices }, { installedPlugins, pluginInstallation }, { builtInEntries }] = await Promise.all([
      import('../../host/main/index.js'), import('../../host/adapters/host-processes.js'), import('./host-services.js'), import('./installation.js'), import('./built-in-entries.js'),
    ]);
    const { clock, logger, program, place, happenings: { runs, sources, notices } } = workspace;
    const builtIn = builtInEntries(logger, storageFor(place));
    const manifests = builtIn.map(({ manifest }) => manifest);
    const { registry } = pluginInstallation(workspace, manifests);
    const installed: PluginEntry[] = [
      ...builtIn.map(entry => ({ ...entry, enabled: registry.builtInDisabledBy(entry.manifest.id) === undefined })),
      ...await installedPlugins(workspace, manifests),
    ];
    return this.#loaded = new Host({
      installed,
      services: hostServices({ workspace, call, showNotice, assignOverlay: (plugin, overlay, marks) => workspace.overlayMarks.assign(plugin, overlay, marks), events: { runs, sources, notices } }),
      processes: hostProcesses({ files: () => sourcesOf(workspace).map(({ root }) => root), clock, logger }),
      context: { get: key => (key === 'runState' ? workspace.queue.state : undefined) },
      clock, logger, apiVersion: program, language: language(),
      onPluginProblem: problem => {
        if (problem.culprit) registry.setDisabled(problem.culprit.plugin, 'crashes');
        logger.warn('a plugin has a problem', { plugin: problem.plugin, code: problem.failure.code, failure: problem.failure.message });
        onProblem(problem);
      },
    });
  }
}

/** Storage folders, made when first asked for. */
function storageFor(place: Workspace['place']): (manifest: Manifest) => string {
  return ({ id }) => {
    const storage = join(filesOf(place).pluginStorage, id);
    mkdirSync(storage, { recursive: true, mode: 0o700 });
    return storage;
  };
}
