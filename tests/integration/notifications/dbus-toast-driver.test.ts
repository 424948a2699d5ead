import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLogger } from '../../../src/base/logger.js';
import { DbusToastDriver } from '../../../src/notifications/adapters/dbus-toast-driver.js';
import type { Toast, ToastEvent } from '../../../src/notifications/toast/toast-driver.js';
import { eventually } from '../../e2e/support/eventually.js';
import { requires } from '../support/requires.js';
import { TestBus } from './support/test-bus.js';

const signal = new AbortController().signal;
const key = '5'.repeat(64);
const toast: Toast = { id: 'n1', slot: 's', title: 'Title', text: 'a <b>&', severity: 'alarm', buttons: [{ key, title: 'Back up now' }] };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mamori-bus-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

requires(['dbus-daemon'])('toasts over D-Bus', () => {
  it('are unavailable where there is no bus, and where its socket is gone', async () => {
    for (const address of [undefined, `unix:path=${join(folder, 'gone')}`, 'nonsense:']) {
      await expect(new DbusToastDriver(address, silentLogger).show(toast, signal)).rejects.toMatchObject({ code: 'notice.channel-unavailable' });
    }
  });

  it('are unavailable on a bus that accepts and then says nothing, within seconds and without ending the process', async () => {
    const sockets = new Set<Socket>();
    const server = createServer(socket => {
      sockets.add(socket);
      socket.once('data', () => socket.write(`OK ${'0'.repeat(32)}\r\n`)); // authentication, and then silence
    });
    await new Promise<void>(resolve => { server.listen(join(folder, 'mute'), resolve); });
    await expect(new DbusToastDriver(`unix:path=${join(folder, 'mute')}`, silentLogger).show(toast, signal)).rejects.toMatchObject({ code: 'notice.channel-unavailable' });
    for (const socket of sockets) socket.destroy();
    await new Promise(resolve => server.close(resolve));
  }, 30_000);

  it('are unavailable on a bus without a notification daemon', async () => {
    await using bus = await TestBus.start(join(folder, 'bus'));
    await expect(driverOn(bus).show(toast, signal)).rejects.toMatchObject({ code: 'notice.channel-unavailable' });
  });

  it('say what the notice says: text that is no markup, urgency, buttons with their keys; and take the place of the one before', async () => {
    await using bus = await TestBus.start(join(folder, 'bus'));
    const daemon = await bus.startDaemon(['actions', 'body']);
    const driver = driverOn(bus);
    await driver.show(toast, signal);
    await driver.show({ ...toast, id: 'n2' }, signal);
    expect(daemon.notified).toEqual([
      { replaces: 0, title: 'Title', body: 'a &lt;b&gt;&amp;', actions: ['default', '', key, 'Back up now'], urgency: 2, expires: 0 },
      expect.objectContaining({ replaces: 1 }),
    ]);
    driver.withdraw('s');
    await eventually('the toast is taken away', 5_000, () => daemon.closed.length === 1);
    await driver.dispose();
  });

  it('have no buttons where the daemon draws none', async () => {
    await using bus = await TestBus.start(join(folder, 'bus'));
    const daemon = await bus.startDaemon(['body']);
    const driver = driverOn(bus);
    await driver.show(toast, signal);
    expect(daemon.notified[0]?.actions).toEqual([]);
    await driver.dispose();
  });

  it('tell presses, also of toasts that another process showed, clicks and dismissals, and nothing else', async () => {
    await using bus = await TestBus.start(join(folder, 'bus'));
    const daemon = await bus.startDaemon(['actions']);
    const driver = driverOn(bus);
    const heard: ToastEvent[] = [];
    driver.onDidHear(event => heard.push(event));
    await driver.show(toast, signal);
    daemon.invoke(77, key);
    daemon.invoke(77, 'default');
    daemon.invoke(1, 'reply');
    daemon.invoke(1, 'default');
    daemon.close(1, 2);
    await eventually('all is heard', 5_000, () => heard.length === 3);
    expect(heard).toEqual([{ type: 'pressed', key }, { type: 'opened', id: 'n1' }, { type: 'dismissed', id: 'n1' }]);
    await driver.dispose();
  });

  it('go on after the bus was restarted', async () => {
    const first = await TestBus.start(join(folder, 'bus'));
    await first.startDaemon(['actions']);
    const driver = driverOn(first);
    await driver.show(toast, signal);
    await first[Symbol.asyncDispose]();
    await using second = await TestBus.start(join(folder, 'bus'));
    const daemon = await second.startDaemon(['actions']);
    await eventually('the toast is shown', 5_000, () => driver.show(toast, signal).then(() => true, () => false));
    expect(daemon.notified.length).toBeGreaterThan(0);
    await driver.dispose();
  });
});

function driverOn(bus: TestBus): DbusToastDriver {
  return new DbusToastDriver(bus.address, silentLogger);
}
