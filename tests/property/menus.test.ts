import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../src/base/logger.js';
import { builtShimPath } from '../../src/platform/native-binding.js';
import { loadShimLibrary } from '../../src/shell/adapters/shim-loader.js';
import { compileMenu, type MenuContribution } from '../../src/shell/menu/compile-menu.js';
import { evaluateMenu, type ShownEntry } from '../../src/shell/menu/evaluate-menu.js';
import { contextOfFacts, FACT_KEYS, FACT_KINDS, FACT_STATUSES, FILE_MANAGER_MENUS, type MenuFacts } from '../../src/shell/menu/menu-facts.js';
import type { ShimLibrary } from '../../src/shell/ports/shim-library.js';
import { evaluate, type ContextValue, type WhenContext } from '../../src/wire/plugins/when/index.js';
import { clauseOver, contextOver } from './support/when-arbitraries.js';

const AGENT_KEYS = ['config.acme.mode', 'acme.list', 'runState', '_x:y-z'];
const ALL = 1000;

const clause = fc.option(clauseOver([...FACT_KEYS, ...AGENT_KEYS]), { nil: undefined });
const item: fc.Arbitrary<MenuContribution> = fc.record({
  command: fc.constantFrom('acme.one', 'acme.two'), title: fc.constantFrom('&One', '二つ目(&T)', ''), group: fc.constantFrom('', 'a', 'b'), when: clause, enablement: clause,
  action: fc.constantFrom('command' as const, 'backup' as const, 'versions' as const),
});
const items = fc.array(item, { maxLength: 6 });
const menus = fc.record({ 'file': items, 'folder': items, 'folder/background': items });
const extension = fc.oneof(fc.constantFrom('', 'docx', 'é', '守り', '5', '007', '5.0', '-1', '0123456789.012345', 'k'), fc.string({ maxLength: 6, unit: 'grapheme' }).filter(text => Buffer.byteLength(text) <= 55));
const facts: fc.Arbitrary<MenuFacts> = fc.record({
  menu: fc.constantFrom(...FILE_MANAGER_MENUS), count: fc.oneof(fc.nat({ max: 6 }), fc.nat({ max: 0xffff_ffff })), inRoot: fc.boolean(),
  kind: fc.option(fc.constantFrom(...FACT_KINDS), { nil: undefined }), status: fc.option(fc.constantFrom(...FACT_STATUSES), { nil: undefined }), extension: fc.option(extension, { nil: undefined }),
});

let shim: ShimLibrary;
beforeAll(async () => { ({ library: shim } = await loadShimLibrary(builtShimPath, silentLogger)); });

const contextOf = (values: Partial<Record<string, ContextValue>>, selected: MenuFacts): WhenContext => {
  const known = contextOfFacts(selected);
  return { get: key => known.get(key) ?? values[key] };
};

/** What the conditions themselves say. */
function expected(contributions: readonly MenuContribution[], context: WhenContext): readonly Omit<ShownEntry, 'group'>[] {
  const own = contributions.filter(({ action }) => action !== 'command');
  return [...own, ...contributions.filter(({ action }) => action === 'command')].filter(({ when }) => !when || evaluate(when, context))
    .map(({ command, title, action, enablement }) => ({ command, title, action, enabled: !enablement || evaluate(enablement, context) }));
}

const withoutGroup = (shown: readonly ShownEntry[] | undefined) => shown?.map(({ command, title, action, enabled }) => ({ command, title, action, enabled }));

describe('compiled menus', () => {
  it('show what their conditions say, in TypeScript and in the file manager', () => {
    fc.assert(fc.property(menus, facts, contextOver(AGENT_KEYS), (contributed, selected, values) => {
      const context = contextOf(values, selected);
      const { decisions, booleans } = compileMenu(contributed, { get: key => values[key] });
      const bits = booleans({ get: key => values[key] });
      const shown = evaluateMenu(decisions, bits, selected, ALL);
      expect(withoutGroup(shown)).toEqual(expected(contributed[selected.menu], context));
      expect(shim.evaluateMenu(decisions, bits, selected, ALL)).toEqual(shown);
    }), { numRuns: 400 });
  });

  it('need not be written again while only booleans change, and say when they do', () => {
    fc.assert(fc.property(menus, facts, contextOver(AGENT_KEYS), contextOver(AGENT_KEYS), (contributed, selected, before, after) => {
      const compiled = compileMenu(contributed, { get: key => before[key] });
      const now: WhenContext = { get: key => after[key] };
      fc.pre(compiled.holdsIn(now));
      expect(withoutGroup(evaluateMenu(compiled.decisions, compiled.booleans(now), selected, ALL))).toEqual(expected(contributed[selected.menu], contextOf(after, selected)));
    }), { numRuns: 400 });
  });

  it('are read alike by both, whatever was done to them', () => {
    const damage = fc.array(fc.record({ at: fc.nat({ max: 65_535 }), value: fc.integer({ min: 0, max: 255 }) }), { minLength: 1, maxLength: 12 });
    fc.assert(fc.property(menus, facts, damage, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.nat({ max: 40 }), (contributed, selected, changes, bits, capacity) => {
      const { decisions } = compileMenu(contributed, new Map());
      for (const { at, value } of changes) if (at % decisions.length > 12) decisions[at % decisions.length] = value;
      const [ours, theirs] = [evaluateMenu(decisions, bits, selected, capacity), shim.evaluateMenu(decisions, bits, selected, capacity)];
      expect(theirs).toEqual(ours);
    }), { numRuns: 800 });
  });
});
