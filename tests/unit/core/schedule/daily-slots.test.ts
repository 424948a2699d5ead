import { describe, expect, it } from 'vitest';
import { dueSlot, lastSlot, nextSlot, type ScheduleRule } from '../../../../src/core/schedule/daily-slots.js';

const daily: ScheduleRule = { time: '12:30', days: [0, 1, 2, 3, 4, 5, 6] };
const at = (text: string) => new Date(text).getTime();

describe('daily slots', () => {
  it('names the newest slot that has passed, and the next', () => {
    expect(lastSlot(daily, at('2026-11-22T12:29:59'))?.date).toBe('2026-11-21');
    expect(lastSlot(daily, at('2026-11-22T12:30:00'))?.date).toBe('2026-11-22');
    expect(nextSlot(daily, at('2026-11-22T12:30:00'))?.date).toBe('2026-11-23');
  });

  it('keeps to the chosen weekdays', () => {
    const monday: ScheduleRule = { time: '09:00', days: [1] };
    expect(lastSlot(monday, at('2026-11-22T10:00:00'))?.date).toBe('2026-11-16');
    expect(nextSlot(monday, at('2026-11-23T09:00:00'))?.date).toBe('2026-11-30');
    expect(nextSlot({ time: '09:00', days: [] }, at('2026-11-22T10:00:00'))).toBeUndefined();
  });

  it('is due once, also when it was missed, and never for a time before the rule was made', () => {
    const now = at('2026-11-22T18:00:00');
    const made = at('2026-11-01T00:00:00');
    expect(dueSlot(daily, now, { date: '2026-11-19', sinceMs: made })?.date).toBe('2026-11-22');
    expect(dueSlot(daily, now, { date: '2026-11-22', sinceMs: made })).toBeUndefined();
    expect(dueSlot(daily, now, { date: undefined, sinceMs: at('2026-11-22T17:00:00') })).toBeUndefined();
  });

  it('does not run a decided day again when the clock is put back', () => {
    const made = at('2026-11-01T00:00:00');
    expect(dueSlot(daily, at('2026-11-21T18:00:00'), { date: '2026-11-22', sinceMs: made })).toBeUndefined();
  });

  it('finds exactly one slot a day over two years', () => {
    const dates = new Set<string>();
    for (let ms = at('2026-01-01T00:00:00'); ms < at('2028-01-01T00:00:00'); ms += 3_600_000) {
      const slot = lastSlot(daily, ms);
      if (slot) dates.add(slot.date);
    }
    expect(dates.size).toBe(731);
  });
});
