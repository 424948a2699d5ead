import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock.js';
import { silentLogger } from '../../src/base/logger.js';
import { WindowsTrayDriver } from '../../src/shell/adapters/windows-tray-driver.js';
import type { TrayView } from '../../src/shell/tray/tray-view.js';
import { eventually } from '../e2e/support/eventually.js';
import { MemoryTrayWindow, type SeenItem, type SeenView } from '../fakes/memory-tray-window.js';
import { testTrayDriver, type OpenTrayPlace } from './tray-driver-contract.js';

const wordsOf = ({ kind, label, checked, depth }: SeenItem) => `${'  '.repeat(depth)}${checked ? '✓ ' : ''}${kind === 'separator' ? '-' : label}`;

const openPlace: OpenTrayPlace = async ({ hasHost }) => {
  const window = new MemoryTrayWindow({ hasTaskbar: hasHost });
  const driver = new WindowsTrayDriver({ openWindow: async () => window, clock: systemClock, logger: silentLogger });
  let last: SeenView | undefined;
  return {
    driver,
    seen: async () => {
      last = window.view ?? last;
      return window.isDisposed || !window.view ? undefined : { title: window.view.title, menu: window.view.items.map(wordsOf) };
    },
    click: async label => {
      const item = last?.items.find(one => wordsOf(one).trim() === label);
      if (!item) throw new Error(`nobody saw ${label}`);
      window.choose(item.number);
    },
    hostComes: async () => window.taskbarComes(),
    hostGoes: async () => window.taskbarGoes(),
    [Symbol.asyncDispose]: async () => void await driver.dispose(),
  };
};

describe('tray driver contract: the shim on Windows', () => testTrayDriver(openPlace));

const plain: TrayView = { icon: 'protected', tooltip: { title: 't', text: '' }, menu: [] };

describe('the tray driver for Windows', () => {
  const started = async (openWindow: () => Promise<MemoryTrayWindow | undefined>) => {
    const driver = new WindowsTrayDriver({ openWindow, clock: systemClock, logger: silentLogger });
    await driver.start();
    return driver;
  };

  it('hands each picture over once in the size that is wanted, and a view that says the same not again', async () => {
    const window = new MemoryTrayWindow();
    const driver = await started(async () => window);
    driver.show(plain);
    await eventually('it is there', 5_000, () => window.view !== undefined);
    for (const view of [plain, { ...plain, percent: 7 }, { ...plain, icon: 'paused' as const }, plain]) driver.show(view);
    expect(window.calls).toEqual(['setPicture', 'show', 'show', 'setPicture', 'show', 'show']);
    window.taskbarComes(24);
    await eventually('it is drawn anew', 5_000, () => window.pictures.get(0)?.has(24));
    expect([...window.pictures].map(([number, sizes]) => [number, [...sizes.keys()]])).toEqual([[0, [16, 24]], [3, [16]]]);
    expect(window.calls.at(-1)).toBe('show');
    await driver.dispose();
  });

  it('is nothing where the shim has no tray or does not load', async () => {
    for (const openWindow of [async () => undefined, async () => Promise.reject(new Error('no shim'))]) {
      const driver = await started(openWindow);
      driver.show(plain);
      expect(driver.state).toBe('no-bus');
      await driver.dispose();
    }
  });

  it('gives back a window that came after its end', async () => {
    const window = new MemoryTrayWindow();
    let arrive: (found: MemoryTrayWindow) => void = () => undefined;
    const driver = new WindowsTrayDriver({ openWindow: () => new Promise(resolve => { arrive = resolve; }), clock: systemClock, logger: silentLogger });
    const starting = driver.start();
    await driver.dispose();
    arrive(window);
    await starting;
    await eventually('it is given back', 5_000, () => window.isDisposed);
  });
});
