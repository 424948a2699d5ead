import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src/base/logger.js';
import { builtShimPath } from '../../../../src/platform/native-binding.js';
import { loadShimLibrary } from '../../../../src/shell/adapters/shim-loader.js';
import { compileMenu, type MenuContribution } from '../../../../src/shell/menu/compile-menu.js';
import { evaluateMenu, type ShownEntry } from '../../../../src/shell/menu/evaluate-menu.js';
import type { FileManagerMenu, MenuFacts } from '../../../../src/shell/menu/menu-facts.js';
import type { EntryAction } from '../../../../src/shell/menu/menu-format.js';
import type { ShimLibrary } from '../../../../src/shell/ports/shim-library.js';
import { parseWhen, type ContextValue } from '../../../../src/wire/plugins/when/index.js';

interface Item {
  readonly menu: FileManagerMenu;
  readonly title: string;
  readonly action?: EntryAction;
  readonly group?: string;
  readonly when?: string;
  readonly enablement?: string;
}
interface Vector {
  readonly name: string;
  readonly agent: Readonly<Record<string, ContextValue>>;
  readonly items: readonly Item[];
  readonly decisions: string; // base64
  readonly booleans: string;
  readonly expect: readonly { readonly facts: MenuFacts; readonly shows: readonly string[] }[];
}

const { vectors } = JSON.parse(readFileSync(new URL('../../../fixtures/menu-vectors.json', import.meta.url), 'utf8')) as { readonly vectors: readonly Vector[] };

function clause(text: string | undefined) {
  const result = text === undefined ? undefined : parseWhen(text);
  if (result && !result.ok) throw new Error(`${text}: ${result.reason}`);
  return result?.clause;
}

function compiled({ items, agent }: Vector) {
  const of = (menu: FileManagerMenu) => items.filter(item => item.menu === menu).map(({ title, action = 'command', group = '', when, enablement }): MenuContribution => (
    { command: `acme.${title}`, title, action, group, when: clause(when), enablement: clause(enablement) }
  ));
  return compileMenu({ 'file': of('file'), 'folder': of('folder'), 'folder/background': of('folder/background') }, new Map(Object.entries(agent)));
}

const words = (shown: readonly ShownEntry[] | undefined) => shown?.map(({ title, enabled }) => (enabled ? title : `${title} (grey)`));

let shim: ShimLibrary;
beforeAll(async () => { ({ library: shim } = await loadShimLibrary(builtShimPath, silentLogger)); });

describe.each(vectors)('menu vectors: $name', vector => {
  const decisions = Buffer.from(vector.decisions, 'base64');

  it('compile to the list that was written down', () => {
    const menu = compiled(vector);
    expect(menu.decisions.toString('base64')).toBe(vector.decisions);
    expect(String(menu.booleans(new Map(Object.entries(vector.agent))))).toBe(vector.booleans);
  });

  it.each(vector.expect)('show $shows for $facts', ({ facts, shows }) => {
    expect(words(evaluateMenu(decisions, BigInt(vector.booleans), facts, 100))).toEqual(shows);
    expect(words(shim.evaluateMenu(decisions, BigInt(vector.booleans), facts, 100))).toEqual(shows);
  });
});
