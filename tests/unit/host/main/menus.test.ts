import { describe, expect, it } from 'vitest';
import { ContributionIndex } from '../../../../src/host/main/contribution-index.js';
import { Menus } from '../../../../src/host/main/menus.js';
import { WhenClauses } from '../../../../src/host/main/when-clauses.js';
import type { Manifest } from '../../../../src/wire/plugins/manifest/index.js';
import { manifestOf } from '../support/manifests.js';

const commands = (...names: readonly string[]) => names.map(name => ({ command: `desk.${name}`, title: { ja: `${name}の題`, en: `Title ${name}` } }));

function menusOf(manifests: readonly Manifest[], language: 'ja' | 'en' = 'en'): { readonly index: ContributionIndex; readonly menus: Menus } {
  const index = new ContributionIndex();
  for (const manifest of manifests) expect(index.add(manifest)).toBeUndefined();
  return { index, menus: new Menus({ index, clauses: new WhenClauses(), language }) };
}

describe('menus', () => {
  it('stand in groups by name, navigation first and none last, and in these by number and then by title', () => {
    const place = (name: string, group?: string) => ({ command: `desk.${name}`, ...(group && { group }) });
    const { menus } = menusOf([manifestOf('desk', {
      commands: commands('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
      menus: { file: [place('a'), place('b', 'z'), place('h', 'z'), place('c', '1_first@2'), place('d', '1_first@-1'), place('e', 'navigation@5'), place('f', 'navigation'), place('g', '1_first@10')] },
    })]);
    const shown = menus.groups('file', new Map()).map(({ name, items }) => [name, items.map(({ command }) => command.slice('desk.'.length)).join('')]);
    expect(shown).toEqual([['navigation', 'fe'], ['1_first', 'dcg'], ['z', 'bh'], ['', 'a']]);
  });

  it('show what holds in the context, grey what is not enabled in it, in the language asked for', () => {
    const { menus } = menusOf([manifestOf('desk', {
      commands: [{ command: 'desk.one', title: { ja: '一', en: 'One' }, category: { ja: '窓口', en: 'Desk' }, icon: 'one.svg', enablement: 'selectionCount == 1' }],
      menus: { folder: [{ command: 'desk.one', when: 'inRoot' }] },
    })], 'ja');
    expect(menus.groups('folder', new Map())).toEqual([]);
    expect(menus.groups('folder', new Map<string, boolean | number>([['inRoot', true], ['selectionCount', 2]]))).toEqual([
      { name: '', items: [{ command: 'desk.one', title: '一', category: '窓口', icon: 'one.svg', plugin: 'acme.desk', enabled: false }] },
    ]);
    expect(menus.groups('file', new Map([['inRoot', true]]))).toEqual([]);
  });

  it('show other plugins\' commands as long as those are there', () => {
    const builtIn: Manifest = { ...manifestOf('core', { commands: [{ command: 'core.backup', title: 'Back up' }] }), id: 'mamori.core' };
    const item: Manifest = manifestOf('desk', { commands: commands('a'), menus: { tray: [{ command: 'desk.a' }] } });
    const { index, menus } = menusOf([builtIn, { ...item, contributes: { ...item.contributes, menus: { ...item.contributes.menus, tray: [{ command: 'core.backup', group: undefined, when: undefined }] } } }]);
    const shown = () => menus.groups('tray', new Map()).flatMap(({ items }) => items.map(({ command, plugin }) => `${plugin} ${command}`));
    expect(shown()).toEqual(['mamori.core core.backup']);
    index.show('mamori.core', false);
    expect(shown()).toEqual([]);
    index.show('mamori.core', true);
    expect(shown()).toEqual(['mamori.core core.backup']);
    index.remove('acme.desk');
    expect(shown()).toEqual([]);
  });
});
