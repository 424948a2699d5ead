import { map, mergeMap, pairwise, type OperatorFunction } from 'rxjs';

/** One look at both clocks, in ms. */
export interface ClockReading {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/** A stretch of time in which events may have been missed, or in which time itself was set. */
export interface ClockGap {
  readonly kind: 'slept' | 'clock-jumped' | 'paused';
  readonly gapMs: number; //   how long, or how far the clock went back (negative)
  readonly beganAt: number; // wall time of the last look before
}

export interface ClockGapOptions {
  readonly intervalMs: number; //      distance at which the readings are meant to come
  readonly toleranceMs: number; //     difference between the two clocks that is no gap
  readonly pauseToleranceMs: number; // lateness of a reading that is no gap
}

/**
 * Finds out that the machine was asleep or that somebody set the clock, from readings at even distances.
 *
 * Where the monotonic clock stops during sleep (Linux), the wall clock runs ahead of it: `slept`; setting the clock
 * forward looks the same and deserves the same scan. Where it does not stop (Windows), the reading comes late by both
 * clocks: `paused`, as after a suspended process. A wall clock that falls behind was set back: `clock-jumped`.
 * Completion and errors pass through; nothing is buffered but the last reading.
 */
export function clockGapStage(options: ClockGapOptions): OperatorFunction<ClockReading, ClockGap> {
  return readings => readings.pipe(pairwise(), map(pair => gapBetween(...pair, options)), mergeMap(gap => gap ? [gap] : []));
}

function gapBetween(
  earlier: ClockReading, later: ClockReading, { intervalMs, toleranceMs, pauseToleranceMs }: ClockGapOptions,
): ClockGap | undefined {
  const beganAt = earlier.wallMs;
  const monotonicMs = later.monotonicMs - earlier.monotonicMs;
  const aheadMs = later.wallMs - earlier.wallMs - monotonicMs;
  if (aheadMs > toleranceMs) return { kind: 'slept', gapMs: aheadMs, beganAt };
  if (aheadMs < -toleranceMs) return { kind: 'clock-jumped', gapMs: aheadMs, beganAt };
  const lateMs = monotonicMs - intervalMs;
  return lateMs > pauseToleranceMs ? { kind: 'paused', gapMs: lateMs, beganAt } : undefined;
}
