import type { CommandContribution, MenuLocation, PluginId } from '../../wire/plugins/manifest/index.js';
import { wordsIn } from '../../wire/plugins/manifest/local-text.js';
import type { WhenContext } from '../../wire/plugins/when/index.js';
import type { ContributionIndex } from './contribution-index.js';
import type { WhenClauses } from './when-clauses.js';

export interface MenuItem {
  readonly command: string;
  readonly title: string;
  /** Whose command it is. */
  readonly plugin: PluginId;
  readonly category?: string | undefined;
  /** Files in that plugin's folder. */
  readonly icon?: CommandContribution['icon'];
  /** False: shown grey. */
  readonly enabled: boolean;
}

/** Items that stand together, between separators. */
export interface MenuGroup {
  /** '' for items without a group. */
  readonly name: string;
  readonly items: readonly MenuItem[];
}

/** What somebody contributes to a menu, whether or not it shows at present. */
export interface MenuRow {
  readonly group: string;
  readonly order: number;
  readonly title: string;
  readonly when: string | undefined;
  readonly plugin: PluginId;
  readonly command: CommandContribution;
}

export interface MenusOptions {
  readonly index: ContributionIndex;
  readonly clauses: WhenClauses;
  readonly language: 'ja' | 'en';
}

/**
 * Menus as plugins contribute them. Runs nothing; a location is sorted once and kept until the index changes.
 *
 * Order, as VS Code has it: groups by name, `navigation` first and items without a group last; within a group by the number after `@` (0 without one), then by title.
 */
export class Menus {
  readonly #options: MenusOptions;
  readonly #sorted = new Map<MenuLocation, { readonly version: number; readonly rows: readonly MenuRow[] }>();

  constructor(options: MenusOptions) {
    this.#options = options;
  }

  groups(location: MenuLocation, context: WhenContext): readonly MenuGroup[] {
    const { clauses, language } = this.#options;
    const groups: { name: string; items: MenuItem[] }[] = [];
    for (const { group, title, when, plugin, command: { command, category, icon, enablement } } of this.rows(location)) {
      if (!clauses.holds(when, context)) continue;
      const item = { command, title, plugin, category: category && wordsIn(category, language), icon, enabled: clauses.holds(enablement, context) };
      const last = groups.at(-1);
      if (last?.name === group) last.items.push(item);
      else groups.push({ name: group, items: [item] });
    }
    return groups;
  }

  /** All of a location, in their order. */
  rows(location: MenuLocation): readonly MenuRow[] {
    const { index, language } = this.#options;
    const kept = this.#sorted.get(location);
    if (kept?.version === index.version) return kept.rows;
    const rows = index.menuItems(location).flatMap(({ value: { command: id, group: place, when } }): readonly MenuRow[] => {
      const found = index.find('command', id);
      if (!found) return []; // the command's plugin is gone or disabled
      const [group = '', order = '0'] = (place ?? '').split('@');
      return [{ group, order: Number(order), title: wordsIn(found.value.title, language), when, plugin: found.plugin, command: found.value }];
    }).toSorted(byPlace(new Intl.Collator(language)));
    this.#sorted.set(location, { version: index.version, rows });
    return rows;
  }
}

function byPlace(titles: Intl.Collator): (a: MenuRow, b: MenuRow) => number {
  return (a, b) => rank(a.group) - rank(b.group) || compare(a.group, b.group) || a.order - b.order || titles.compare(a.title, b.title);
}

function rank(group: string): number {
  if (group === 'navigation') return 0;
  return group === '' ? 2 : 1;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
