import { debounceTime, Subject, timer } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { clockScheduler } from '../../../../src/core/watch/clock-scheduler.js';
import { ManualClock } from '../../../fakes/manual-clock.js';

describe('clock scheduler', () => {
  it('repeats at even distances until it is unsubscribed', async () => {
    const clock = new ManualClock();
    const ticks: number[] = [];
    const subscription = timer(10, 20, clockScheduler(clock)).subscribe(() => ticks.push(clock.monotonicMs()));
    await clock.advance(55);
    expect(ticks).toEqual([10, 30, 50]);
    subscription.unsubscribe();
    expect(clock.pendingTimers).toBe(0);
  });

  it('is not held up by a wall clock that is set back', async () => {
    const clock = new ManualClock(10 * 3_600_000);
    const input = new Subject<number>();
    const out: number[] = [];
    input.pipe(debounceTime(100, clockScheduler(clock))).subscribe(value => out.push(value));
    input.next(1);
    await clock.advance(50);
    input.next(2);
    clock.shiftWall(-3_600_000);
    await clock.advance(100);
    expect(out).toEqual([2]);
  });
});
