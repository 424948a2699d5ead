import { complaintTexts } from '../texts/cli/complaint-texts.js';
import { UsageError, type AnyCommand, type ParsedWords } from './command.js';

/** The commands behind one first word. */
export interface CommandFamily {
  readonly members: readonly AnyCommand[]; // as help lists them
  /** Which one is meant, by the words that are no options and by those that are. */
  readonly choose: (positionals: readonly string[], flag: ParsedWords['flag']) => AnyCommand;
}

type Loader = () => Promise<CommandFamily>;

const protect = () => import('./commands/protect-commands.js');
const browse = () => import('./commands/browse-commands.js');
const agent = () => import('./commands/agent-commands.js');
const vault = () => import('./commands/vault-commands.js');

/** Every command that calls a verb, by its first word. Each loads when it is called: loading all of them takes longer than most of them run. */
export const COMMANDS: Readonly<Record<string, Loader>> = {
  backup: async () => single((await protect()).backupCommand),
  status: async () => single((await import('./commands/status-command.js')).statusCommand),
  versions: async () => single((await browse()).versionsCommand),
  ls: async () => single((await browse()).lsCommand),
  find: async () => single((await browse()).findCommand),
  restore: async () => single((await protect()).restoreCommand),
  undo: async () => single((await protect()).undoCommand),
  runs: async () => {
    const { runCommand, runsCommand } = await import('./commands/history-commands.js');
    const { operationsCommand } = await import('./commands/operation-commands.js');
    return {
      members: [runsCommand, runCommand, operationsCommand],
      choose: (positionals, flag) => (flag('restores') || flag('deletions') ? operationsCommand : positionals.length > 0 ? runCommand : runsCommand),
    };
  },
  why: async () => single((await protect()).whyCommand),
  stop: async () => single((await agent()).stopCommand),
  pause: async () => single((await agent()).pauseCommand),
  resume: async () => single((await agent()).resumeCommand),
  cancel: async () => single((await agent()).cancelCommand),
  tray: async () => {
    const { trayChooseCommand, trayGetCommand } = await import('./commands/tray-command.js');
    return { members: [trayGetCommand, trayChooseCommand], choose: positionals => (positionals.length > 0 ? trayChooseCommand : trayGetCommand) };
  },
  source: async () => {
    const { sourceAddCommand, sourceListCommand, sourceRemoveCommand, sourceRenameCommand, sourceSeparateCommand } = await import('./commands/source-commands.js');
    return family({ list: sourceListCommand, add: sourceAddCommand, remove: sourceRemoveCommand, rename: sourceRenameCommand, separate: sourceSeparateCommand });
  },
  schedule: async () => {
    const { scheduleGetCommand, scheduleSetCommand } = await import('./commands/schedule-commands.js');
    return { members: [scheduleGetCommand, scheduleSetCommand], choose: positionals => (positionals.length > 0 ? scheduleSetCommand : scheduleGetCommand) };
  },
  config: async () => {
    const { configGetCommand, configSetCommand } = await import('./commands/config-commands.js');
    return family({ get: configGetCommand, set: configSetCommand });
  },
  verify: async () => single((await vault()).verifyCommand),
  'rebuild-catalog': async () => single((await vault()).rebuildCatalogCommand),
  delete: async () => single((await protect()).deleteCommand),
  gc: async () => single((await vault()).gcCommand),
  key: async () => {
    const { keyAddCommand, keyListCommand, keyRecoveryCodeCommand, keyRemoveCommand, keyRotateCommand } = await import('./commands/key-commands.js');
    return family({ list: keyListCommand, add: keyAddCommand, remove: keyRemoveCommand, rotate: keyRotateCommand, 'recovery-code': keyRecoveryCodeCommand });
  },
  plugin: async () => {
    const { pluginDisableCommand, pluginEnableCommand, pluginListCommand, pluginRemoveCommand } = await import('./commands/plugin-commands.js');
    const { pluginInstallCommand, pluginUpdateCommand } = await import('./commands/plugin-install-commands.js');
    const { pluginMenuCommand, pluginRunCommand } = await import('./commands/plugin-run-commands.js');
    return family({
      list: pluginListCommand, install: pluginInstallCommand, update: pluginUpdateCommand, remove: pluginRemoveCommand, enable: pluginEnableCommand, disable: pluginDisableCommand,
      run: pluginRunCommand, menu: pluginMenuCommand,
    });
  },
  notices: async () => {
    const { noticesListCommand, noticesResetCommand, noticesSeenCommand } = await import('./commands/notice-commands.js');
    return family({ list: noticesListCommand, seen: noticesSeenCommand, reset: noticesResetCommand });
  },
  notify: async () => {
    const { notifyTestCommand } = await import('./commands/notice-commands.js');
    const { notifyPasswordCommand } = await import('./commands/mail-commands.js');
    return family({ test: notifyTestCommand, password: notifyPasswordCommand });
  },
  shell: async () => {
    const { shellDoctorCommand, shellInstallCommand, shellUninstallCommand } = await import('./commands/shell-commands.js');
    return family({ install: shellInstallCommand, uninstall: shellUninstallCommand, doctor: shellDoctorCommand });
  },
  'check-alive': async () => {
    const { checkAliveCommand, checkAliveSetCommand } = await import('./commands/check-alive-commands.js');
    return { members: [checkAliveCommand, checkAliveSetCommand], choose: (_positionals, flag) => (flag('enable') || flag('disable') ? checkAliveSetCommand : checkAliveCommand) };
  },
  autostart: async () => {
    const { autostartDisableCommand, autostartEnableCommand, autostartStatusCommand } = await import('./commands/autostart-commands.js');
    return family({ enable: autostartEnableCommand, disable: autostartDisableCommand, status: autostartStatusCommand });
  },
  doctor: async () => single((await import('./commands/doctor-command.js')).doctorCommand),
  'export-logs': async () => single((await import('./commands/export-logs-command.js')).exportLogsCommand),
};

export async function loadFamily(name: string): Promise<CommandFamily | undefined> {
  return Object.hasOwn(COMMANDS, name) ? (COMMANDS[name] as Loader)() : undefined;
}

function single(command: AnyCommand): CommandFamily {
  return { members: [command], choose: () => command };
}

/** Commands told apart by their second word. */
function family(members: Readonly<Record<string, AnyCommand>>): CommandFamily {
  return {
    members: Object.values(members),
    choose: ([word]) => {
      if (word === undefined || !Object.hasOwn(members, word)) throw new UsageError(complaintTexts.oneOf, { choices: Object.keys(members).join(', ') });
      return members[word] as AnyCommand;
    },
  };
}
