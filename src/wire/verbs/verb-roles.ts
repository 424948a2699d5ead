import type { Role } from '../endpoint-messages.js';
import type { VerbName } from './verb-table.js';

/**
 * What each kind of client may ask. A person at the command line may ask everything; a program that shows menus gets what its menus do, so that
 * a defect in it can neither delete history nor hand out keys. Where no tray is shown, folders' menus have the tray's entries, and nothing but them (`tray.choose`).
 */
const MENU_VERBS: Readonly<Record<Exclude<Role, 'cli'>, ReadonlySet<VerbName>>> = {
  shell: new Set(['status', 'why', 'click', 'backup', 'versions', 'ls', 'find', 'restore', 'undo', 'cancel', 'notices.press', 'command.run', 'menu.get', 'tray.get', 'tray.choose']),
  tray: new Set(['status', 'why', 'backup', 'runs', 'run', 'operations', 'undo', 'pause', 'resume', 'cancel', 'stop', 'source.list', 'schedule.get', 'doctor', 'notices.list', 'notices.seen', 'command.run', 'menu.get']),
};

export function roleMayCall(role: Role, verb: VerbName): boolean {
  return role === 'cli' || MENU_VERBS[role].has(verb);
}
