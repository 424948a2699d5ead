import { describe, expect, it } from 'vitest';
import { parseWhen } from '../../../../src/core/restore/parse-when.js';

const now = new Date(2026, 10, 22, 18, 0, 0).getTime();

describe('parseWhen', () => {
  it.each([
    ['2026-11-22 15:04:05', new Date(2026, 10, 22, 15, 4, 5, 999).getTime()],
    ['2026-11-22 15:04', new Date(2026, 10, 22, 15, 4, 59, 999).getTime()],
    ['2026-11-22T15:04', new Date(2026, 10, 22, 15, 4, 59, 999).getTime()],
    ['2026-11-21', new Date(2026, 10, 21, 23, 59, 59, 999).getTime()],
    ['yesterday', new Date(2026, 10, 21, 23, 59, 59, 999).getTime()],
    ['昨日', new Date(2026, 10, 21, 23, 59, 59, 999).getTime()],
    ['09:30', new Date(2026, 10, 22, 9, 30, 59, 999).getTime()],
    ['2h', now - 7_200_000],
    ['3d ago', now - 3 * 86_400_000],
    ['now', now],
    ['2026-11-22T06:00:00Z', Date.UTC(2026, 10, 22, 6)],
    ['2026-11-22 15:00 +09:00', Date.UTC(2026, 10, 22, 6)],
  ])('reads %s', (text, expected) => {
    expect(parseWhen(text, now)).toBe(expected);
  });

  it.each(['', 'soon', '2026-02-30', '25:00', '2026-11-22 24:01', '11/22', '2026-13-01'])('refuses %j', text => {
    expect(() => parseWhen(text, now)).toThrow(expect.objectContaining({ code: 'restore.bad-time' }));
  });
});
