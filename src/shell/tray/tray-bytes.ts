import { Buffer } from 'node:buffer';
import { everyItem, type NumberedItem } from './menu-numbers.js';
import type { TrayItem, TrayView } from './tray-view.js';

/** The numbers of native/shim/include/mamori_shim_tray.h. */
export const TRAY_ITEM_KINDS = ['line', 'separator', 'entry', 'submenu'] as const;
export const TRAY_ITEM_FLAGS = { grey: 1, checked: 2 } as const;
export const TRAY_VIEW_ITEMS = 512;

const NO_BAR = 0xffff_ffff;
/** Together with the most items they keep a view within the 256 KiB that the shim takes. Menus are cut off by the screen long before. */
const LABEL_UNITS = 200;
const LINES_UNITS = 4_000;

/**
 * A view as the shim takes it (mamori_tray_show). Longer words than a menu shows are cut off with "…"; items past TRAY_VIEW_ITEMS are left out.
 *
 * @param picture the number under which the shim has the view's icon
 * @param tree the view's menu with its numbers
 */
export function trayBytes({ tooltip, percent }: TrayView, picture: number, tree: NumberedItem): Buffer {
  const items = [...flat(tree.children, 0)].slice(0, TRAY_VIEW_ITEMS);
  return Buffer.concat([
    u32(picture), u32(percent === undefined ? NO_BAR : Math.max(0, Math.min(100, Math.floor(percent)))), text(tooltip.title, LABEL_UNITS), text(tooltip.text, LINES_UNITS), u32(items.length),
    ...items.flatMap(({ number, item, depth }) => [
      Buffer.from([TRAY_ITEM_KINDS.indexOf(item.type), flagsOf(item), depth, 0]), u32(number), text(item.type === 'separator' ? '' : item.label, LABEL_UNITS),
    ]),
  ]);
}

interface FlatItem {
  readonly number: number;
  readonly item: TrayItem;
  readonly depth: number;
}

function* flat(children: readonly NumberedItem[], depth: number): Iterable<FlatItem> {
  for (const { number, item, children: inner } of children) {
    if (item) yield { number, item, depth };
    yield* flat(inner, depth + 1);
  }
}

/** The item with a number, if it is one that can be chosen. */
export function choosable(tree: NumberedItem, number: number): Extract<TrayItem, { type: 'entry' }> | undefined {
  for (const { number: found, item } of everyItem(tree)) if (found === number && item?.type === 'entry' && item.enabled) return item;
  return undefined;
}

function flagsOf(item: TrayItem): number {
  if (item.type !== 'entry') return 0;
  return (item.enabled ? 0 : TRAY_ITEM_FLAGS.grey) | (item.checked === true ? TRAY_ITEM_FLAGS.checked : 0);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function text(words: string, mostUnits: number): Buffer {
  const bytes = Buffer.from(shortened(words, mostUnits), 'utf16le');
  return Buffer.concat([u32(bytes.length), bytes]);
}

/** Neither half of a character nor half of "&&" is left at the end. */
function shortened(words: string, mostUnits: number): string {
  if (words.length <= mostUnits) return words;
  const whole = words.slice(0, mostUnits - 1).replace(/[\ud800-\udbff]$/, '');
  const ampersands = /&*$/.exec(whole)?.[0].length ?? 0;
  return `${ampersands % 2 === 1 ? whole.slice(0, -1) : whole}…`;
}
