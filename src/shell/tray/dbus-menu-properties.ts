import type { TrayItem } from './tray-view.js';

export type MenuProperty = readonly [signature: 's' | 'b' | 'i', value: string | boolean | number];
/** Properties of com.canonical.dbusmenu, by name. */
export type MenuProperties = ReadonlyMap<string, MenuProperty>;

/** What a menu item is on D-Bus; what has the value that the protocol takes for granted is left out. `undefined`: the root. */
export function menuProperties(item: TrayItem | undefined): MenuProperties {
  return new Map<string, MenuProperty>(item ? [...propertiesOf(item)] : [['children-display', ['s', 'submenu']]]);
}

function* propertiesOf(item: TrayItem): Iterable<readonly [string, MenuProperty]> {
  if (item.type === 'separator') return yield ['type', ['s', 'separator']];
  yield ['label', ['s', withUnderscores(item.label)]];
  if (item.type === 'submenu') yield ['children-display', ['s', 'submenu']];
  if (item.type === 'line' || (item.type === 'entry' && !item.enabled)) yield ['enabled', ['b', false]];
  if (item.type !== 'entry' || item.checked === undefined) return;
  yield ['toggle-type', ['s', 'checkmark']];
  yield ['toggle-state', ['i', item.checked ? 1 : 0]];
}

export function sameProperties(a: MenuProperties, b: MenuProperties): boolean {
  return a.size === b.size && [...a].every(([name, [, value]]) => b.get(name)?.[1] === value);
}

/** Access keys as GTK and D-Bus write them: `_` before the key, `__` for itself. */
export function withUnderscores(label: string): string {
  return label.replaceAll('_', '__').replace(/&(&?)/g, (_, second: string) => (second === '' ? '_' : '&'));
}
