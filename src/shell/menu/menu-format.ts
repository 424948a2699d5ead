/*
 * The decision list as bytes: docs/decisions/0012-menus.md and native/shim/menu/list_bytes.h. All numbers are little-endian, offsets count from the beginning.
 */

/** The number that goes with a list; a reader of another one shows its fixed entries. */
export const MENU_FORMAT = 1;
export const MAGIC = 0x314e_4d4d; // "MMN1"
export const MAX_LIST_BYTES = 65_520; // the table's section
export const HEADER_BYTES = 16;
export const ENTRY_BYTES = 24;
export const STATE_BYTES = 8;
export const RANGE_BYTES = 8;
export const MAX_BOOLEANS = 64;
/** What one evaluation may cost: operations, visited states and compared ranges. */
export const MAX_STEPS = 2_000_000;
/** Values that one clause may wait with; the deepest one that is parsed needs 67. */
export const MAX_DEPTH = 128;
export const MAX_STATES = 512;

export const OPERATIONS = { end: 0, literal: 1, boolean: 2, truthy: 3, equals: 4, compare: 5, match: 6, not: 7, and: 8, or: 9 } as const;
export const COMPARISONS = ['<', '<=', '>', '>='] as const;
export const STATES = ['accept', 'consume', 'fork', 'jump', 'assert'] as const;
export const ASSERTIONS = ['start', 'end', 'boundary', 'no-boundary'] as const;

/** What an entry does (MAMORI_ENTRY_…), by number. */
export const ENTRY_ACTIONS = ['command', 'backup', 'versions', 'copy', 'why'] as const;
export type EntryAction = (typeof ENTRY_ACTIONS)[number];
