import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, weekdayOf } from '../../../../src/core/schedule/civil-date.js';
import { civilTime, firstInstantOf, offsetMs } from '../../../../src/core/schedule/civil-time.js';

const utc = (text: string) => Date.parse(`${text}Z`);
const first = (zone: string, date: string, time: string) => new Date(firstInstantOf(zone, { date, minute: Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) })).toISOString().slice(0, 19);
const HOUR_MS = 3_600_000;

describe('civil dates', () => {
  it('count over leap days and turns of the year', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(daysBetween('2028-01-01', '2029-01-01')).toBe(366);
    expect(daysBetween('2026-11-22', '2026-11-20')).toBe(-2);
  });

  it('know their weekday, also before 1970', () => {
    expect(weekdayOf('2026-11-22')).toBe(0);
    expect(weekdayOf('1970-01-01')).toBe(4);
    expect(weekdayOf('1969-12-27')).toBe(6);
  });
});

describe('civil time', () => {
  it('tells offsets of whole, half and quarter hours, and before 1970', () => {
    expect(offsetMs('Asia/Tokyo', utc('2026-11-22T00:00')) / HOUR_MS).toBe(9);
    expect(offsetMs('Asia/Kathmandu', utc('2026-11-22T00:00')) / HOUR_MS).toBe(5.75);
    expect(offsetMs('America/New_York', utc('2026-07-01T00:00')) / HOUR_MS).toBe(-4);
    expect(offsetMs('Europe/Berlin', utc('1969-12-31T23:59:59.999'))).toBe(HOUR_MS);
  });

  it('shows the local date and minute', () => {
    expect(civilTime('Pacific/Auckland', utc('2026-12-31T11:30:59'))).toEqual({ date: '2027-01-01', minute: 30 });
    expect(civilTime('America/New_York', utc('2026-11-22T04:59'))).toEqual({ date: '2026-11-21', minute: 1439 });
  });

  it.each([
    ['Europe/Berlin', '2026-11-22', '12:30', '2026-11-22T11:30:00'],
    ['Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:00:00'], //      skipped: 02:00 to 03:00
    ['Europe/Berlin', '2026-03-29', '02:00', '2026-03-29T01:00:00'],
    ['Europe/Berlin', '2026-03-29', '03:00', '2026-03-29T01:00:00'],
    ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30:00'], //      comes twice
    ['America/New_York', '2026-03-08', '02:15', '2026-03-08T07:00:00'],
    ['America/New_York', '2026-11-01', '01:00', '2026-11-01T05:00:00'],
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30:00'], // skips half an hour
    ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45:00'], // repeats half an hour
    ['Africa/Casablanca', '2026-02-15', '02:30', '2026-02-15T01:30:00'], //   before Ramadan, repeated
    ['Africa/Casablanca', '2026-03-22', '02:30', '2026-03-22T02:00:00'], //   after it, skipped
    ['Asia/Tokyo', '2028-02-29', '00:00', '2028-02-28T15:00:00'],
    ['Pacific/Apia', '2011-12-30', '12:00', '2011-12-30T10:00:00'], //        a day that was not
    ['Pacific/Kiritimati', '2026-11-22', '23:59', '2026-11-22T09:59:00'],
  ])('in %s, %s %s is first %s UTC', (zone, date, time, instant) => {
    expect(first(zone, date, time)).toBe(instant);
  });

  it('refuses a zone that nobody knows', () => {
    expect(() => offsetMs('Mars/Olympus', 0)).toThrow(expect.objectContaining({ code: 'schedule.unknown-zone' }));
  });
});
