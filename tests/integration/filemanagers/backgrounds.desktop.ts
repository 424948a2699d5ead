import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import { eventually } from '../../e2e/support/eventually.js';
import { write } from '../../e2e/support/sample-trees.js';
import { test } from '../../e2e/support/world.js';
import { requires } from '../support/requires.js';
import { Desktop } from './support/desktop.js';
import { TESTED } from './support/file-managers.js';

const TOOLS = ['Xvfb', 'dbus-daemon', 'openbox', 'xdotool', 'xprop', 'import'];
/** From a window's corner: nothing is there in a folder of one file. */
const BACKGROUND = { x: 520, y: 380 };

for (const { program, words, windowClass, bindings, backgroundKeys } of TESTED) {
  requires([...TOOLS, program, ...existsSync(bindings) ? [] : [bindings]])(`the background of a folder in ${program}`, () => {
    test('has what the tray would have: pauses, goes on and quits', { timeout: 180_000 }, async ({ world }) => {
      const { pc, source } = world;
      write(source, 'report.txt', 'first');
      await world.setUp();
      await pc.json(['shell', 'install']);
      const agent = await pc.up();
      await using desktop = await Desktop.start(pc);
      desktop.start(program, ...words, source);
      await desktop.focus(windowClass);
      await pc.call('tray.get', {}); // the first answer takes longer than a menu waits
      const state = async () => (await pc.call('status', { paths: [] }).catch(() => undefined))?.agent;
      const choose = async (key: string, what: string, isDone: () => Promise<boolean>) => {
        await eventually(`${program}: ${what}`, 90_000, async () => {
          await desktop.press('Escape', 'Escape', 'Escape');
          const folder = await desktop.settled('the folder');
          await desktop.openMenuIn(windowClass, BACKGROUND);
          let seen = await desktop.settled('the menu', folder).catch(() => undefined);
          for (const word of [...backgroundKeys, 'e']) {
            if (!seen) return false;
            await desktop.press(word);
            seen = await desktop.settled(`what ${word} does`, seen).catch(() => undefined);
          }
          if (!seen) return false;
          await desktop.keepPicture(`${program}-background`);
          await desktop.press(key);
          return eventually(what, 5_000, isDone).catch(() => false);
        });
      };
      await choose('p', 'the agent pauses', async () => await state() === 'paused');
      await choose('p', 'the agent goes on', async () => await state() === 'running');
      await choose('q', 'the agent quits', async () => await state() === undefined);
      expect((await agent.ended).code).toBe(0);
    });
  });
}
