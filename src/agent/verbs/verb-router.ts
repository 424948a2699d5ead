import type { VerbContext, VerbHandler } from '../../shell/endpoint/connection.js';
import type { VerbName, VerbResults } from '../../wire/verbs/verb-table.js';
import { loggedVerb } from '../run-log.js';
import type { Verb, VerbHost } from './verb.js';

/** Loaded when first asked for: a command pays for what it does, not for what all the others could do. */
const VERBS: { readonly [N in VerbName]: () => Promise<Verb<N>> } = {
  status: async () => (await import('./status-verb.js')).statusVerb,
  backup: async () => (await import('./backup-verb.js')).backupVerb,
  versions: async () => (await import('./browse-verbs.js')).versionsVerb,
  ls: async () => (await import('./browse-verbs.js')).lsVerb,
  find: async () => (await import('./browse-verbs.js')).findVerb,
  restore: async () => (await import('./restore-verb.js')).restoreVerb,
  undo: async () => (await import('./undo-verb.js')).undoVerb,
  runs: async () => (await import('./runs-verbs.js')).runsVerb,
  operations: async () => (await import('./runs-verbs.js')).operationsVerb,
  run: async () => (await import('./runs-verbs.js')).runVerb,
  why: async () => (await import('./why-verb.js')).whyVerb,
  click: async () => (await import('./click-verb.js')).clickVerb,
  stop: async () => (await import('./control-verbs.js')).stopVerb,
  pause: async () => (await import('./control-verbs.js')).pauseVerb,
  resume: async () => (await import('./control-verbs.js')).resumeVerb,
  cancel: async () => (await import('./control-verbs.js')).cancelVerb,
  'source.list': async () => (await import('./settings-verbs.js')).sourceListVerb,
  'source.add': async () => (await import('./settings-verbs.js')).sourceAddVerb,
  'source.remove': async () => (await import('./settings-verbs.js')).sourceRemoveVerb,
  'source.rename': async () => (await import('./settings-verbs.js')).sourceRenameVerb,
  'source.separate': async () => (await import('./source-separate-verb.js')).sourceSeparateVerb,
  'schedule.get': async () => (await import('./settings-verbs.js')).scheduleGetVerb,
  'schedule.set': async () => (await import('./settings-verbs.js')).scheduleSetVerb,
  'config.get': async () => (await import('./settings-verbs.js')).configGetVerb,
  'config.set': async () => (await import('./settings-verbs.js')).configSetVerb,
  verify: async () => (await import('./verify-verb.js')).verifyVerb,
  'rebuild-catalog': async () => (await import('./rebuild-catalog-verb.js')).rebuildCatalogVerb,
  delete: async () => (await import('./delete-verb.js')).deleteVerb,
  gc: async () => (await import('./gc-verb.js')).gcVerb,
  'key.list': async () => (await import('./key-verbs.js')).keyListVerb,
  'key.add': async () => (await import('./key-verbs.js')).keyAddVerb,
  'key.remove': async () => (await import('./key-verbs.js')).keyRemoveVerb,
  'key.rotate': async () => (await import('./key-verbs.js')).keyRotateVerb,
  'key.recovery-code': async () => (await import('./key-verbs.js')).keyRecoveryCodeVerb,
  'plugin.list': async () => (await import('./plugin-verbs.js')).pluginListVerb,
  'plugin.install': async () => (await import('./plugin-install-verbs.js')).pluginInstallVerb,
  'plugin.update': async () => (await import('./plugin-install-verbs.js')).pluginUpdateVerb,
  'plugin.remove': async () => (await import('./plugin-verbs.js')).pluginRemoveVerb,
  'plugin.enable': async () => (await import('./plugin-verbs.js')).pluginEnableVerb,
  'plugin.disable': async () => (await import('./plugin-verbs.js')).pluginDisableVerb,
  'command.run': async () => (await import('./command-verbs.js')).commandRunVerb,
  'menu.get': async () => (await import('./command-verbs.js')).menuGetVerb,
  'tray.get': async () => (await import('./tray-verbs.js')).trayGetVerb,
  'tray.choose': async () => (await import('./tray-verbs.js')).trayChooseVerb,
  'notices.list': async () => (await import('./notice-verbs.js')).noticesListVerb,
  'notices.seen': async () => (await import('./notice-verbs.js')).noticesSeenVerb,
  'notices.reset': async () => (await import('./notice-verbs.js')).noticesResetVerb,
  'notices.press': async () => (await import('./notice-verbs.js')).noticesPressVerb,
  'notify.test': async () => (await import('./notice-verbs.js')).notifyTestVerb,
  'mail.password': async () => (await import('./mail-verbs.js')).mailPasswordVerb,
  'check-alive': async () => (await import('./check-alive-verbs.js')).checkAliveVerb,
  'check-alive.set': async () => (await import('./check-alive-verbs.js')).checkAliveSetVerb,
  'autostart.get': async () => (await import('./autostart-verbs.js')).autostartGetVerb,
  'autostart.set': async () => (await import('./autostart-verbs.js')).autostartSetVerb,
  doctor: async () => (await import('./doctor-verb.js')).doctorVerb,
  'export-logs': async () => (await import('./export-logs-verb.js')).exportLogsVerb,
  'shell.install': async () => (await import('./shell-verbs.js')).shellInstallVerb,
  'shell.uninstall': async () => (await import('./shell-verbs.js')).shellUninstallVerb,
  'shell.doctor': async () => (await import('./shell-verbs.js')).shellDoctorVerb,
};

/** Carries verbs out on a host. Parameters were checked by the verb's schema: at the endpoint, or by the command line's own types. */
export class VerbRouter implements VerbHandler {
  readonly #host: VerbHost;

  constructor(host: VerbHost) {
    this.#host = host;
  }

  async call<N extends VerbName>(verb: N, params: unknown, context: VerbContext): Promise<VerbResults[N]> {
    const carryOut = await VERBS[verb]() as unknown as Verb<VerbName>;
    return await loggedVerb(this.#host.workspace, verb, async () => carryOut(this.#host, params as never, context)) as VerbResults[N];
  }
}
