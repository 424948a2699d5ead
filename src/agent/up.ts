import { hostname } from 'node:os';
import { CodedError } from '../base/coded-error.js';
import type { Disposable } from '../base/disposable.js';
import type { SourceSettings } from '../core/backup/source-settings.js';
import { namedSource } from '../core/restore/locate-source.js';
import { EVERY_DAY } from '../core/schedule/schedule-settings.js';
import { sameDisk } from '../platform/stores/same-disk.js';
import { serveEndpoint } from '../shell/adapters/endpoint-server.js';
import { agentErrors } from '../terms/errors/agent-errors.js';
import { defaultVaultFolder } from '../wire/meeting-place.js';
import type { Progress } from '../wire/progress.js';
import type { UpEvent } from '../wire/up-events.js';
import type { RunSummary } from '../wire/verbs/results.js';
import type { VerbResults } from '../wire/verbs/verb-table.js';
import { arrangeAutostart } from './autostart.js';
import { backUp } from './backup-work.js';
import { startClicks, type ClickDesk } from './clicks/clicks.js';
import { endpointAccess } from './endpoint-access.js';
import type { HookedRun } from './plugins/hooked-run.js';
import { connectPlugins } from './plugins/notice-plugins.js';
import type { CallVerb } from './plugins/host-services.js';
import { logNotice, servePlugins } from './plugins/serve-plugins.js';
import type { AgentMail } from './notices/mail.js';
import type { MonthlyUsage } from './notices/usage.js';
import type { AgentNotices } from './notices/agent-notices.js';
import { lendingNotices } from './notices/lease.js';
import { tellingOutcomes } from './notices/outcomes.js';
import type { Place } from './place.js';
import type { Protector } from './protector.js';
import type { SessionWatch } from './session-watch.js';
import { setUpVault } from './set-up.js';
import type { ShellStatus } from './shell/shell-status.js';
import { addSource, checkFolder, checkedName, sourcesOf } from './sources.js';
import type { AgentTray } from './tray/agent-tray.js';
import { toldFailures } from './told-failures.js';
import { sourceStates } from './verbs/status-verb.js';
import { VerbRouter } from './verbs/verb-router.js';
import { openWorkspace, type Workspace } from './workspace.js';

export interface UpWishes {
  readonly folders: readonly string[];
  readonly vault: string | undefined;
  readonly name: string | undefined;
  readonly once: boolean;
  readonly secret: string | undefined;
  /** Without any plugin, the built-in ones included. */
  readonly noPlugins?: boolean | undefined;
  /** Not to start at login, now or later; undefined: nothing was said. */
  readonly noAutostart?: boolean | undefined;
  /** Started by what starts it again after a failure: systemd, the launcher. */
  readonly supervised?: boolean | undefined;
}

export interface UpHooks {
  readonly signal: AbortSignal;
  readonly onEvent: (event: UpEvent) => void;
  readonly onProgress: (progress: Progress) => void;
}

/** Newest runs among which there must be one that is more than a part: no backup has that many. */
const LOOKED_AT = 1_000;

/** Offices are at work by then, and PCs are on. */
const DEFAULT_TIME = '12:30';

/**
 * From nothing to protected: sets up what is missing (vault, source, schedule), backs everything up that was never backed up, then protects until the signal fires.
 * With `once` it ends after one complete backup of every source.
 *
 * Fails with `agent.no-source` when there is nothing to protect, `agent.key-needed` when an existing vault needs a secret, `agent.already-running`.
 */
export async function up(place: Place, wishes: UpWishes, { signal, onEvent: tell, onProgress }: UpHooks): Promise<void> {
  const workspace = await openWorkspace(place, { secret: wishes.secret });
  const stop = new AbortController();
  const stopping = AbortSignal.any([signal, stop.signal]);
  let protector: Protector | undefined;
  let notices: AgentNotices | undefined;
  let mail: AgentMail | undefined;
  const onEvent = (event: UpEvent) => {
    tell(event);
    notices?.hear(event);
  };
  let shellStatus: ShellStatus | undefined;
  let compatibility: Disposable | undefined;
  let clicks: ClickDesk | undefined;
  let session: SessionWatch | undefined;
  let tray: AgentTray | undefined;
  let usage: MonthlyUsage | undefined;
  try {
    const call: CallVerb = (verb, params, context) => handler.call(verb, params, context);
    const handler = new VerbRouter({
      workspace,
      get protection() {
        return protector;
      },
      lendNotices: lendingNotices(workspace, call, () => notices),
      stop: () => stop.abort(new DOMException('asked to stop', 'AbortError')),
      get plugins() {
        return workspace.plugins;
      },
      get clicks() {
        return clicks;
      },
      get tray() {
        return tray;
      },
    });
    const telling = tellingOutcomes(handler, () => notices);
    const callTelling: CallVerb = async (verb, params, context) => await telling.call(verb, params, context) as VerbResults[typeof verb];
    const plugins = servePlugins(workspace, callTelling, {
      off: wishes.noPlugins ?? false, showNotice: (plugin, notice) => notices ? notices.showNotice(plugin, notice) : logNotice(workspace.logger)(plugin, notice),
      onProblem: ({ plugin, failure, culprit }) => {
        if (culprit) notices?.pluginDisabled(plugin, failure.code);
      },
    });
    workspace.logger.info('Mamori begins', { program: place.program, node: process.version, platform: process.platform, once: wishes.once, sources: sourcesOf(workspace).length });
    await setUp(workspace, wishes, onEvent);
    if (!wishes.once && !wishes.supervised) await arrangeAutostart(workspace, wishes.noAutostart, onEvent);
    const endpoint = await serveEndpoint({ address: place.address, access: endpointAccess(workspace.logger), handler: telling, logger: workspace.logger, program: place.program });
    try {
      if (!wishes.once) {
        // Loaded now: a single backup does without watchers and streams. What was backed up before is protected while new sources have their first backup.
        notices = await (await import('./notices/agent-notices.js')).AgentNotices.open({ workspace, call, protection: () => protector });
        mail = (await import('./notices/mail.js')).AgentMail.attach(workspace, notices);
        connectPlugins(notices, plugins);
        notices.start();
        mail.start();
        usage = new (await import('./notices/usage.js')).MonthlyUsage(workspace, notices.centre);
        usage.start();
        tray = await (await import('./tray/agent-tray.js')).AgentTray.open({ workspace, notices, protection: () => protector, call: callTelling });
        protector = new (await import('./protector.js')).Protector(workspace, onEvent);
        shellStatus = await (await import('./shell/shell-status.js')).ShellStatus.open(workspace, protector, onEvent);
        if (workspace.settings.current.preferences['shell.compatibility'] !== 'off') compatibility = await (await import('./shell/shell-compatibility.js')).openShellCompatibility(workspace, { call: callTelling, onEvent });
        session = await watchSession(workspace, protector, handler, () => stop.abort(new DOMException('the session ends', 'AbortError')));
        await protector.start(sourcesOf(workspace).filter(source => !wasBackedUp(workspace, source)).map(({ id }) => id));
      }
      await firstBackups(workspace, wishes.once, stopping, { onEvent, onProgress });
      if (!protector || stopping.aborted) return;
      await protector.release();
      clicks = startClicks(workspace, call, () => notices);
      onEvent({ type: 'watching', sources: sourceStates({ workspace, protection: protector, stop: undefined }) });
      void plugins.started().catch((failure: unknown) => workspace.logger.error('plugins could not be started', { failure: String(failure) }));
      await aborted(stopping);
    } finally {
      if (signal.aborted) await session?.noteEnd();
      await session?.dispose();
      await tray?.dispose();
      await compatibility?.dispose();
      await clicks?.dispose();
      await protector?.dispose();
      await mail?.dispose();
      await usage?.dispose();
      await notices?.dispose();
      await shellStatus?.dispose();
      if (wishes.once) await endpoint.drained();
      await endpoint.dispose();
    }
  } finally {
    workspace.logger.info('Mamori ends', { because: String((stopping.reason as Error | undefined)?.message ?? '') });
    await workspace.dispose();
  }
}

async function watchSession(workspace: Workspace, protection: Protector, handler: VerbRouter, stop: () => void): Promise<SessionWatch | undefined> {
  const { SessionWatch, sessionEventSource } = await import('./session-watch.js');
  const press = (nonce: string) => {
    const context = { signal: new AbortController().signal, onProgress: () => undefined };
    void handler.call('notices.press', { nonce }, context).catch((failure: unknown) => workspace.logger.warn('a button could not be carried out', { failure: String(failure) }));
  };
  const source = sessionEventSource(workspace, press);
  return source && SessionWatch.open({ source, protection, logger: workspace.logger, stop });
}

async function setUp(workspace: Workspace, wishes: UpWishes, onEvent: (event: UpEvent) => void): Promise<void> {
  const { place, settings, clock } = workspace;
  if (wishes.folders.length === 0 && settings.current.sources.length === 0) throw CodedError.of(agentErrors, 'agent.no-source', 'no folder was given');
  wishes.folders.forEach(checkFolder); // before a vault is made: nothing is left of a start that fails by a slip of the hand
  if (!workspace.installation) {
    const location = wishes.vault ?? defaultVaultFolder(place.surroundings);
    const { recoveryCode, weakness } = await setUpVault(workspace, { location, device: wishes.name === undefined ? hostname() : checkedName(wishes.name), secret: wishes.secret });
    if (recoveryCode !== undefined) onEvent({ type: 'vault-created', location, recoveryCode });
    if (weakness) onEvent({ type: 'warning', warning: { code: weakness.code, detail: weakness.message } });
    const { problems } = await workspace.vault.use(); // an existing vault's history is known before sources are matched with it
    if (recoveryCode === undefined) onEvent({ type: 'vault-attached', location, devices: devicesIn(workspace) });
    for (const { code, message } of [...problems.values()].flat()) onEvent({ type: 'warning', warning: { code, detail: message } });
  } else if (wishes.vault !== undefined && wishes.vault !== workspace.installation.vault.location) {
    throw CodedError.of(agentErrors, 'agent.other-vault', `in use: ${workspace.installation.vault.location}`, { data: { location: workspace.installation.vault.location } });
  }
  for (const folder of wishes.folders) {
    const { source, added } = addSource(workspace, folder, undefined);
    if (added) onEvent({ type: 'source-added', name: source.name, root: source.root });
  }
  if (!settings.current.schedule && settings.current.sources.every(source => source.addedMs >= clock.nowMs() - 60_000)) {
    const schedule = { on: true, time: DEFAULT_TIME, days: EVERY_DAY, catchUp: 'tell' } as const;
    settings.setSchedule(schedule, clock.nowMs());
    onEvent({ type: 'scheduled', schedule });
  }
  await warn(workspace, onEvent);
}

/** Names of the devices that an attached vault holds backups of. */
function devicesIn({ catalog }: Workspace): readonly string[] {
  const devices = catalog.sources().filter(({ lastSequence }) => lastSequence > 0).map(source => namedSource(source).definition.device);
  return [...new Set(devices)].sort();
}

async function warn(workspace: Workspace, onEvent: (event: UpEvent) => void): Promise<void> {
  const location = workspace.installation?.vault.location;
  if (location === undefined) return;
  const near = await Promise.all(sourcesOf(workspace).map(({ root }) => sameDisk(root, location).catch(() => false)));
  if (near.includes(true)) onEvent({ type: 'warning', warning: { code: 'agent.vault-on-same-disk' } });
  const { warning } = await workspace.credentials();
  if (warning) onEvent({ type: 'warning', warning: { code: warning.code } });
}

/**
 * With `once` everything, otherwise what has never been backed up: the watch's catch-up scan does the rest.
 *
 * A source that fails keeps none of the others from being backed up; with `once` the first failure is thrown after the last source.
 */
async function firstBackups(workspace: Workspace, once: boolean, signal: AbortSignal, { onEvent, onProgress }: Pick<UpHooks, 'onEvent' | 'onProgress'>): Promise<void> {
  const sources = sourcesOf(workspace).filter(source => once || !wasBackedUp(workspace, source));
  if (sources.length === 0) return;
  const failures: CodedError[] = [];
  const failed = (source: string, failure: unknown) => {
    if (!(failure instanceof CodedError)) {
      // Cancelled by the person: protection begins all the same, and catches up.
      if (once || !(failure instanceof DOMException)) throw failure;
    } else if (once) {
      failures.push(failure);
    } else {
      onEvent({ type: 'failed', source, code: failure.code, detail: failure.message });
    }
  };
  const runs: RunSummary[] = [];
  let hooked: HookedRun | undefined;
  try {
    hooked = await workspace.runHooks?.begin({ kind: 'manual', sources }, signal);
    for (const { path, code, message } of hooked?.errors ?? []) onEvent({ type: 'failed', source: path, code, detail: message });
  } catch (failure) {
    if (!signal.aborted) failed(sources[0]?.name ?? '', failure);
    if (failures[0]) throw failures[0];
    return;
  }
  const own = sources.filter(({ id }) => !hooked?.skipped.has(id)).map(source => ({ source, problems: undefined }));
  let number = hooked?.number;
  try {
    for (const { source, problems } of [...hooked?.work ?? [], ...own]) {
      try {
        const finished = await backUp(workspace, { source, kind: 'manual', scope: { type: 'all' }, problems, number, onNumber: taken => (number = taken), signal, onProgress });
        runs.push(finished.summary);
        onEvent({ type: 'backed-up', run: finished.summary, errors: toldFailures(source, finished.report.failures) });
      } catch (failure) {
        if (signal.aborted) break;
        failed(source.name, failure);
      }
    }
  } finally {
    await hooked?.end(runs, signal);
  }
  if (failures[0]) throw failures[0];
}

/** Whether a first backup came to its end; one that was cut off after some parts goes on where it was. */
function wasBackedUp({ catalog }: Workspace, { id }: SourceSettings): boolean {
  return catalog.source(id) !== undefined && catalog.runs(id, { kinds: ['scheduled', 'manual'], limit: LOOKED_AT }).some(({ status }) => status !== 'interrupted');
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
}
