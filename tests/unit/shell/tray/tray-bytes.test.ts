import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MenuNumbers } from '../../../../src/shell/tray/menu-numbers.js';
import { choosable, TRAY_VIEW_ITEMS, trayBytes } from '../../../../src/shell/tray/tray-bytes.js';
import type { TrayItem, TrayView } from '../../../../src/shell/tray/tray-view.js';
import { MemoryTrayWindow, type SeenView } from '../../../fakes/memory-tray-window.js';

/** What the shim takes (native/shim/include/mamori_shim_tray.h). */
const MOST_BYTES = 262_144;

const entry = (key: string, label: string, changes: Partial<Extract<TrayItem, { type: 'entry' }>> = {}): TrayItem => ({ type: 'entry', key, label, enabled: true, choice: { type: 'command', command: key }, ...changes });
const viewOf = (menu: readonly TrayItem[], changes: Partial<TrayView> = {}): TrayView => ({ icon: 'protected', tooltip: { title: '保護', text: 'a\nb' }, menu, ...changes });

describe('a tray view as bytes', () => {
  let window: MemoryTrayWindow;
  beforeEach(() => { window = new MemoryTrayWindow(); });
  afterEach(() => window.dispose());
  const seen = (view: TrayView, picture = 0): SeenView => {
    const bytes = trayBytes(view, picture, new MenuNumbers().tree(view.menu));
    expect(bytes.length).toBeLessThanOrEqual(MOST_BYTES);
    window.show(bytes);
    return window.view as SeenView;
  };

  it('says what the view says', () => {
    const menu: readonly TrayItem[] = [
      { type: 'line', key: 'l', label: 'R&&D' }, { type: 'separator', key: '-' },
      { type: 'submenu', key: 's', label: '&Settings', items: [entry('on', '&On', { checked: true }), entry('off', 'O&ff', { checked: false, enabled: false })] }, entry('quit', '終了(&X)'),
    ];
    expect(seen(viewOf(menu, { percent: 43.7 }), 2)).toEqual({
      picture: 2, percent: 43, title: '保護', text: 'a\nb',
      items: [
        { kind: 'line', number: 1, depth: 0, label: 'R&&D', grey: false, checked: false }, { kind: 'separator', number: 2, depth: 0, label: '', grey: false, checked: false },
        { kind: 'submenu', number: 3, depth: 0, label: '&Settings', grey: false, checked: false }, { kind: 'entry', number: 4, depth: 1, label: '&On', grey: false, checked: true },
        { kind: 'entry', number: 5, depth: 1, label: 'O&ff', grey: true, checked: false }, { kind: 'entry', number: 6, depth: 0, label: '終了(&X)', grey: false, checked: false },
      ],
    });
  });

  it.each([[undefined, undefined], [0, 0], [100, 100], [250, 100], [-1, 0]])('has a bar for %s at %s', (percent, bar) => {
    expect(seen(viewOf([], { percent })).percent).toBe(bar);
  });

  it('stays within what the shim takes, whatever folders and plugins are called', () => {
    const { items, text } = seen(viewOf(Array.from({ length: 2_000 }, (_, index) => entry(`${index}`, '字'.repeat(5_000))), { tooltip: { title: 't'.repeat(9_999), text: 'x'.repeat(99_999) } }));
    expect(items).toHaveLength(TRAY_VIEW_ITEMS);
    expect([items[0]?.label.length, items[0]?.label.at(-1), text.length]).toEqual([200, '…', 4_000]);
  });

  it('cuts neither a character nor an ampersand in two', () => {
    const labels = seen(viewOf([entry('1', `${'a'.repeat(198)}🎉🎉`), entry('2', `${'a'.repeat(198)}&&b`), entry('3', `${'a'.repeat(197)}&&bc`)])).items.map(({ label }) => label);
    expect(labels).toEqual([`${'a'.repeat(198)}…`, `${'a'.repeat(198)}…`, `${'a'.repeat(197)}&&…`]);
  });

  it('finds what was chosen, if it can be chosen', () => {
    const tree = new MenuNumbers().tree([entry('a', 'A'), entry('b', 'B', { enabled: false }), { type: 'submenu', key: 's', label: 's', items: [entry('c', 'C')] }, { type: 'line', key: 'd', label: 'D' }]);
    expect([0, 1, 2, 3, 4, 5, 99].map(number => choosable(tree, number)?.key)).toEqual([undefined, 'a', undefined, undefined, 'c', undefined, undefined]);
  });
});
