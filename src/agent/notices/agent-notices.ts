import type { Disposable } from '../../base/disposable.js';
import { Emitter } from '../../base/emitter.js';
import { systemRandom } from '../../base/random.js';
import type { StoredNotice } from '../../core/ports/notice-log.js';
import { civilTime } from '../../core/schedule/civil-time.js';
import type { MissedSlot } from '../../core/schedule/scheduler-events.js';
import { openToastDriver } from '../../notifications/adapters/open-toast-driver.js';
import type { NoticeChannel, Route, SpokenNotice } from '../../notifications/delivery/channel.js';
import { logChannel } from '../../notifications/delivery/log-channel.js';
import { isPluginChannel, pluginChannel, type PluginChannels } from '../../notifications/delivery/plugin-channel.js';
import { NoticeCentre } from '../../notifications/notice-centre.js';
import { toastChannel } from '../../notifications/toast/toast-channel.js';
import type { ToastDriver } from '../../notifications/toast/toast-driver.js';
import { systemZone } from '../../platform/system-moments.js';
import { PLUGIN_KIND } from '../../terms/notice-terms.js';
import { LAUNCHED_VARIABLE } from '../../wire/launcher-lines.js';
import type { UpEvent } from '../../wire/up-events.js';
import type { BackupResult, RestoreResult, RunSummary } from '../../wire/verbs/results.js';
import type { VerbName, VerbParams } from '../../wire/verbs/verb-table.js';
import type { NewNotice as PluginNotice } from '../../host/api/notices.js';
import { carryOutActions, type RunCommand } from './actions.js';
import { NOT_RUNNING_KEY, VAULT_KEY, disabledPlugin, failedKey, failedRun, incompleteRun, missedBackups, restoredInPlace } from './events.js';
import { policiesOf, routeOf } from './settings.js';
import { sourceHealth } from './sources.js';
import { languageOf } from '../place.js';
import type { CallVerb } from '../plugins/host-services.js';
import { MISSED_BACKUPS } from '../scheduling.js';
import { sourcesOf } from '../sources.js';
import type { ProtectionView } from '../verbs/verb.js';
import type { Workspace } from '../workspace.js';

export interface AgentNoticesOptions {
  readonly workspace: Workspace;
  readonly call: CallVerb;
  readonly protection: () => ProtectionView | undefined;
  /** Whether the process stays, and hears buttons. */
  readonly listens?: boolean | undefined;
}

/** A notice's further way beside the one to the person at this PC: the result mail, for example. */
export type FurtherRoute = (notice: StoredNotice) => Route | undefined;

/** The agent's notices: hears what happens, and says it. */
export class AgentNotices implements Disposable {
  readonly centre: NoticeCentre;
  readonly #workspace: Workspace;
  /** For what is no notice: it is shown, and nobody misses it afterwards. */
  readonly toasts: ToastDriver;
  /** What is unread may be something else now. */
  readonly changes = new Emitter<void>();
  /** Every notice, when it is stored and about to be told. */
  readonly kept = new Emitter<SpokenNotice>();
  readonly #channels = new Map<string, NoticeChannel>();
  readonly #furtherRoutes: FurtherRoute[] = [];
  #pluginChannels: PluginChannels | undefined;
  #runCommand: RunCommand | undefined;
  #defaultChannelsOf: (kind: string) => readonly string[] | undefined = () => undefined;

  private constructor({ workspace, call, protection, listens = true }: AgentNoticesOptions, toasts: ToastDriver) {
    const { state, clock, logger, settings, place } = workspace;
    const language = languageOf(place);
    const heard: CallVerb = async (verb, params, context) => {
      const result = await call(verb, params, context);
      this.hearVerb(verb, params, result);
      return result;
    };
    this.#workspace = workspace;
    this.toasts = toasts;
    this.addChannel(logChannel(logger));
    this.addChannel(toastChannel(toasts, { listens }));
    this.centre = new NoticeCentre({
      log: state.notices, clock, random: systemRandom, logger, language,
      localMinute: () => civilTime(systemZone(), clock.nowMs()).minute,
      policies: () => policiesOf(settings.current.preferences),
      sources: () => sourceHealth(workspace, protection),
      channel: id => this.#channels.get(id) ?? (isPluginChannel(id) && this.#pluginChannels ? pluginChannel(id, this.#pluginChannels) : undefined),
      routes: notice => [routeOf(settings.current.preferences, notice.kind, this.#defaultChannelsOf(notice.kind)), ...this.#furtherRoutes.flatMap(route => [route(notice) ?? []])],
      carryOut: carryOutActions({ place, clock, language, call: heard, runCommand: () => this.#runCommand }),
      onWithdrawn: key => toasts.withdraw(key), onChanged: () => this.changes.fire(), onKept: notice => this.kept.fire(notice),
    });
    toasts.onDidHear(event => {
      if (event.type === 'pressed') void this.centre.press(event.key).catch((failure: unknown) => logger.info('a pressed button did nothing', { failure: String(failure) }));
      else if (event.type === 'opened') this.centre.opened(event.id);
      else if (event.type === 'dismissed') this.centre.see([event.id]);
    });
  }

  /** Nothing is told before `start`, except what is raised. */
  static async open(options: AgentNoticesOptions): Promise<AgentNotices> {
    const { place, clock, logger } = options.workspace;
    const { environment } = place.surroundings;
    return new AgentNotices(options, await openToastDriver({ platform: process.platform, environment, clock, logger, launched: environment[LAUNCHED_VARIABLE] === '1' }));
  }

  start(): void {
    this.centre.start();
    this.#withdraw(NOT_RUNNING_KEY);
    this.#tellMissed();
  }

  /** Before `start`, so that no notice misses it. */
  addChannel(channel: NoticeChannel): void {
    this.#channels.set(channel.id, channel);
  }

  addRoute(route: FurtherRoute): void {
    this.#furtherRoutes.push(route);
  }

  /** What the plugin host does for notices: delivers to plugins' channels, runs the commands of their buttons, knows by which channels a plugin wants its kinds told. */
  connectPlugins(channels: PluginChannels, runCommand: RunCommand, defaultChannelsOf: (kind: string) => readonly string[] | undefined): void {
    this.#pluginChannels = channels;
    this.#runCommand = runCommand;
    this.#defaultChannelsOf = defaultChannelsOf;
  }

  hear(event: UpEvent): void {
    if (event.type === 'missed') this.#tellMissed();
    else if (event.type === 'failed') this.#hearFailed(event.source, event.code);
    else if (event.type === 'saved') this.#reached();
    else if (event.type === 'backed-up') {
      this.#hearRun(event.run);
      if (event.run.status === 'incomplete') this.centre.raise(incompleteRun(event.run));
      this.centre.sourcesChanged();
    }
  }

  /** What people asked for: a restore in place can be undone, and a backup that was completed takes back what was said before. */
  hearVerb(verb: VerbName, params: unknown, result: unknown): void {
    if (verb === 'restore') {
      const notice = restoredInPlace(result as RestoreResult, (params as VerbParams<'restore'>).to);
      if (notice) this.centre.raise(notice);
    } else if (verb === 'backup' && (params as VerbParams<'backup'>).paths.length === 0) {
      for (const run of (result as BackupResult).runs) {
        if (run.code === undefined) this.#hearRun(run);
        else this.#hearFailed(run.source, run.code);
      }
      this.centre.sourcesChanged();
    }
  }

  pluginDisabled(plugin: string, code: string): void {
    this.centre.raise(disabledPlugin(plugin, code));
  }

  /** For plugins: a notice in their own words. Answers its id. */
  showNotice(plugin: string, { kind, title, text, severity = 'information', dedupeKey, actions = [] }: PluginNotice): Promise<string> {
    return Promise.resolve(this.centre.raiseGiven({
      kind: `${PLUGIN_KIND}${plugin}/${kind}`, severity, title, text, dedupeKey: dedupeKey === undefined ? undefined : `${PLUGIN_KIND}${plugin}/${dedupeKey}`, source: plugin,
      actions: actions.map((action, index) => ({ name: String(index), title: action.title, call: { type: 'command', plugin, command: action.command, args: action.args } })),
    }));
  }

  async dispose(): Promise<void> {
    await this.centre.dispose();
    await this.toasts.dispose();
  }

  /** The scheduler leaves one entry for everything missed at once; its id makes that one notice, whatever happens in between. */
  #tellMissed(): void {
    const { outbox } = this.#workspace.state;
    for (const { id, payload } of outbox.open(MISSED_BACKUPS)) {
      const { missed, madeUpBy } = payload as { readonly missed: readonly MissedSlot[]; readonly madeUpBy?: string };
      this.centre.raise(missedBackups(id, missed, madeUpBy !== undefined));
      outbox.done(id);
    }
  }

  #hearFailed(name: string, code: string): void {
    const source = sourcesOf(this.#workspace).find(candidate => candidate.name === name) ?? { id: name, name };
    this.centre.raise(failedRun(source, code, this.#workspace.installation?.vault.location ?? ''));
  }

  #hearRun({ status, sourceId }: RunSummary): void {
    this.#reached();
    if (status === 'completed') this.#withdraw(failedKey(sourceId));
  }

  /** The vault is there: nothing else could have been committed. */
  #reached(): void {
    this.#withdraw(VAULT_KEY);
  }

  #withdraw(key: string): void {
    if (this.#workspace.state.notices.saidUnder(key)) this.centre.withdraw(key);
  }
}
