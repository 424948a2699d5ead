import type { MenuRow } from '../../host/main/index.js';
import type { MenuContribution } from '../../shell/menu/compile-menu.js';
import type { EntryAction } from '../../shell/menu/menu-format.js';
import type { Language } from '../../texts/language.js';
import { menuTexts } from '../../texts/menu-texts.js';
import { inLanguage } from '../../texts/text.js';
import { allOf, parseWhen, type WhenClause } from '../../wire/plugins/when/index.js';

const BUILT_IN = 'mamori.backup-commands';
/** What file managers do for commands of the built-in plugin: clicks that are kept, and versions that they list themselves. */
const OWN: Readonly<Record<string, readonly Exclude<EntryAction, 'command'>[]>> = {
  'backup-commands.backUp': ['backup'], 'backup-commands.restorePrevious': ['versions', 'copy'], 'backup-commands.why': ['why'],
};
const NEVER: WhenClause = { kind: 'literal', value: false };

/** Rows of a menu as its decision list is made from them: conditions are parsed, and the built-in plugin's commands become the product's own entries. */
export function menuContributions(rows: readonly MenuRow[], language: Language): readonly MenuContribution[] {
  return rows.flatMap(({ group, title, when, plugin, command: { command, enablement } }): readonly MenuContribution[] => {
    const conditions = { when: clauseOf(when), enablement: clauseOf(enablement) };
    const own = plugin === BUILT_IN ? OWN[command] : undefined;
    if (own) return own.map(action => ({ command, title: inLanguage(menuTexts[action], language), action, group: `${BUILT_IN}/${group}`, ...conditions }));
    return [{ command, title, action: 'command', group, ...conditions }];
  });
}

/** A condition that cannot be read never holds, as in the agent's own menus: its manifest was checked by another version. */
function clauseOf(text: string | undefined): WhenClause | undefined {
  if (text === undefined) return undefined;
  const result = parseWhen(text);
  return result.ok ? allOf([result.clause]) : NEVER;
}
