import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/base/clock.js';
import { silentLogger } from '../../../src/base/logger.js';
import { connectSessionBus } from '../../../src/notifications/adapters/session-bus.js';
import { DbusTrayDriver } from '../../../src/shell/adapters/dbus-tray-driver.js';
import type { TrayEvent } from '../../../src/shell/tray/tray-driver.js';
import type { TrayItem, TrayView } from '../../../src/shell/tray/tray-view.js';
import { eventually } from '../../e2e/support/eventually.js';
import { TestBus } from '../notifications/support/test-bus.js';
import { requires } from '../support/requires.js';
import { TrayClient } from './support/tray-client.js';

const entry = (key: string, label: string, changes: Partial<Extract<TrayItem, { type: 'entry' }>> = {}): TrayItem => ({ type: 'entry', key, label, enabled: true, choice: { type: 'command', command: key }, ...changes });
const view: TrayView = {
  icon: 'protected', tooltip: { title: 'Mamori: <b>', text: 'R&D' },
  menu: [
    { type: 'line', key: 'state', label: 'Protected' }, { type: 'separator', key: '-' }, entry('back-up', '&Back up now'), entry('grey', 'Grey', { enabled: false }),
    { type: 'submenu', key: 'settings', label: '&Settings', items: [entry('tick', 'my_tick', { checked: true })] },
  ],
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mamori-tray-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const startBus = async () => {
  const bus = await TestBus.start(join(folder, 'bus'));
  onTestFinished(() => bus[Symbol.asyncDispose]());
  return bus;
};
const driverOn = (bus: TestBus) => {
  const heard: TrayEvent[] = [];
  const driver = new DbusTrayDriver({ connect: listeners => connectSessionBus(bus.address, listeners), clock: systemClock, logger: silentLogger, processId: process.pid });
  onTestFinished(() => driver.dispose());
  driver.onDidHear(event => heard.push(event));
  return { driver, heard };
};
async function shownTo(): Promise<{ client: TrayClient; driver: DbusTrayDriver; heard: TrayEvent[] }> {
  const bus = await startBus();
  const client = await TrayClient.start(bus.address);
  const { driver, heard } = driverOn(bus);
  await driver.start();
  driver.show(view);
  return { client, driver, heard };
}

requires(['dbus-daemon'])('the tray on D-Bus', () => {
  it('tells what the specification asks for: words, pictures in every size, a menu', async () => {
    const { client, driver } = await shownTo();
    expect(driver.state).toBe('shown');
    const properties = await client.itemProperties();
    expect(properties).toMatchObject({ Category: 'ApplicationStatus', Id: 'mamori', Title: 'Mamori', Status: 'Active', ItemIsMenu: false, Menu: '/MenuBar', IconName: '' });
    expect(properties['ToolTip']).toEqual(['', [], 'Mamori: &lt;b&gt;', 'R&amp;D']);
    expect((properties['IconPixmap'] as [number, number, Buffer][]).map(([width, height, pixels]) => [width, height, pixels.length])).toEqual([16, 22, 24, 32, 48, 64].map(size => [size, size, 4 * size * size]));
    driver.show({ ...view, icon: 'problem' });
    expect(await client.itemProperties()).toMatchObject({ Status: 'NeedsAttention' });
  });

  it('lays the menu out as com.canonical.dbusmenu has it', async () => {
    const { client } = await shownTo();
    const { number, properties, children } = await client.menu();
    expect([number, properties]).toEqual([0, { 'children-display': 'submenu' }]);
    expect(children.map(row => row.properties)).toEqual([
      { label: 'Protected', enabled: false }, { type: 'separator' }, { label: '_Back up now' }, { label: 'Grey', enabled: false }, { label: '_Settings', 'children-display': 'submenu' },
    ]);
    expect(children.at(-1)?.children.map(row => row.properties)).toEqual([{ label: 'my__tick', 'toggle-type': 'checkmark', 'toggle-state': 1 }]);
    expect((await client.menu(0, 1)).children.at(-1)?.children).toEqual([]);
    expect((await client.menu(children.at(-1)?.number)).children).toHaveLength(1);
    await expect(client.menu(999)).rejects.toThrow('no item 999');
    expect(await client.callMenu('GetProperty', 'is', [children[2]?.number, 'label'])).toBe('_Back up now');
    expect(await client.callMenu('AboutToShow', 'i', [0])).toBe(false);
    expect(await client.callMenu('GetGroupProperties', 'aias', [[children[2]?.number], ['label']])).toEqual([[children[2]?.number, { label: '_Back up now' }]]);
  });

  it('hears what was chosen, once for each click, and nothing of what is grey, gone or only touched', async () => {
    const { client, heard } = await shownTo();
    await client.click(await client.row('_Back up now'));
    await client.click(await client.row('my__tick'));
    await client.click(await client.row('Grey'));
    await client.click(await client.row('Protected'));
    await client.callMenu('Event', 'isvu', [(await client.row('_Back up now')).number, 'hovered', ['s', ''], 0]);
    expect(await client.callMenu('EventGroup', 'a(isvu)', [[[999, 'clicked', ['s', ''], 0]]])).toEqual([999]);
    expect(heard).toEqual([{ type: 'registered' }, { type: 'chosen', choice: { type: 'command', command: 'back-up' } }, { type: 'chosen', choice: { type: 'command', command: 'tick' } }]);
    await client.callItem('Activate', 'ii', [1, 1]);
    expect(heard.at(-1)).toEqual({ type: 'activated' });
  });

  it('tells words that changed item by item, and another layout as such; a click on what stands elsewhere now means the same', async () => {
    const { client, driver, heard } = await shownTo();
    const backUp = await client.row('_Back up now');
    client.signals.length = 0;
    driver.show({ ...view, menu: [{ type: 'line', key: 'state', label: 'Working' }, ...view.menu.slice(1)], icon: 'working' });
    await eventually('it is told', 5_000, () => client.signals.some(({ member }) => member === 'ItemsPropertiesUpdated'));
    expect(client.signals.map(({ member }) => member)).toEqual(['NewIcon', 'NewAttentionIcon', 'NewStatus', 'ItemsPropertiesUpdated']);
    driver.show({ ...view, menu: [entry('new', 'New'), ...view.menu] });
    await eventually('it is told', 5_000, () => client.signals.some(({ member }) => member === 'LayoutUpdated'));
    expect((await client.row('_Back up now')).number).toBe(backUp.number);
    await client.click(backUp);
    expect(heard.at(-1)).toEqual({ type: 'chosen', choice: { type: 'command', command: 'back-up' } });
    client.signals.length = 0;
    driver.show({ ...view, menu: [entry('new', 'New'), ...view.menu] });
    driver.show({ ...view, menu: [entry('new', 'New', { enabled: false }), ...view.menu] });
    await eventually('only what differs is told', 5_000, () => client.signals.length === 1);
  });

  it('is there for each watcher that comes, and says when nothing shows it', async () => {
    const bus = await startBus();
    const { driver, heard } = driverOn(bus);
    await driver.start();
    expect(driver.state).toBe('no-host');
    const first = await TrayClient.start(bus.address, { hasHost: false });
    await eventually('it registers', 5_000, () => first.registered.length === 1);
    expect(driver.state).toBe('no-host');
    first.announceHost();
    await eventually('it is shown', 5_000, () => driver.state === 'shown');
    await first.close();
    await eventually('it is known to be gone', 5_000, () => driver.state === 'no-host');
    const second = await TrayClient.start(bus.address);
    await eventually('it registers anew', 5_000, () => driver.state === 'shown');
    expect(second.registered).toEqual([`org.kde.StatusNotifierItem-${process.pid}-1`]);
    expect(heard.filter(({ type }) => type === 'registered').length).toBeGreaterThanOrEqual(3);
  });

  it('lives on when a peer calls what is no method, or asks nonsense', async () => {
    const { client, driver } = await shownTo();
    for (const member of ['Status', 'IconPixmap', 'constructor', 'toString', 'Nothing']) void client.callItem(member).catch(() => undefined);
    await expect(client.callItem('Nothing')).rejects.toThrow();
    await expect(client.callMenu('GetProperty', 'is', [0, 'nothing'])).rejects.toThrow('has no nothing');
    expect(await client.itemProperties()).toMatchObject({ Id: 'mamori' });
    expect(driver.state).toBe('shown');
  });

  it('is nothing where there is no bus', async () => {
    const driver = new DbusTrayDriver({ connect: listeners => connectSessionBus(`unix:path=${join(folder, 'gone')}`, listeners), clock: systemClock, logger: silentLogger, processId: 1 });
    await driver.start();
    driver.show(view);
    expect(driver.state).toBe('no-bus');
    await driver.dispose();
  });
});
