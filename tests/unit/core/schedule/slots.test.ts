import { describe, expect, it } from 'vitest';
import { lastPassed, nextSlotMs, slotsWithin } from '../../../../src/core/schedule/slots.js';
import { checkedSettings, pausedAt, type ScheduleSettings } from '../../../../src/core/schedule/schedule-settings.js';

const utc = (text: string) => Date.parse(`${text}Z`);

describe('slots', () => {
  it('pass at their minute, not before', () => {
    expect(lastPassed('12:30', 'Europe/Berlin', utc('2026-11-22T11:29:59.999'))).toBe('2026-11-21');
    expect(lastPassed('12:30', 'Europe/Berlin', utc('2026-11-22T11:30'))).toBe('2026-11-22');
  });

  it('that came on a day which then came back have passed', () => {
    // At 00:01 of November 1st, St. John's put its clocks back to 23:01 of October 31st.
    expect(lastPassed('00:00', 'America/St_Johns', utc('2009-11-01T02:45'))).toBe('2009-11-01');
  });

  it('keep to the chosen weekdays', () => {
    expect(slotsWithin({ time: '09:00', days: [1, 5] }, '2026-11-16', '2026-11-23')).toEqual(['2026-11-20T09:00', '2026-11-23T09:00']);
    expect(nextSlotMs({ time: '09:00', days: [1] }, 'UTC', utc('2026-11-23T09:00'))).toBe(utc('2026-11-30T09:00'));
    expect(nextSlotMs({ time: '09:00', days: [] }, 'UTC', utc('2026-11-22T10:00'))).toBeUndefined();
  });
});

describe('schedule settings', () => {
  const daily: ScheduleSettings = { on: true, time: '12:30', days: [0, 1, 2, 3, 4, 5, 6], catchUp: 'tell' };

  it('have one written form', () => {
    expect(checkedSettings({ ...daily, days: [5, 1, 5], pauseWindow: { from: '22:00', to: '06:00' } }))
      .toEqual({ on: true, time: '12:30', days: [1, 5], pauseWindow: { from: '22:00', to: '06:00' }, catchUp: 'tell' });
  });

  it.each<[string, Partial<ScheduleSettings>]>([
    ['schedule.bad-time', { time: '24:00' }], ['schedule.bad-time', { time: '9:30' }], ['schedule.bad-days', { days: [] }], ['schedule.bad-days', { days: [7] }],
    ['schedule.bad-days', { days: [1.5] }], ['schedule.bad-pause-window', { pauseWindow: { from: '09:00', to: '09:00' } }],
    ['schedule.bad-pause-window', { pauseWindow: { from: '09:00', to: '25:00' } }], ['schedule.bad-catch-up', { catchUp: 'sometimes' as 'run' }],
  ])('refuse with %s: %j', (code, wrong) => {
    expect(() => checkedSettings({ ...daily, ...wrong })).toThrow(expect.objectContaining({ code }));
  });

  it('pause within a day and over midnight', () => {
    const at = (window: string, minute: number) => pausedAt({ from: window.slice(0, 5), to: window.slice(6) }, minute);
    expect([539, 540, 1049, 1050].map(minute => at('09:00-17:30', minute))).toEqual([false, true, true, false]);
    expect([1319, 1320, 0, 359, 360].map(minute => at('22:00-06:00', minute))).toEqual([false, true, true, true, false]);
  });
});
