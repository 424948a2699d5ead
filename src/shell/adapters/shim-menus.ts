import { Buffer } from 'node:buffer';
import { bug } from '../../base/coded-error.js';
import type { ShownEntry } from '../menu/evaluate-menu.js';
import { FACT_KINDS, FACT_STATUSES, FILE_MANAGER_MENUS, type MenuFacts } from '../menu/menu-facts.js';
import { ENTRY_ACTIONS } from '../menu/menu-format.js';
import { words } from './shim-codes.js';

/** mamori_selection: u32 count, u8 menu, kind, status, in_root, extension_bytes, 55 bytes of extension. */
export const SELECTION_WORDS = 16;
const EXTENSION_AT = 9;
const EXTENSION_UNKNOWN = 255;
/** mamori_menu_entry: u32 command, title, u16 their bytes, u16 group, u8 action, enabled. */
export const MENU_ENTRY_WORDS = 4;

/** Kinds and statuses begin with 1; 0 is what is not known. */
export function selectionOf({ menu, count, inRoot, kind, extension, status }: MenuFacts): Buffer {
  const bytes = words(SELECTION_WORDS);
  const text = extension === undefined ? undefined : Buffer.from(extension);
  let at = bytes.writeUInt32LE(count);
  at = bytes.writeUInt8(FILE_MANAGER_MENUS.indexOf(menu), at);
  at = bytes.writeUInt8(kind === undefined ? 0 : FACT_KINDS.indexOf(kind) + 1, at);
  at = bytes.writeUInt8(status === undefined ? 0 : FACT_STATUSES.indexOf(status) + 1, at);
  at = bytes.writeUInt8(inRoot ? 1 : 0, at);
  bytes.writeUInt8(text?.length ?? EXTENSION_UNKNOWN, at);
  text?.copy(bytes, EXTENSION_AT);
  return bytes;
}

export function factsOf(bytes: Buffer): MenuFacts {
  const [kind, status] = [FACT_KINDS[bytes.readUInt8(5) - 1], FACT_STATUSES[bytes.readUInt8(6) - 1]];
  const length = bytes.readUInt8(8);
  return {
    menu: FILE_MANAGER_MENUS[bytes.readUInt8(4)] ?? 'file', count: bytes.readUInt32LE(0), inRoot: bytes.readUInt8(7) === 1, ...(kind && { kind }), ...(status && { status }),
    ...(length !== EXTENSION_UNKNOWN && { extension: bytes.toString('utf8', EXTENSION_AT, EXTENSION_AT + length) }),
  };
}

/** The first `count` entries, whose texts lie in the list. */
export function entriesOf(list: Uint8Array, entries: Buffer, count: number): readonly ShownEntry[] {
  const texts = Buffer.from(list.buffer, list.byteOffset, list.byteLength);
  return Array.from({ length: count }, (_, index): ShownEntry => {
    const at = index * MENU_ENTRY_WORDS * 4;
    const text = (offset: number, length: number) => texts.toString('utf8', entries.readUInt32LE(at + offset), entries.readUInt32LE(at + offset) + entries.readUInt16LE(at + length));
    const action = ENTRY_ACTIONS[entries.readUInt8(at + 14)];
    if (action === undefined) throw bug('the shim answered an entry of no known action');
    return { command: text(0, 8), title: text(4, 10), group: entries.readUInt16LE(at + 12), action, enabled: entries.readUInt8(at + 15) === 1 };
  });
}
