import { Buffer } from 'node:buffer';
import type { WhenClause, WhenContext } from '../../wire/plugins/when/index.js';
import { AgentConditions } from './agent-conditions.js';
import { foldClause } from './fold-clause.js';
import { ListBytes } from './list-bytes.js';
import { ENTRY_ACTIONS, ENTRY_BYTES, MAGIC, MAX_LIST_BYTES, type EntryAction } from './menu-format.js';
import { FILE_MANAGER_MENUS, type FileManagerMenu } from './menu-facts.js';

/** An entry that somebody contributes to a menu. */
export interface MenuContribution {
  readonly command: string;
  /** With its access key marked by '&'. */
  readonly title: string;
  /** What a click on it does: for the product's own entries their own verb, else the command. */
  readonly action: EntryAction;
  /** Neighbours of one group stand together. */
  readonly group: string;
  readonly when?: WhenClause | undefined; //       undefined: always
  readonly enablement?: WhenClause | undefined;
}

export interface CompiledMenu {
  /** For the table's menu section, in MENU_FORMAT. */
  readonly decisions: Buffer;
  /** The booleans that the list asks for, as they are in a context. */
  readonly booleans: (context: WhenContext) => bigint;
  /** Whether the list would still come out the same, as far as the agent's values go. */
  readonly holdsIn: (context: WhenContext) => boolean;
  /** Entries for which there was no room: the last ones. */
  readonly leftOut: number;
}

/**
 * Menus as a list that a file manager decides by itself: no plugin runs for it, and no agent.
 *
 * The product's own entries come first, then the others, both in the order in which they are given. `context` holds what the agent knows: settings, the state of runs, what plugins have said.
 * At most 65,520 bytes; the product's entries always find room. Cost: linear in the clauses.
 */
export function compileMenu(menus: Readonly<Record<FileManagerMenu, readonly MenuContribution[]>>, context: WhenContext): CompiledMenu {
  const agent = new AgentConditions(context);
  const list = new ListBytes();
  const entries: Buffer[] = [];
  const all = inOrder(menus);
  for (const { menu, group, item } of all) {
    const before = list.length;
    entries.push(entryBytes(list, menu, group, item, agent));
    if (list.length + entries.length * ENTRY_BYTES <= MAX_LIST_BYTES) continue;
    entries.pop();
    list.cutTo(before);
    break;
  }
  const fixed = agent.fixed(context);
  return {
    decisions: finished(list, entries), leftOut: all.length - entries.length,
    booleans: now => agent.booleans(now), holdsIn: now => agent.fixed(now) === fixed,
  };
}

interface Placed {
  readonly menu: FileManagerMenu;
  readonly group: number;
  readonly item: MenuContribution;
}

/** The product's own entries of all menus, then the others; groups are numbered as they come. */
function inOrder(menus: Readonly<Record<FileManagerMenu, readonly MenuContribution[]>>): readonly Placed[] {
  const placed = FILE_MANAGER_MENUS.map(menu => {
    let group = 0;
    const own = menus[menu].filter(({ action }) => action !== 'command');
    return [...own, ...menus[menu].filter(({ action }) => action === 'command')].map((item, index, items): Placed => {
      if (index > 0 && items[index - 1]?.group !== item.group) group += 1;
      return { menu, group, item };
    });
  });
  const isOwn = ({ item }: Placed) => item.action !== 'command';
  return [...placed.flatMap(items => items.filter(isOwn)), ...placed.flatMap(items => items.filter(one => !isOwn(one)))];
}

function entryBytes(list: ListBytes, menu: FileManagerMenu, group: number, { command, title, action, when, enablement }: MenuContribution, agent: AgentConditions): Buffer {
  const [commandBytes, titleBytes] = [Buffer.from(command), Buffer.from(title)];
  const bytes = Buffer.alloc(ENTRY_BYTES);
  let at = bytes.writeUInt32LE(when ? list.clause(foldClause(when, agent)) : 0);
  at = bytes.writeUInt32LE(enablement ? list.clause(foldClause(enablement, agent)) : 0, at);
  at = bytes.writeUInt32LE(list.add(commandBytes), at);
  at = bytes.writeUInt32LE(list.add(titleBytes), at);
  at = bytes.writeUInt16LE(commandBytes.length, at);
  at = bytes.writeUInt16LE(titleBytes.length, at);
  at = bytes.writeUInt16LE(group, at);
  at = bytes.writeUInt8(FILE_MANAGER_MENUS.indexOf(menu), at);
  bytes.writeUInt8(ENTRY_ACTIONS.indexOf(action), at);
  return bytes;
}

function finished(list: ListBytes, entries: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat([list.toBuffer(), ...entries]);
  let at = bytes.writeUInt32LE(MAGIC);
  at = bytes.writeUInt32LE(bytes.length, at);
  at = bytes.writeUInt32LE(entries.length, at);
  bytes.writeUInt32LE(list.length, at);
  return bytes;
}
