import { clauseHolds } from './evaluate-clause.js';
import { ListReader } from './list-reader.js';
import { contextOfFacts, FILE_MANAGER_MENUS, type MenuFacts } from './menu-facts.js';
import { ENTRY_ACTIONS, ENTRY_BYTES, MAGIC, type EntryAction } from './menu-format.js';

/** An entry that shows. */
export interface ShownEntry {
  readonly command: string;
  readonly title: string;
  readonly action: EntryAction;
  /** A separator stands between entries of different groups. */
  readonly group: number;
  readonly enabled: boolean;
}

/**
 * The entries that show for a selection, or undefined where the list is none of MENU_FORMAT. The twin of `mamori_menu_evaluate` in C: both give the same answer to every list, sound or not,
 * which tests hold them to. Used where no shim can be called, and to check what is published.
 */
export function evaluateMenu(decisions: Uint8Array, booleans: bigint, facts: MenuFacts, capacity: number): readonly ShownEntry[] | undefined {
  const list = new ListReader(decisions);
  const [magic, whole, count, from] = [0, 4, 8, 12].map(at => list.u32(at)) as [number, number, number, number | undefined];
  if (from === undefined || magic !== MAGIC || whole !== list.length || !list.holds(from, count * ENTRY_BYTES)) return undefined;
  const context = contextOfFacts(facts);
  const shown: ShownEntry[] = [];
  for (let index = 0; index < count && shown.length < capacity; index++) {
    const at = from + index * ENTRY_BYTES;
    const [when, enablement, commandAt, titleAt] = [0, 4, 8, 12].map(offset => list.u32(at + offset)) as [number, number, number, number];
    const [commandBytes, titleBytes, group] = [16, 18, 20].map(offset => list.u16(at + offset)) as [number, number, number];
    const [command, title, action] = [list.text(commandAt, commandBytes), list.text(titleAt, titleBytes), ENTRY_ACTIONS[list.u8(at + 23) as number]];
    if (command === undefined || title === undefined || action === undefined || list.u8(at + 22) !== FILE_MANAGER_MENUS.indexOf(facts.menu)) continue;
    if (!clauseHolds(list, when, context, booleans)) continue;
    const enabled = clauseHolds(list, enablement, context, booleans);
    shown.push({ command, title, action, group, enabled });
  }
  return shown;
}
