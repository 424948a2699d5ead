import { describe, expect, it } from 'vitest';
import { compileMenu, type MenuContribution } from '../../../../src/shell/menu/compile-menu.js';
import { evaluateMenu } from '../../../../src/shell/menu/evaluate-menu.js';
import { MAX_LIST_BYTES } from '../../../../src/shell/menu/menu-format.js';
import { parseWhen, resourceExtension, type ContextValue, type WhenClause } from '../../../../src/wire/plugins/when/index.js';

const NOTHING = { 'file': [], 'folder': [], 'folder/background': [] } as const;
const FILE = { menu: 'file', count: 1, inRoot: true } as const;

function clause(text: string): WhenClause {
  const result = parseWhen(text);
  if (!result.ok) throw new Error(result.reason);
  return result.clause;
}
const item = (title: string, more: Partial<MenuContribution> = {}): MenuContribution => ({ command: `acme.${title}`, title, action: 'command', group: '', ...more });
const values = (record: Readonly<Record<string, ContextValue>>) => new Map(Object.entries(record));

describe('a compiled menu', () => {
  it('puts the product\'s entries first, keeps the order of the others, and numbers groups', () => {
    const { decisions } = compileMenu({ ...NOTHING, file: [item('a', { group: 'x' }), item('b', { group: 'x' }), item('own', { action: 'backup', group: 'z' }), item('c', { group: 'y' })] }, values({}));
    expect(evaluateMenu(decisions, 0n, FILE, 10)?.map(({ title, group }) => `${title}${group}`)).toEqual(['own0', 'a1', 'b1', 'c2']);
  });

  it('leaves out the last entries where room ends, never the product\'s', () => {
    const many = Array.from({ length: 2000 }, (_, number) => item(`${number} ${'x'.repeat(60)}`));
    const { decisions, leftOut } = compileMenu({ 'file': many, 'folder': many, 'folder/background': [item('own', { action: 'why' })] }, values({}));
    expect(decisions.length).toBeLessThanOrEqual(MAX_LIST_BYTES);
    expect(leftOut).toBeGreaterThan(3000);
    expect(evaluateMenu(decisions, 0n, { ...FILE, menu: 'folder/background' }, 10)).toHaveLength(1);
    expect(evaluateMenu(decisions, 0n, FILE, 3)?.map(({ command }) => command.split(' ')[0])).toEqual(['acme.0', 'acme.1', 'acme.2']);
  });

  it('asks for one boolean per condition of the agent\'s, and writes what goes beyond 64 into the list', () => {
    const conditions = Array.from({ length: 70 }, (_, number) => item(`${number}`, { when: clause(`config.k${number} && inRoot`) }));
    const { decisions, booleans, holdsIn } = compileMenu({ ...NOTHING, file: [...conditions, ...conditions] }, values({ 'config.k69': true }));
    expect(booleans(values({ 'config.k0': true, 'config.k63': true }))).toBe(1n | 1n << 63n);
    expect(evaluateMenu(decisions, 1n, FILE, 200)?.map(({ title }) => title)).toEqual(['0', '69', '0', '69']);
    expect(holdsIn(values({ 'config.k69': true, 'config.k0': true }))).toBe(true);
    expect(holdsIn(values({ 'config.k69': true, 'config.k64': true }))).toBe(false);
  });

  it('has to be compiled again when a list that is written into it changes', () => {
    const { holdsIn } = compileMenu({ ...NOTHING, file: [item('a', { when: clause('resourceExtension in config.kinds') })] }, values({ 'config.kinds': ['a'] }));
    expect(holdsIn(values({ 'config.kinds': ['a'], 'runState': 'idle' }))).toBe(true);
    expect(holdsIn(values({ 'config.kinds': ['a', 'b'] }))).toBe(false);
  });
});

it.each([
  ['/d.x/Report.DOCX', 'docx'], ['/d/archive.tar.gz/', 'gz'], ['/d.x/none', ''], ['/d/.profile', ''], ['/d/ends.', ''], ['/d/a.ÄÖ', 'ÄÖ'],
  [`/d/a.${'Z'.repeat(55)}`, 'z'.repeat(55)], [`/d/a.${'z'.repeat(56)}`, undefined], ['/d/a.\udcff', undefined], ['', ''],
])('the extension of %s is %s', (path, extension) => {
  expect(resourceExtension(path, 'posix')).toBe(extension);
  expect(resourceExtension(path.replaceAll('/', '\\'), 'windows')).toBe(extension);
});
