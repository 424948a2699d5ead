import { describe, expect, it } from 'vitest';
import { nextBeginMs } from '../../../../src/core/schedule/next-begin.js';
import { EVERY_DAY } from '../../../../src/core/schedule/schedule-settings.js';

const utc = (text: string) => Date.parse(`${text}Z`);
const told = (time: string, window: string | undefined, now: string, isWaiting = false, zone = 'UTC') => {
  const pauseWindow = window === undefined ? undefined : { from: window.slice(0, 5), to: window.slice(6) };
  return new Date(nextBeginMs({ time, days: EVERY_DAY, pauseWindow }, zone, utc(now), isWaiting) as number).toISOString().slice(0, 16);
};

describe('the next scheduled backup begins', () => {
  it('at its set time, whatever else is paused', () => {
    expect(told('12:30', undefined, '2026-11-22T10:00')).toBe('2026-11-22T12:30');
    expect(told('12:30', '09:00-12:30', '2026-11-22T10:00')).toBe('2026-11-22T12:30');
    expect(told('12:30', '22:00-06:00', '2026-11-22T23:00')).toBe('2026-11-23T12:30');
  });

  it('when the pause window that its set time lies in is over, over midnight too', () => {
    expect(told('12:30', '12:00-13:00', '2026-11-22T10:00')).toBe('2026-11-22T13:00');
    expect(told('23:30', '22:00-06:00', '2026-11-22T10:00')).toBe('2026-11-23T06:00');
    expect(told('00:30', '22:00-06:00', '2026-11-22T10:00')).toBe('2026-11-23T06:00');
    // 02:30 does not exist on this night: the window ends with the gap, at 03:00 summer time.
    expect(told('01:30', '01:00-02:30', '2027-03-27T12:00', false, 'Europe/Berlin')).toBe('2027-03-28T01:00');
  });

  it('after the pause, or now, where one is due and waits', () => {
    expect(told('23:30', '22:00-06:00', '2026-11-23T01:00', true)).toBe('2026-11-23T06:00');
    expect(told('12:30', undefined, '2026-11-22T12:31', true)).toBe('2026-11-22T12:31');
  });

  it('never where no day is chosen', () => {
    expect(nextBeginMs({ time: '12:30', days: [] }, 'UTC', 0)).toBeUndefined();
  });
});
