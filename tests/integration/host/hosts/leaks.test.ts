import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CountingClock } from './support/counting-clock.js';
import { PluginWorld } from './support/plugin-world.js';

const CYCLES = 200;
const MIB = 1024 * 1024;
let clock: CountingClock;
let world: PluginWorld;
beforeEach(() => {
  clock = new CountingClock();
  world = new PluginWorld(clock);
});
afterEach(() => world.dispose());

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heapBytes = () => {
  collect();
  return process.memoryUsage().heapUsed;
};
/** Pipes and processes; timers are the clock's to count, for the test runner has some of its own. */
const handles = () => process.getActiveResourcesInfo().filter(kind => kind !== 'TTYWrap' && kind !== 'Timeout').toSorted();

/** What is there now and was not before; what an earlier test left may go meanwhile. */
function beyond(before: readonly string[], now: readonly string[]): readonly string[] {
  const known = [...before];
  return now.filter(kind => {
    const at = known.indexOf(kind);
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
}

async function cycle(name: string, signal: AbortSignal): Promise<void> {
  await world.run(name, {}, signal);
  await world.hosts.disable(`acme.${name}`);
  world.hosts.enable(`acme.${name}`);
}

describe(`${CYCLES} activations and deactivations`, () => {
  it.each([
    ['in the agent', true],
    ['in a shared host process', false],
  ])('%s leave nothing behind', async (_, builtIn) => {
    world.start([world.plugin('steady', { builtIn, as: 'steady-2' }), world.plugin('steady', { builtIn })]);
    const { signal } = new AbortController();
    await world.run('steady-2'); // keeps the host
    for (let round = 0; round < 20; round++) await cycle('steady', signal);
    const before = { handles: handles(), bytes: heapBytes(), timers: clock.pendingTimers };
    for (let round = 0; round < CYCLES; round++) await cycle('steady', signal);
    world.log.length = 0;
    world.phases.length = 0;
    world.registered.length = 0;
    expect(world.hosts.hosts).toBe(1);
    expect(handles()).toEqual(before.handles);
    expect(clock.pendingTimers).toBeLessThanOrEqual(before.timers + 1); // one may be between two deliveries
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    expect(heapBytes() - before.bytes).toBeLessThan(MIB);
  });

  it('of processes leave no pipe, no process and no timer', async () => {
    world.start([world.plugin('steady')]);
    const { signal } = new AbortController();
    const before = handles();
    for (let round = 0; round < 10; round++) await cycle('steady', signal);
    await vi.waitFor(() => { expect(beyond(before, handles())).toEqual([]); }, { interval: 5 }); // a pipe closes in the turn after
    expect(clock.pendingTimers).toBe(0);
    expect(world.hosts.hosts).toBe(0);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});
