import { beforeEach, describe, expect, it } from 'vitest';
import { HoldBack } from '../../../src/agent/hold-back.js';
import { RunQueue } from '../../../src/agent/run-queue.js';
import { ManualClock } from '../../fakes/manual-clock.js';

describe('holding back before sleep', () => {
  let clock: ManualClock;
  let queue: RunQueue;
  let scheduling: { held: boolean; isResting: boolean; hold: (held: boolean) => void };
  let holdBack: HoldBack;

  beforeEach(() => {
    clock = new ManualClock();
    queue = new RunQueue();
    scheduling = { held: false, isResting: false, hold: held => (scheduling.held = held) };
    holdBack = new HoldBack({ clock, queue }, scheduling);
  });

  /** Work that ends when it is told to. */
  function work() {
    let end: () => void = () => undefined;
    const done = queue.add({ subject: 's', kind: 'continuous', run: () => new Promise<void>(resolve => (end = resolve)) });
    return { end: () => end(), done };
  }

  it('is done at once when nothing runs', async () => {
    await holdBack.hold(4_000);
    expect(scheduling.held).toBe(true);
    expect(queue.paused).toBe(true);
  });

  it('waits for what runs to end', async () => {
    const { end, done } = work();
    let settled = false;
    const held = holdBack.hold(4_000).then(() => (settled = true));
    await clock.advance(1_000);
    expect(settled).toBe(false);
    end();
    await done;
    await clock.advance(100);
    await held;
    expect(queue.paused).toBe(true);
  });

  it('takes a run that has committed and waits for one at its end', async () => {
    const { end, done } = work();
    const held = holdBack.hold(4_000);
    scheduling.isResting = true;
    await clock.advance(100);
    await held;
    end();
    await done;
  });

  it('does not wait beyond the time that it has', async () => {
    const { end, done } = work();
    const held = holdBack.hold(4_000);
    await clock.advance(4_100);
    await held;
    expect(queue.paused).toBe(true);
    end();
    await done;
  });

  it('lets go after the wake, but of no pause of the person\'s', async () => {
    await holdBack.hold(4_000);
    holdBack.release();
    expect([queue.paused, scheduling.held]).toEqual([false, false]);
    queue.pause();
    await holdBack.hold(4_000);
    holdBack.release();
    expect([queue.paused, scheduling.held]).toEqual([true, false]);
  });

  it('lets go by itself when neither sleep nor end has come', async () => {
    await holdBack.hold(4_000);
    await clock.advance(120_000);
    expect([queue.paused, scheduling.held]).toEqual([false, false]);
  });
});
