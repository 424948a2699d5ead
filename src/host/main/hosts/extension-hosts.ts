import type { Clock } from '../../../base/clock.js';
import { CodedError } from '../../../base/coded-error.js';
import type { Disposable } from '../../../base/disposable.js';
import type { Logger } from '../../../base/logger.js';
import type { ActivationEvent, PluginId } from '../../../wire/plugins/manifest/index.js';
import type { PluginMethods } from '../../../wire/plugins/rpc/plugin-methods.js';
import type { PluginCalls } from '../../child/plugin-side.js';
import type { CallArguments, CallOptions, CallResult } from '../../rpc/index.js';
import { orAborted } from '../../rpc/or-aborted.js';
import { discard } from '../../rpc/outgoing-stream.js';
import { ActivationIndex } from '../activation/activation-index.js';
import { CrashBook } from './crash-book.js';
import type { Crash } from './crash.js';
import type { ExtensionHost } from './extension-host.js';
import { pluginBusy, pluginDeactivated, pluginDisabled, unknownPlugin } from './host-errors.js';
import { HostPool, type HostPoolOptions } from './host-pool.js';
import type { InstalledPlugin, PluginPhase, PluginState } from './installed-plugin.js';
import { HOST_LIMITS, type HostLimits } from './limits.js';
import { withinLimit } from './patience.js';
import { PluginRecord } from './plugin-record.js';
import type { HostObserver, PluginArguments, PluginRunner } from './plugin-runner.js';

export interface ExtensionHostsOptions extends Omit<HostPoolOptions, 'limits' | 'onDown'> {
  readonly plugins: readonly InstalledPlugin[];
  readonly observer: HostObserver;
  readonly limits?: Partial<HostLimits>;
}

/** Runs plugins when they are needed; what becomes of their hosts is its own affair. Nothing is started by constructing it. */
export class ExtensionHosts implements PluginRunner, Disposable {
  readonly #limits: HostLimits;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #observer: HostObserver;
  readonly #records = new Map<PluginId, PluginRecord>();
  readonly #index = new ActivationIndex();
  readonly #crashes: CrashBook;
  readonly #pool: HostPool;
  #disposed = false;

  constructor({ plugins, observer, limits, ...rest }: ExtensionHostsOptions) {
    this.#limits = { ...HOST_LIMITS, ...limits };
    this.#clock = rest.clock;
    this.#logger = rest.logger;
    this.#observer = observer;
    this.#crashes = new CrashBook(this.#clock, { crashes: this.#limits.crashes, windowMs: this.#limits.crashWindowMs });
    this.#pool = new HostPool({ ...rest, limits: this.#limits, onDown: (host, suspects, gone) => this.#down(host, suspects, gone) });
    for (const plugin of plugins) this.#add(plugin);
  }

  get states(): readonly PluginState[] {
    return [...this.#records].map(([id, record]) => record.state(this.#crashes.count(id)));
  }

  /** Hosts that run. */
  get hosts(): number {
    return this.#pool.size;
  }

  waitingFor(event: ActivationEvent): readonly PluginId[] {
    return this.#index.waitingFor(event).filter(id => this.#records.get(id)?.enabled);
  }

  async call<M extends keyof PluginCalls & string>(
    plugin: PluginId, method: M, params: PluginArguments<M>, options?: CallOptions<PluginMethods[M]>,
  ): Promise<CallResult<PluginMethods, M>> {
    const abort = new AbortController();
    const signal = options?.signal ? AbortSignal.any([options.signal, abort.signal]) : abort.signal;
    let record: PluginRecord | undefined;
    let handedOver = false;
    try {
      record = this.#recordOf(plugin);
      if (record.open.size >= this.#limits.openCalls) throw pluginBusy(plugin, record.open.size);
      record.open.add(abort);
      const host = await orAborted(signal, this.#active(plugin));
      handedOver = true;
      return await host.call(method, ...[{ plugin, ...params }, { ...options, signal }] as unknown as CallArguments<PluginMethods, M>);
    } finally {
      if (!handedOver && options?.body) discard(options.body);
      record?.open.delete(abort);
      if (record?.returns) this.#returnToShared(record);
    }
  }

  async activate(event: ActivationEvent): Promise<void> {
    await Promise.all(this.waitingFor(event).map(id => this.#activateQuietly(id)));
  }

  async install(plugin: InstalledPlugin): Promise<void> {
    await this.uninstall(plugin.manifest.id);
    this.#add(plugin);
  }

  async uninstall(plugin: PluginId): Promise<void> {
    const record = this.#records.get(plugin);
    if (!record) return;
    record.removed = true;
    await this.#stop(record, pluginDeactivated(plugin));
    this.#enter(record, 'inactive');
    this.#crashes.forget(plugin);
    this.#index.remove(record.plugin.manifest);
    this.#records.delete(plugin);
  }

  async disable(plugin: PluginId): Promise<void> {
    const record = this.#recordOf(plugin);
    await this.#stop(record, pluginDisabled(plugin));
    if (!record.enabled && !record.removed) this.#enter(record, 'disabled');
  }

  enable(plugin: PluginId): void {
    const record = this.#recordOf(plugin);
    if (record.enabled || record.removed) return;
    this.#crashes.forget(plugin);
    record.enabled = true;
    record.failure = undefined;
    if (!record.host && !record.leaving) this.#enter(record, 'inactive');
  }

  /** Deactivates all plugins and ends all hosts; takes no longer than `deactivateMs` and `exitMs` together. */
  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    const records = [...this.#records.values()];
    for (const record of records) record.abortCalls(pluginDeactivated(record.plugin.manifest.id));
    const left = Promise.all(records.map(record => record.phase === 'active' ? this.#leave(record) : undefined));
    await withinLimit(this.#clock, this.#limits.deactivateMs, () => 'time limit', signal => orAborted(signal, left)).catch(() => {});
    await this.#pool.end();
  }

  #add(plugin: InstalledPlugin): void {
    this.#records.set(plugin.manifest.id, new PluginRecord(plugin));
    this.#index.add(plugin.manifest);
  }

  #recordOf(plugin: PluginId): PluginRecord {
    const record = this.#records.get(plugin);
    if (!record) throw unknownPlugin(plugin);
    return record;
  }

  /** The host in which the plugin is active, once it is. */
  async #active(plugin: PluginId): Promise<ExtensionHost> {
    for (;;) {
      const record = this.#recordOf(plugin);
      if (this.#disposed) throw pluginDeactivated(plugin);
      if (!record.enabled) throw pluginDisabled(plugin);
      if (!record.leaving) return await (record.activation ??= this.#activate(record));
      await record.leaving;
    }
  }

  async #activate(record: PluginRecord): Promise<ExtensionHost> {
    const { plugin } = record;
    const host = this.#pool.hostFor(plugin, this.#crashes.mustBeAlone(plugin.manifest.id) ? [] : this.#sharers());
    record.host = host;
    this.#enter(record, 'activating');
    try {
      await host.activate(plugin);
    } catch (failure) {
      record.failure = failure instanceof CodedError ? failure.code : undefined;
      if (record.host === host) void this.#leave(record);
      throw failure;
    }
    record.failure = undefined;
    if (record.host === host) this.#enter(record, 'active');
    if (record.returns) this.#returnToShared(record);
    return host;
  }

  async #activateQuietly(plugin: PluginId): Promise<void> {
    try {
      await this.#active(plugin);
    } catch (failure) {
      this.#logger.warn('plugin was not activated', { plugin, failure: String(failure) });
    }
  }

  #sharers(): readonly InstalledPlugin[] {
    return [...this.#records].filter(([id, { enabled }]) => enabled && !this.#crashes.mustBeAlone(id)).map(([, { plugin }]) => plugin);
  }

  /** Takes the plugin out of its host. What the host does meanwhile, `#down` takes over. */
  #leave(record: PluginRecord): Promise<void> {
    const { host } = record;
    if (record.leaving || !host) return record.leaving ?? Promise.resolve();
    record.activation = undefined;
    this.#enter(record, 'deactivating');
    const leaving = host.leave(record.plugin.manifest.id).then(() => {
      this.#pool.release(host);
      if (record.leaving === leaving) this.#left(record);
    });
    record.leaving = leaving;
    return leaving;
  }

  #left(record: PluginRecord): void {
    record.leaving = undefined;
    record.host = undefined;
    record.returns = false;
    this.#enter(record, record.enabled || record.removed ? 'inactive' : 'disabled');
  }

  /** Resolves when the plugin does not run and will not by itself, or was enabled again meanwhile. */
  async #stop(record: PluginRecord, reason: CodedError): Promise<void> {
    record.enabled = false;
    record.abortCalls(reason);
    while (!record.enabled && (record.activation || record.leaving)) {
      await record.activation?.catch(() => {});
      if (!record.enabled) await this.#leave(record);
    }
  }

  #down(host: ExtensionHost, suspects: readonly PluginId[], gone: Promise<Crash>): void {
    const records = suspects.flatMap(id => this.#records.get(id) ?? []).filter(record => record.host === host);
    const wereActive = records.filter(({ phase }) => phase === 'active');
    const cleared = gone.then(crash => {
      this.#pool.release(host);
      this.#judge(host, crash, records);
      if (crash.cause === 'not-started' || this.#disposed) return;
      for (const { enabled, plugin } of wereActive) if (enabled) void this.#activateQuietly(plugin.manifest.id);
    });
    for (const record of records) {
      record.activation = undefined;
      record.leaving = cleared;
      this.#enter(record, 'deactivating');
    }
  }

  #judge(host: ExtensionHost, crash: Crash, records: readonly PluginRecord[]): void {
    this.#logger.warn('extension host crashed', { host: host.name, ...crash });
    const culprit = crash.cause === 'not-started' ? undefined : this.#crashes.record(crash.suspects);
    for (const record of records) {
      record.failure = host.failure?.code;
      if (record.plugin.manifest.id === culprit) record.enabled = false;
      this.#left(record);
    }
    if (culprit === undefined) return;
    const crashes = this.#crashes.count(culprit);
    const cleared = this.#crashes.forget(culprit);
    this.#observer.onDidDisableCulprit({ plugin: culprit, crashes, last: crash });
    for (const id of cleared) {
      const record = this.#records.get(id);
      if (!record) continue;
      record.returns = record.host !== undefined;
      this.#returnToShared(record);
    }
  }

  /** As soon as it has nothing to do. */
  #returnToShared(record: PluginRecord): void {
    const { returns, open, phase, plugin: { manifest: { id } } } = record;
    if (!returns || open.size > 0 || phase !== 'active' || this.#disposed) return;
    void this.#leave(record);
    void this.#activateQuietly(id);
  }

  #enter(record: PluginRecord, phase: PluginPhase): void {
    if (record.phase === phase) return;
    record.phase = phase;
    this.#observer.onDidChangeState(record.state(this.#crashes.count(record.plugin.manifest.id)));
  }
}
