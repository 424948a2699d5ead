import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.js';
import { silentLogger } from '../../src/base/logger.js';
import { connectSessionBus } from '../../src/notifications/adapters/session-bus.js';
import { DbusTrayDriver } from '../../src/shell/adapters/dbus-tray-driver.js';
import { TestBus } from '../integration/notifications/support/test-bus.js';
import { requires } from '../integration/support/requires.js';
import { TrayClient, type MenuRow } from '../integration/tray/support/tray-client.js';
import { testTrayDriver, type OpenTrayPlace } from './tray-driver-contract.js';

function wordsOf({ properties: { type, label, 'toggle-state': tick } }: MenuRow): string {
  return type === 'separator' ? '-' : `${tick === 1 ? '✓ ' : ''}${String(label).replaceAll('_', '&')}`;
}

const rowsOf = (row: MenuRow, depth = 0): readonly (readonly [words: string, row: MenuRow])[] => row.children.flatMap(child => [[`${'  '.repeat(depth)}${wordsOf(child)}`, child] as const, ...rowsOf(child, depth + 1)]);

const openPlace: OpenTrayPlace = async ({ hasHost }) => {
  const folder = mkdtempSync(join(tmpdir(), 'mamori-tray-'));
  const bus = await TestBus.start(join(folder, 'bus'));
  let panel = hasHost ? await TrayClient.start(bus.address) : undefined;
  let last: readonly (readonly [string, MenuRow])[] = [];
  const driver = new DbusTrayDriver({ connect: listeners => connectSessionBus(bus.address, listeners), clock: systemClock, logger: silentLogger, processId: process.pid });
  return {
    driver,
    seen: async () => {
      if (!panel || panel.registered.length === 0) return undefined;
      try {
        last = rowsOf(await panel.menu());
        return { title: String(((await panel.itemProperties())['ToolTip'] as readonly unknown[])[2]), menu: last.map(([words]) => words) };
      } catch {
        return undefined; // nobody has that name on the bus any more
      }
    },
    click: async label => {
      const row = last.find(([words]) => words.trim() === label)?.[1];
      if (!row) throw new Error(`nobody saw ${label}`);
      await panel?.click(row).catch(() => undefined); // of what has gone
    },
    hostComes: async () => { panel = await TrayClient.start(bus.address); },
    hostGoes: async () => {
      await panel?.close();
      panel = undefined;
    },
    [Symbol.asyncDispose]: async () => {
      await driver.dispose();
      await panel?.close();
      await bus[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

requires(['dbus-daemon'])('tray driver contract: D-Bus', () => testTrayDriver(openPlace));
