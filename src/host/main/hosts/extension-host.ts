import type { Clock, Timer } from '../../../base/clock.js';
import { CodedError } from '../../../base/coded-error.js';
import type { Logger } from '../../../base/logger.js';
import type { PluginId } from '../../../wire/plugins/manifest/index.js';
import { AGENT_METHODS, type AgentMethods } from '../../../wire/plugins/rpc/agent-methods.js';
import { PLUGIN_METHODS, type PluginMethods } from '../../../wire/plugins/rpc/plugin-methods.js';
import { RpcPeer, Turns, type CallArguments, type CallResult, type Handlers } from '../../rpc/index.js';
import { registrableIds } from '../agent-side/registrable-ids.js';
import type { Crash, CrashCause, HostProfile } from './crash.js';
import { crashOf } from './crash-of.js';
import { Heartbeat } from './heartbeat.js';
import { activationFailed, hostCrashed, hostUnresponsive, overTimeLimit } from './host-errors.js';
import type { HostEnd, StartedHost } from './host-starter.js';
import type { InstalledPlugin } from './installed-plugin.js';
import type { HostLimits } from './limits.js';
import { membersOnly } from './members-only.js';
import { patience, withinLimit } from './patience.js';

export interface ExtensionHostOptions {
  readonly name: string;
  /** Plugins that may be activated here: the host was started with their permissions. */
  readonly members: readonly InstalledPlugin[];
  readonly started: StartedHost;
  readonly handlers: Handlers<AgentMethods>;
  readonly apiVersion: string;
  readonly language: 'ja' | 'en';
  readonly limits: HostLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told once, when the host fails without being asked: no call reaches it from now on. `gone` resolves when nothing of it is left. */
  readonly onDown: (host: ExtensionHost, suspects: readonly PluginId[], gone: Promise<Crash>) => void;
}

/**
 * One running host, from its start to its end.
 *
 * It ends at once when the last plugin has left it. Silence, a breach of the protocol and an unexpected end are all one thing: the host is down, open calls fail, whatever
 * is left of it is killed.
 */
export class ExtensionHost {
  readonly name: string;
  readonly #options: ExtensionHostOptions;
  readonly #members: ReadonlySet<InstalledPlugin>;
  readonly #peer: RpcPeer<AgentMethods, PluginMethods>;
  readonly #present = new Set<PluginId>();
  readonly #startLimit: Timer;
  #heartbeat: Heartbeat | undefined;
  #state: 'starting' | 'running' | 'ending' | 'down' = 'starting';
  #failure: CodedError | undefined;

  constructor(options: ExtensionHostOptions) {
    this.name = options.name;
    this.#options = options;
    this.#members = new Set(options.members);
    const { started, handlers, clock, limits, logger } = options;
    this.#peer = new RpcPeer({
      transport: started.transport, own: AGENT_METHODS, handlers: membersOnly(handlers, plugin => this.#present.has(plugin as PluginId)), theirs: PLUGIN_METHODS, logger,
      turns: started.pid === undefined ? undefined : new Turns(clock, limits.share),
    });
    this.#startLimit = patience(clock, limits.startMs, () => this.#fall('unresponsive', `said nothing for ${limits.startMs} ms`));
    this.#peer.greeted.then(() => this.#greeted(), () => {});
    void this.#peer.closed.then(reason => this.#disconnected(reason));
    void started.ended.then(() => this.#fall());
  }

  get pid(): number | undefined {
    return this.#options.started.pid;
  }

  /** Why it went down; undefined while it runs and when it was ended in order. */
  get failure(): CodedError | undefined {
    return this.#failure;
  }

  /** True when it ends or has ended, for whatever reason. */
  get over(): boolean {
    return this.#state === 'ending' || this.#state === 'down';
  }

  /** True while the plugin can be activated here. */
  takes(plugin: InstalledPlugin): boolean {
    return !this.over && this.#members.has(plugin);
  }

  /**
   * Activates a plugin; whether it fails or not, `leave` must follow.
   *
   * @throws CodedError `plugin.activation-failed`, also when the time is over; `plugin.host-gone`, `plugin.unresponsive`
   */
  async activate({ manifest: { id, version, main = '', enabledApiProposals, contributes }, folder, storage, granted }: InstalledPlugin): Promise<void> {
    this.#present.add(id);
    const { clock, limits: { activateMs }, apiVersion, language } = this.#options;
    try {
      await this.#peer.greeted;
      await withinLimit(clock, activateMs, () => overTimeLimit(id, activateMs), signal => this.#peer.call('$activate', {
        plugin: id, version, folder, main, storage, capabilities: granted, proposals: enabledApiProposals, apiVersion, language, contributes: registrableIds(contributes),
      }, { signal }));
    } catch (failure) {
      throw activationFailed(id, this.#explained(failure));
    }
  }

  /**
   * Deactivates a plugin as far as its time goes; the last one to leave ends the host. A host that does not answer at all is left to the heartbeat's verdict, so that a
   * plugin that hangs is not taken for one that is gone. Never rejects.
   */
  async leave(plugin: PluginId): Promise<void> {
    const { clock, limits: { deactivateMs }, logger } = this.#options;
    try {
      if (this.#state === 'running') {
        await withinLimit(clock, deactivateMs, () => new Error(`no answer for ${deactivateMs} ms`), signal => this.#peer.call('$deactivate', { plugin }, { signal }));
      }
    } catch (failure) {
      if (this.#state === 'running') logger.warn('plugin was not deactivated in order', { plugin, failure: String(failure) });
      await this.#peer.call('$ping', {}).catch(() => {});
    }
    this.#present.delete(plugin);
    if (this.#present.size === 0) await this.end();
  }

  /** Ends the host, whoever is still in it; resolves when nothing of it is left. */
  async end(): Promise<void> {
    if (!this.over) {
      this.#state = 'ending';
      this.#quiet();
    }
    await this.#ended(true);
  }

  async call<M extends keyof PluginMethods & string>(method: M, ...rest: CallArguments<PluginMethods, M>): Promise<CallResult<PluginMethods, M>> {
    try {
      return await this.#peer.call(method, ...rest);
    } catch (failure) {
      throw this.#explained(failure);
    }
  }

  #greeted(): void {
    const { started, limits: { pingEveryMs, verdictMs }, clock } = this.#options;
    this.#startLimit.cancel();
    if (this.#state !== 'starting') return;
    this.#state = 'running';
    if (!started.interrupt) return;
    this.#heartbeat = new Heartbeat({
      ping: async () => {
        await this.#peer.call('$ping', {});
        void this.#weigh();
      },
      everyMs: pingEveryMs, verdictMs, clock,
      onSilence: () => this.#fall('unresponsive', `did not answer for ${verdictMs} ms`),
    });
  }

  async #weigh(): Promise<void> {
    const { started, limits: { residentBytes } } = this.#options;
    const bytes = await started.residentBytes?.() ?? 0;
    if (bytes > residentBytes) this.#fall('out-of-memory', `held ${bytes} bytes`);
  }

  #disconnected(reason: CodedError): void {
    if (reason.code === 'plugin.protocol-mismatch') this.#fall('not-started', reason.message, reason);
    else if (reason.code === 'plugin.host-gone') this.#fall(); // how it ended is to follow
    else this.#fall('protocol', reason.message);
  }

  /** Without a cause, the process's end will tell. */
  #fall(cause?: CrashCause, detail?: string, failure?: CodedError): void {
    if (this.over) return;
    const { started, limits: { verdictMs }, onDown } = this.#options;
    const seen = this.#state === 'starting' ? 'not-started' : cause;
    const profile = seen === 'unresponsive' ? started.interrupt?.() : undefined;
    const suspects = [...this.#present];
    this.#failure = failure ?? (seen === 'unresponsive' ? hostUnresponsive(this.name, verdictMs) : hostCrashed(this.name, detail ?? 'ended unexpectedly'));
    this.#state = 'down';
    this.#quiet();
    this.#present.clear();
    onDown(this, suspects, this.#gone(seen, detail, suspects, profile));
  }

  async #gone(cause: CrashCause | undefined, detail: string | undefined, suspects: readonly PluginId[], interrupted: Promise<HostProfile> | undefined): Promise<Crash> {
    const profile = await interrupted;
    return crashOf({ end: await this.#ended(detail === undefined), cause, detail, suspects, profile });
  }

  #quiet(): void {
    this.#startLimit.cancel();
    this.#heartbeat?.dispose();
    this.#peer.dispose();
  }

  /** Resolves when the host has ended, by itself within `exitMs` (if it may take its time) or killed. */
  async #ended(mayTakeItsTime: boolean): Promise<HostEnd> {
    const { started, clock, limits: { exitMs } } = this.#options;
    if (!mayTakeItsTime) started.kill();
    const killing = patience(clock, exitMs, () => started.kill());
    const end = await started.ended;
    killing.cancel();
    return end;
  }

  /** A call that ended with the conversation says why that ended. */
  #explained(failure: unknown): unknown {
    return this.#failure && failure instanceof CodedError && failure.code === 'plugin.host-gone' ? this.#failure : failure;
  }
}
