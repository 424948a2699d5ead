import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CODES, NOBODY, ROW_REMOVED, STATES, STYLES, TRAY_EVENTS } from '../../../src/shell/adapters/shim-codes.js';
import { SHIM_SIGNATURES } from '../../../src/shell/adapters/shim-functions.js';
import { FACT_KINDS, FACT_STATUSES, FILE_MANAGER_MENUS } from '../../../src/shell/menu/menu-facts.js';
import { ENTRY_ACTIONS, MENU_FORMAT } from '../../../src/shell/menu/menu-format.js';
import { DRIVEN_VERSIONS } from '../../../src/shell/ports/negotiate-abi.js';
import { MAX_ROWS_PER_PUT } from '../../../src/shell/ports/shim-library.js';
import { TRAY_PICTURES } from '../../../src/shell/ports/tray-window.js';
import { TRAY_ITEM_FLAGS, TRAY_ITEM_KINDS, TRAY_VIEW_ITEMS } from '../../../src/shell/tray/tray-bytes.js';

const header = ['mamori_shim.h', 'mamori_shim_examine.h', 'mamori_shim_install.h', 'mamori_shim_menu.h', 'mamori_shim_tray.h'].map(name => readFileSync(new URL(`../../../native/shim/include/${name}`, import.meta.url), 'utf8')).join('\n');

/** What a C type of the header is called in the table of signatures. */
function kindOf(type: string): string {
  if (/mamori_(writer|reader|endpoint|tray)\s*\*/.test(type)) return 'handle';
  if (type.includes('*')) return 'bytes';
  return { uint32_t: 'u32', int32_t: 'i32', void: 'void' }[type.trim().split(' ')[0] as string] ?? type;
}

function declared(): Record<string, { result: string; parameters: string[] }> {
  const found = header.matchAll(/MAMORI_EXPORT\s+([\w ]+?\s*\*?)\s*(mamori_\w+)\(([^)]*)\);/g);
  return Object.fromEntries([...found].map(([, result, name, parameters]) => [name, {
    result: kindOf(result as string),
    parameters: (parameters as string).split(',').map(parameter => parameter.trim()).filter(parameter => parameter !== 'void').map(kindOf),
  }]));
}

/** MAMORI_<prefix>_<NAME>: a name's place in a list of ours, counted from `first`. */
function numbered(prefix: string, names: readonly string[], first: number): Record<string, number> {
  return Object.fromEntries(names.map((name, index) => [`${prefix}_${(name.split('/').at(-1) as string).toUpperCase()}`, index + first]));
}

describe('the table of the shim\'s functions', () => {
  it('is that of its header', () => {
    expect(Object.keys(declared()).length).toBeGreaterThan(20);
    expect(SHIM_SIGNATURES).toEqual(declared());
  });

  it('goes with the header\'s numbers', () => {
    const numbers = Object.fromEntries([...header.matchAll(/#define MAMORI_(\w+) (-?\d+)/g)].map(([, name, value]) => [name, Number(value)]));
    expect(numbers).toMatchObject({
      ABI: DRIVEN_VERSIONS.newest, NOBODY, MAX_ROWS_PER_PUT, ROW_REMOVED, PATHS_LINUX: STYLES.linux, PATHS_WINDOWS: STYLES.windows,
      ...Object.fromEntries(STATES.map((state, value) => [`STATE_${state.toUpperCase().replace('-', '_')}`, value])),
      MENU_FORMAT, EXTENSION_BYTES: 55, ...numbered('MENU', FILE_MANAGER_MENUS, 0), ...numbered('KIND', FACT_KINDS, 1), ...numbered('STATUS', FACT_STATUSES, 1), ...numbered('ENTRY', ENTRY_ACTIONS, 0),
      TRAY_PICTURES, TRAY_VIEW_ITEMS, TRAY_GREY: TRAY_ITEM_FLAGS.grey, TRAY_CHECKED: TRAY_ITEM_FLAGS.checked, ...numbered('TRAY', TRAY_ITEM_KINDS, 0), ...numbered('TRAY', TRAY_EVENTS, 1),
      ...Object.fromEntries(Object.entries(CODES).map(([name, value]) => [`ERROR_${name.toUpperCase()}`, value])),
    });
  });
});
