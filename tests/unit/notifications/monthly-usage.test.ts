import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUsageDue, monthOf, type Month } from '../../../src/notifications/policy/monthly-usage.js';

/** Goes through days as the agent does; answers the days on which it told. */
function toldOn(days: readonly string[], before: Month | undefined): readonly string[] {
  let told = before;
  const tellings: string[] = [];
  for (const day of days) {
    if (isUsageDue(told, monthOf(day))) tellings.push(day);
    if (told === undefined || monthOf(day) > told) told = monthOf(day);
  }
  return tellings;
}

describe('the monthly usage', () => {
  it('is told on the first day of a month on which the PC is on, and not again in it', () => {
    expect(toldOn(['2026-10-31', '2026-11-01', '2026-11-01', '2026-11-30', '2026-12-24', '2027-01-02'], '2026-10')).toEqual(['2026-11-01', '2026-12-24', '2027-01-02']);
  });

  it('is told once after months without the PC', () => {
    expect(toldOn(['2027-03-15', '2027-03-16'], '2026-10')).toEqual(['2027-03-15']);
  });

  it('waits for the next month after the set-up', () => {
    expect(toldOn(['2026-11-22', '2026-11-30', '2026-12-01'], undefined)).toEqual(['2026-12-01']);
  });

  it('is told once for each month at most, whatever the clock does', () => {
    const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map(date => date.toISOString().slice(0, 10));
    fc.assert(fc.property(fc.array(day), days => {
      const months = toldOn(days, '2020-01').map(monthOf);
      expect(months).toEqual([...new Set(months)].toSorted());
    }));
  });
});
