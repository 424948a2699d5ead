import { expect } from 'vitest';
import { systemClock } from '../../../src/base/clock.js';
import { silentLogger } from '../../../src/base/logger.js';
import type { SessionEvent } from '../../../src/core/ports/session-events.js';
import { LogindSessionEvents } from '../../../src/platform/session-events/logind-session-events.js';
import { SqliteLocalState } from '../../../src/platform/catalog/index.js';
import { eventually } from '../../e2e/support/eventually.js';
import { test } from '../../e2e/support/world.js';
import { requires } from '../support/requires.js';
import { hasLogindMock, LogindMock } from './logind-mock.js';

const LOCK = 'sleep:shutdown Mamori delay';

requires(['dbus-daemon', 'systemd-inhibit', 'busctl', ...(hasLogindMock ? [] : ['python3-dbusmock'])])('what logind tells', () => {
  const eventsOf = (address: string) => new LogindSessionEvents({ environment: { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: address }, userId: process.getuid?.() ?? -1, clock: systemClock, logger: silentLogger });
  const locked = (logind: LogindMock, wanted: readonly string[]) => eventually(`locks are ${wanted.join() || 'gone'}`, 10_000, async () => (await logind.locks()).join() === wanted.join());

  test('holds up sleep until the answer is there, and again from the wake on', async () => {
    await using logind = await LogindMock.start();
    const heard: SessionEvent[] = [];
    let answer: () => void = () => undefined;
    const listening = await eventsOf(logind.address).listen(event => {
      heard.push(event);
      return event === 'will-sleep' ? new Promise<void>(resolve => (answer = resolve)) : undefined;
    });
    await locked(logind, [LOCK]);
    await logind.tell('PrepareForSleep', true);
    await eventually('sleep was heard of', 5_000, () => heard.includes('will-sleep'));
    expect(await logind.locks()).toEqual([LOCK]);
    answer();
    await locked(logind, []);
    await logind.tell('PrepareForSleep', false);
    await locked(logind, [LOCK]);
    await logind.tell('PrepareForShutdown', true);
    await locked(logind, []);
    await logind.tell('PrepareForShutdown', false);
    await locked(logind, [LOCK]);
    expect(heard).toEqual(['will-sleep', 'woke', 'will-shut-down', 'goes-on']);
    await listening.dispose();
    await locked(logind, []);
  });

  test('includes whether the session is over', async () => {
    await using logind = await LogindMock.start();
    const events = eventsOf(logind.address);
    const listening = await events.listen(() => undefined);
    expect(await events.isSessionOver()).toBe(false);
    await logind.closeSession(process.getuid?.() ?? -1);
    expect(await events.isSessionOver()).toBe(true);
    await listening.dispose();
  });

  test('is nothing where there is no bus', async () => {
    const events = eventsOf('unix:path=/nonexistent');
    const listening = await events.listen(() => undefined);
    expect(await events.isSessionOver()).toBe(false);
    await listening.dispose();
  });

  test('is no longer held up by an agent that was killed', async ({ world }) => {
    await using logind = await LogindMock.start();
    await world.setUp();
    const agent = await world.pc.up([], { environment: { DBUS_SYSTEM_BUS_ADDRESS: logind.address } });
    await locked(logind, [LOCK]);
    await agent.kill();
    await locked(logind, []);
  });

  test('stops what runs for the time of the sleep, and no longer', async ({ world }) => {
    await using logind = await LogindMock.start();
    await world.setUp();
    const agent = await world.pc.up([], { environment: { DBUS_SYSTEM_BUS_ADDRESS: logind.address } });
    await locked(logind, [LOCK]);
    await logind.tell('PrepareForSleep', true);
    await agent.until('it rests', 10_000, status => status.agent === 'paused');
    await locked(logind, []);
    await logind.tell('PrepareForSleep', false);
    await agent.until('it goes on', 10_000, status => status.agent !== 'paused');
    await agent.stop();
  });

  test('makes the history say that the session was closed', async ({ world }) => {
    await using logind = await LogindMock.start();
    const { pc } = world;
    await world.setUp();
    const agent = await pc.up([], { environment: { DBUS_SYSTEM_BUS_ADDRESS: logind.address } });
    await locked(logind, [LOCK]);
    await logind.closeSession(process.getuid?.() ?? -1);
    agent.signal('SIGTERM');
    await agent.ended;
    const state = SqliteLocalState.open(`${pc.home}/state.db`);
    expect(state.settings.get('schedule-state')).toMatchObject({ sessionClosed: true });
    state.dispose();
  });
});
