import { bug } from '../../base/coded-error.js';
import type { TrayItem } from './tray-view.js';

/** The root's number, by com.canonical.dbusmenu. */
export const ROOT = 0;

/** An item with its number, and what D-Bus says of it. */
export interface NumberedItem {
  readonly number: number;
  readonly item: TrayItem | undefined; // undefined: the root
  readonly children: readonly NumberedItem[];
}

/**
 * Gives menu items numbers that stay: an item that is in two views has one number, also if it was away in between, and no number ever means another item. So a click
 * that was on its way while the menu changed finds what the person saw.
 *
 * Memory grows with the number of different items: folders and plugins' commands, some dozens in the life of an agent.
 */
export class MenuNumbers {
  readonly #numbers = new Map<string, number>();

  tree(items: readonly TrayItem[]): NumberedItem {
    return { number: ROOT, item: undefined, children: items.map(item => this.#numbered(item)) };
  }

  #numbered(item: TrayItem): NumberedItem {
    return { number: this.#numberOf(item.key), item, children: item.type === 'submenu' ? item.items.map(inner => this.#numbered(inner)) : [] };
  }

  #numberOf(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#numbers.size + 1;
    if (number > 0x7fff_ffff) throw bug('more menu items than numbers');
    this.#numbers.set(key, number);
    return number;
  }
}

/** All items of a tree, the root included. */
export function* everyItem(tree: NumberedItem): Iterable<NumberedItem> {
  yield tree;
  for (const child of tree.children) yield* everyItem(child);
}

/** Whether two trees hold the same items in the same places; their words may differ. */
export function sameLayout(a: NumberedItem, b: NumberedItem): boolean {
  return a.number === b.number && a.children.length === b.children.length && a.children.every((child, index) => sameLayout(child, b.children[index] as NumberedItem));
}
