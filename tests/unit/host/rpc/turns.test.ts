import { beforeEach, describe, expect, it } from 'vitest';
import { Turns } from '../../../../src/host/rpc/index.js';
import { ManualClock } from '../../../fakes/manual-clock.js';

/** A thread of its own time: what is spent on it moves the clock, as work does. */
class WorkingClock extends ManualClock {
  #workedMs = 0;

  override monotonicMs(): number {
    return super.monotonicMs() + this.#workedMs;
  }

  work(ms: number): void {
    this.#workedMs += ms;
  }
}

describe('turns', () => {
  let clock: WorkingClock;
  let turns: Turns;
  let spentMs: number;
  beforeEach(() => {
    clock = new WorkingClock();
    turns = new Turns(clock, { part: 0.1, burstMs: 100 });
    spentMs = 0;
  });
  const call = async (ms: number) => {
    const turn = turns.take();
    if (turn) await turn;
    turns.spend(() => clock.work(ms));
    spentMs += ms;
  };

  it('come at once while the burst lasts, and then at the share', async () => {
    const calls = Array.from({ length: 1_000 }, () => call(5));
    await clock.advance(0);
    expect(spentMs).toBeGreaterThanOrEqual(100);
    expect(spentMs).toBeLessThanOrEqual(120); // the bucket fills while they work, and the last one may overdraw it
    const [beganMs, before] = [clock.monotonicMs(), spentMs];
    await clock.advance(10_000);
    const part = (spentMs - before) / (clock.monotonicMs() - beganMs);
    expect(part).toBeGreaterThan(0.08);
    expect(part).toBeLessThanOrEqual(0.1);
    turns.close();
    await Promise.all(calls);
  });

  it('keep the order in which they were asked for', async () => {
    const order: number[] = [];
    const calls = Array.from({ length: 50 }, (_, index) => call(20).then(() => order.push(index)));
    await clock.advance(60_000);
    await Promise.all(calls);
    expect(order).toEqual(Array.from({ length: 50 }, (_, index) => index));
    expect(clock.pendingTimers).toBe(0);
  });

  it('of a caller that was quiet are as many at once again, never more', async () => {
    await call(100);
    expect(turns.take()).toBeInstanceOf(Promise);
    await clock.advance(3_600_000);
    const calls = Array.from({ length: 100 }, () => call(10));
    const before = spentMs;
    await clock.advance(0);
    expect(spentMs - before).toBeLessThanOrEqual(100);
    turns.close();
    await Promise.all(calls);
  });

  it('that took too long are paid back before the next begins', async () => {
    await call(1_100);
    const next = call(1);
    await clock.advance(9_000);
    expect(turns.waiting).toBe(1);
    await clock.advance(1_100);
    await next;
  });

  it('charge for work that throws', () => {
    expect(() => turns.spend(() => {
      clock.work(200);
      throw new Error('broke');
    })).toThrow('broke');
    expect(turns.take()).toBeInstanceOf(Promise);
    turns.close();
  });

  it('let everybody through at the end', async () => {
    await call(500);
    const waiting = [call(1), call(1)];
    turns.close();
    await Promise.all(waiting);
    expect(turns.take()).toBeUndefined();
    expect(clock.pendingTimers).toBe(0);
  });
});
