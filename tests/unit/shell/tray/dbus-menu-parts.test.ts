import { describe, expect, it } from 'vitest';
import { menuProperties, withUnderscores } from '../../../../src/shell/tray/dbus-menu-properties.js';
import { everyItem, MenuNumbers, sameLayout } from '../../../../src/shell/tray/menu-numbers.js';
import type { TrayItem } from '../../../../src/shell/tray/tray-view.js';

const line = (key: string): TrayItem => ({ type: 'line', key, label: key });
const numbers = (of: MenuNumbers, items: readonly TrayItem[]) => [...everyItem(of.tree(items))].map(({ number }) => number);

describe('numbers of menu items', () => {
  it('stay with their items, also after these were away, and are never given twice', () => {
    const of = new MenuNumbers();
    expect(numbers(of, [line('a'), { type: 'submenu', key: 's', label: 's', items: [line('b')] }])).toEqual([0, 1, 2, 3]);
    expect(numbers(of, [line('c'), line('a')])).toEqual([0, 4, 1]);
    expect(numbers(of, [{ type: 'submenu', key: 's', label: 's', items: [line('b')] }])).toEqual([0, 2, 3]);
  });

  it('tell another layout from other words', () => {
    const of = new MenuNumbers();
    const tree = of.tree([line('a'), line('b')]);
    expect(sameLayout(tree, of.tree([{ ...line('a'), label: 'other' } as TrayItem, line('b')]))).toBe(true);
    for (const items of [[line('b'), line('a')], [line('a')], [line('a'), line('b'), line('c')]]) expect(sameLayout(tree, of.tree(items))).toBe(false);
  });
});

describe('a menu item on D-Bus', () => {
  it.each([['&Back up now', '_Back up now'], ['今すぐバックアップ(&B)', '今すぐバックアップ(_B)'], ['R&&D', 'R&D'], ['my_file', 'my__file'], ['a&&&b', 'a&_b']])('writes %j as %j', (label, written) => {
    expect(withUnderscores(label)).toBe(written);
  });

  it('says only what is not taken for granted', () => {
    const choice = { type: 'verb', verb: 'backup' } as const;
    expect(Object.fromEntries(menuProperties(line('a')))).toEqual({ label: ['s', 'a'], enabled: ['b', false] });
    expect(Object.fromEntries(menuProperties({ type: 'entry', key: 'k', label: 'k', enabled: true, choice }))).toEqual({ label: ['s', 'k'] });
    expect(Object.fromEntries(menuProperties({ type: 'entry', key: 'k', label: 'k', enabled: true, checked: false, choice }))).toEqual({ label: ['s', 'k'], 'toggle-type': ['s', 'checkmark'], 'toggle-state': ['i', 0] });
    expect(Object.fromEntries(menuProperties({ type: 'separator', key: '-' }))).toEqual({ type: ['s', 'separator'] });
  });
});
