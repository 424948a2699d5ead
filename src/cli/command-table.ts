import { cancelCommand, pauseCommand, resumeCommand, stopCommand } from './commands/agent-commands.js';
import { findCommand, lsCommand, versionsCommand } from './commands/browse-commands.js';
import { runCommand, runsCommand } from './commands/history-commands.js';
import { backupCommand, deleteCommand, restoreCommand, whyCommand } from './commands/protect-commands.js';
import { configGetCommand, configSetCommand, scheduleGetCommand, scheduleSetCommand, sourceAddCommand, sourceListCommand, sourceRemoveCommand } from './commands/settings-commands.js';
import { statusCommand } from './commands/status-command.js';
import { doctorCommand, gcCommand, keyAddCommand, keyListCommand, keyRecoveryCodeCommand, keyRemoveCommand, keyRotateCommand, rebuildCatalogCommand, verifyCommand } from './commands/vault-commands.js';
import { UsageError, type VerbCommand } from './command.js';
import type { VerbName } from '../wire/verbs/verb-table.js';

/** A command of any verb: request, render and exit code of one entry belong together, which the table itself guarantees. */
export type AnyCommand = { [N in VerbName]: VerbCommand<N> }[VerbName];

/** Commands as they are listed by `help`, by their first word; `choose` picks by what follows. */
interface CommandFamily {
  readonly choose: (words: readonly string[]) => AnyCommand;
  readonly listed: AnyCommand;
}

function single(command: AnyCommand): CommandFamily {
  return { choose: () => command, listed: command };
}

function family(listed: AnyCommand, members: Readonly<Record<string, AnyCommand>>): CommandFamily {
  return {
    listed,
    choose: ([word]) => {
      const member = word === undefined ? undefined : members[word];
      if (!member) throw new UsageError(`one of ${Object.keys(members).join(', ')} is needed`);
      return member;
    },
  };
}

const isOption = (word: string) => word.startsWith('-');

export const COMMANDS: Readonly<Record<string, CommandFamily>> = {
  backup: single(backupCommand),
  status: single(statusCommand),
  versions: single(versionsCommand),
  ls: single(lsCommand),
  find: single(findCommand),
  restore: single(restoreCommand),
  runs: { listed: runsCommand, choose: words => (words.some(word => /^\d{1,9}(-\d+)?$/.test(word) && words[words.indexOf(word) - 1] !== '--page') ? runCommand : runsCommand) },
  why: single(whyCommand),
  stop: single(stopCommand),
  pause: single(pauseCommand),
  resume: single(resumeCommand),
  cancel: single(cancelCommand),
  source: family(sourceListCommand, { list: sourceListCommand, add: sourceAddCommand, remove: sourceRemoveCommand }),
  schedule: { listed: scheduleGetCommand, choose: words => (words.some(word => !isOption(word)) ? scheduleSetCommand : scheduleGetCommand) },
  config: family(configGetCommand, { get: configGetCommand, set: configSetCommand }),
  verify: single(verifyCommand),
  'rebuild-catalog': single(rebuildCatalogCommand),
  delete: single(deleteCommand),
  gc: single(gcCommand),
  key: family(keyListCommand, { list: keyListCommand, add: keyAddCommand, remove: keyRemoveCommand, rotate: keyRotateCommand, 'recovery-code': keyRecoveryCodeCommand }),
  doctor: single(doctorCommand),
};
