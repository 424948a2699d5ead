import { describe, expect, it } from 'vitest';
import { menuContributions } from '../../../src/agent/shell/menu-contributions.js';
import { ShellMenu } from '../../../src/agent/shell/shell-menu.js';
import type { Plugins } from '../../../src/agent/plugins/plugins.js';
import { silentLogger } from '../../../src/base/logger.js';
import type { MenuRow } from '../../../src/host/main/index.js';
import { evaluateMenu } from '../../../src/shell/menu/evaluate-menu.js';
import { ManualClock } from '../../fakes/manual-clock.js';

const FILE = { menu: 'file', count: 1, inRoot: true } as const;
const row = (plugin: string, command: string, more: Partial<MenuRow> = {}): MenuRow => (
  { group: '', order: 0, title: `Title of ${command}`, when: undefined, plugin: plugin as MenuRow['plugin'], command: { command, title: '' }, ...more }
);
const OWN = 'mamori.backup-commands';

describe('contributions to menus', () => {
  it('of the built-in plugin are the product\'s own entries, in the person\'s language', () => {
    const rows = ['backUp', 'restorePrevious', 'why'].map(name => row(OWN, `backup-commands.${name}`));
    expect(menuContributions(rows, 'en').map(({ action, title }) => [action, title])).toEqual(
      [['backup', '&Back up now'], ['versions', '&All versions…'], ['copy', 'Restore a &copy…'], ['why', '&Why is this protected?']]);
    expect(menuContributions(rows, 'ja')[0]?.title).toBe('今すぐバックアップ(&B)');
  });

  it('of others are their commands, and one that cannot be read never shows', () => {
    const rows = [row('acme.x', 'backup-commands.backUp'), row('acme.x', 'x.one', { when: '(((' })];
    expect(menuContributions(rows, 'en').map(({ action, when }) => [action, when])).toEqual([['command', undefined], ['command', { kind: 'literal', value: false }]]);
  });
});

describe('the menus of file managers', () => {
  /** A host with one entry whose condition is a setting. */
  function world() {
    const host = {
      on: false, rows: [row('acme.x', 'x.one', { when: 'config.x.on' })], index: { version: 1 },
      menuRows: (location: string) => (location === 'file' ? host.rows : []),
      get agentContext() {
        return new Map([['config.x.on', host.on]]);
      },
    };
    const state = { isLoaded: false };
    const plugins = { off: false, states: () => Promise.resolve(state.isLoaded ? [] : undefined), host: () => Promise.resolve(host) } as unknown as Plugins;
    const published: { booleans: bigint; decisions: Uint8Array | undefined }[] = [];
    const clock = new ManualClock(0);
    const menu = new ShellMenu({ plugins: () => plugins, publisher: { setMenu: (booleans, decisions) => void published.push({ booleans, decisions }) }, clock, logger: silentLogger, language: 'en' });
    return { host, state, published, clock, menu };
  }

  it('are published once plugins are loaded, and again only when something changed', async () => {
    const { host, state, published, clock, menu } = world();
    await clock.advance(3_000);
    expect(published).toEqual([]);
    state.isLoaded = true;
    await clock.advance(3_000);
    expect(published).toHaveLength(1);
    const [{ decisions } = {}] = published;
    expect(evaluateMenu(decisions as Uint8Array, 0n, FILE, 9)).toEqual([]);
    expect(evaluateMenu(decisions as Uint8Array, 1n, FILE, 9)?.map(({ title }) => title)).toEqual(['Title of x.one']);
    host.on = true;
    await clock.advance(1_000);
    expect(published.at(-1)).toEqual({ booleans: 1n, decisions: undefined });
    host.rows = [...host.rows, row('acme.x', 'x.two')];
    host.index.version = 2;
    await clock.advance(1_000);
    expect(evaluateMenu(published.at(-1)?.decisions as Uint8Array, published.at(-1)?.booleans as bigint, FILE, 9)).toHaveLength(2);
    menu.dispose();
    host.on = false;
    await clock.advance(5_000);
    expect(published).toHaveLength(3);
  });
});
