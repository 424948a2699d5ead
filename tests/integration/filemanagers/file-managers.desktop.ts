import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { eventually } from '../../e2e/support/eventually.js';
import { menusOf, notingPlugin } from '../../e2e/support/file-manager-menus.js';
import type { Pc } from '../../e2e/support/pc.js';
import { write } from '../../e2e/support/sample-trees.js';
import { test, type World } from '../../e2e/support/world.js';
import { requires } from '../support/requires.js';
import { Desktop, type Colour, type Spot } from './support/desktop.js';
import { TESTED, type TestedFileManager } from './support/file-managers.js';

const TOOLS = ['Xvfb', 'dbus-daemon', 'openbox', 'xdotool', 'xprop', 'import'];
const GREEN: Colour = [0x10, 0x7c, 0x10]; // of native/filemanager/icons
const BLUE: Colour = [0x0f, 0x6c, 0xbd];
const SOME = 25; // pixels; the smallest emblem has about 100
const STARTED_MS = 30_000;
const VANISHED_MS = 5_000; // from the death of the agent to the last mark; a screenshot takes some of it

/** The file manager shows a folder with the one protected file report.txt. */
async function shown({ program, words, windowClass }: TestedFileManager, world: World) {
  const { pc, source } = world;
  write(source, 'report.txt', 'first');
  await world.setUp();
  await pc.json(['shell', 'install']);
  const agent = await pc.up();
  const desktop = await Desktop.start(pc);
  desktop.start(program, ...words, source);
  await desktop.focus(windowClass);
  const hasColour = async (what: string, colour: Colour, withinMs: number, wanted = true) => {
    try {
      await eventually(`${program}: ${what}`, withinMs, async () => ((await desktop.find(colour)).pixels >= SOME) === wanted);
    } catch (failure) {
      await desktop.keepPicture(`${program}-failed`);
      throw failure;
    }
  };
  return { agent, desktop, hasColour };
}

/** Where the only file's emblem is. To be asked before the mouse is over it, which makes it paler. */
async function emblemOf({ program, icon }: TestedFileManager, desktop: Desktop): Promise<Spot | undefined> {
  return icon.from === 'window' ? undefined : await eventually(`${program}: the file is protected`, STARTED_MS, async () => {
    const found = await desktop.find(GREEN);
    return found.pixels >= SOME && found;
  });
}

/** Opens the menu of the only file; a click that comes too early is lost, and made again. */
async function openMenu({ program, windowClass, icon }: TestedFileManager, emblem: Spot | undefined, desktop: Desktop): Promise<void> {
  const folder = await desktop.settled('the folder');
  await eventually(`${program}: the menu opens`, 60_000, async () => {
    await desktop.press('Escape');
    if (emblem) await desktop.openMenuAt({ x: emblem.x + icon.x, y: emblem.y + icon.y });
    else await desktop.openMenuIn(windowClass, icon);
    return desktop.settled('the menu', folder).catch(() => undefined);
  });
}

/** Chooses an entry of our submenu by its access key. A key that comes while the menu is still being put up is lost: then the menu is opened once more. */
async function choose(key: string, picture: string, manager: TestedFileManager, emblem: Spot | undefined, desktop: Desktop): Promise<void> {
  const { program, submenuKeys } = manager;
  await eventually(`${program}: our submenu opens`, 60_000, async () => {
    try {
      let seen: Buffer | undefined;
      for (const word of submenuKeys) {
        await desktop.press(word);
        seen = await desktop.settled(`what ${word} does`, seen);
      }
      return true;
    } catch {
      await openMenu(manager, emblem, desktop);
      return undefined;
    }
  });
  await desktop.keepPicture(`${program}-${picture}`);
  await desktop.press(key);
}

for (const manager of TESTED) {
  const { program, bindings } = manager;
  const present = existsSync(bindings) ? [] : [bindings];
  requires([...TOOLS, program, ...present])(`the file manager ${program}`, () => {
    if (manager.icon.from === 'emblem') test('shows the marks, their changes, and none while no agent runs', { timeout: 120_000 }, async ({ world }) => {
      const { agent, desktop, hasColour } = await shown(manager, world);
      await using _ = desktop;
      await hasColour('the file is protected', GREEN, STARTED_MS);
      await desktop.keepPicture(`${program}-protected`);
      await agent.call('pause', {});
      writeFileSync(world.inSource('report.txt'), 'second');
      await hasColour('the changed file is not protected', GREEN, 10_000, false);
      await desktop.keepPicture(`${program}-changed`);
      await agent.call('resume', {});
      await hasColour('the saved file is protected', GREEN, 20_000);
      await agent.kill();
      await hasColour('no mark is left of the dead agent', GREEN, VANISHED_MS, false);
      await desktop.keepPicture(`${program}-no-agent`);
      const again = await world.pc.up();
      await hasColour('the file is protected again', GREEN, 20_000);
      await again.stop();
    });

    test('backs up what is chosen in its menu, also when no agent was there to ask', { timeout: 180_000 }, async ({ world }) => {
      const { agent, desktop } = await shown(manager, world);
      await using _ = desktop;
      const { pc } = world;
      const manualRuns = async () => (await pc.call('runs', { page: 1 })).runs.filter(({ kind }) => kind === 'manual').length;
      const before = await manualRuns();
      const emblem = await emblemOf(manager, desktop);
      await openMenu(manager, emblem, desktop);
      await choose('b', 'menu', manager, emblem, desktop);
      await eventually('the backup is in the history', 30_000, async () => await manualRuns() > before);
      const { versions } = await pc.call('versions', { path: world.inSource('report.txt') });
      expect(versions[0]).toMatchObject({ state: 'present', generation: true });

      await openMenu(manager, emblem, desktop);
      await agent.kill();
      await choose('b', 'menu', manager, emblem, desktop);
      await eventually('the agent that the click started has made the backup', 60_000, async () => await manualRuns().catch(() => 0) > before + 1);
      await pc.call('stop', {});
    });

    test('brings back a version, runs a plugin\'s command and puts a copy beside the file', { timeout: 180_000 }, async ({ world }) => {
      await world.pc.json(['plugin', 'install', notingPlugin(world.folder), '--yes']);
      const { desktop, hasColour } = await shown(manager, world);
      await using _ = desktop;
      const { pc, source } = world;
      const report = world.inSource('report.txt');
      const emblem = await emblemOf(manager, desktop);
      writeFileSync(report, 'second');
      await eventually('both versions are saved', 30_000, async () => (await pc.call('versions', { path: report })).versions.length === 2);
      await menuHas(pc, report, 'Leave a &note');

      await openMenu(manager, emblem, desktop);
      await choose('2', 'versions', manager, emblem, desktop);
      await eventually('the first version is back', 30_000, () => readFileSync(report, 'utf8') === 'first');
      await eventually('it was told', 10_000, async () => (await pc.call('notices.list', { all: true })).notices.some(({ kind }) => kind === 'restore-finished'));

      await openMenu(manager, emblem, desktop);
      await choose('n', 'command', manager, emblem, desktop);
      await eventually('the command has run', 30_000, () => existsSync(world.inSource('.report.txt.note')));
      await desktop.moveMouseAway();
      if (emblem) await hasColour('the file has the mark of the plugin', BLUE, 20_000);
      await desktop.keepPicture(`${program}-marked`);

      await openMenu(manager, emblem, desktop);
      await choose('c', 'copy', manager, emblem, desktop);
      await desktop.focus('mamori_window.py');
      await desktop.settled('the list of versions');
      await desktop.keepPicture(`${program}-versions-window`);
      await desktop.press('Return'); // on the newest version
      const copy = await eventually('the copy is there', 30_000, () => readdirSync(source).find(name => /^report \(.*\)\.txt$/.test(name)));
      expect(readFileSync(world.inSource(copy), 'utf8')).toMatch(/^(first|second)$/);
      await pc.call('stop', {});
    });
  });
}

/** The agent has compiled the menu, with the plugin's entry in it. */
async function menuHas(pc: Pc, path: string, title: string): Promise<void> {
  const menus = await menusOf(pc);
  await eventually(`the menu has ${title}`, 20_000, () => menus.entries('file', path)?.some(entry => entry.title === title));
  await menus.dispose();
}
