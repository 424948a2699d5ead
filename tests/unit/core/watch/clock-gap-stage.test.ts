import { describe, it } from 'vitest';
import { clockGapStage, type ClockGap, type ClockReading } from '../../../../src/core/watch/clock-gap-stage.js';
import { onVirtualTime } from './marbles.js';

const options = { intervalMs: 15_000, toleranceMs: 5_000, pauseToleranceMs: 60_000 };
const reading = (wallMs: number, monotonicMs: number): ClockReading => ({ wallMs, monotonicMs });

function check(second: ClockReading, expected: ClockGap | undefined) {
  onVirtualTime(({ cold, expectObservable }) => {
    const readings = cold('ab|', { a: reading(1_000_000, 500), b: second });
    expectObservable(readings.pipe(clockGapStage(options))).toBe(expected ? '-g|' : '--|', { g: expected });
  });
}

describe('clock gap stage', () => {
  it('is silent while both clocks go on evenly', () => check(reading(1_015_000, 15_500), undefined));
  it('forgives a small drift and a late reading', () => check(reading(1_034_000, 30_500), undefined));
  it('sees sleep where the monotonic clock stopped', () =>
    check(reading(4_615_000, 15_500), { kind: 'slept', gapMs: 3_600_000, beganAt: 1_000_000 }));
  it('sees a clock that was set back', () =>
    check(reading(715_000, 15_500), { kind: 'clock-jumped', gapMs: -300_000, beganAt: 1_000_000 }));
  it('sees a process that did not run, and sleep where both clocks go on', () =>
    check(reading(1_315_000, 315_500), { kind: 'paused', gapMs: 300_000, beganAt: 1_000_000 }));
});
