import { describe, expect, it } from 'vitest';
import { retryDelay } from '../../../src/plugins/webhook-notices/retry-delay.js';

describe('the wait before another attempt', () => {
  it('doubles, and ends after the fourth attempt', () => {
    expect([1, 2, 3, 4].map(failed => retryDelay(failed, {}))).toEqual([1000, 2000, 4000, undefined]);
  });

  it.each([
    [{ retryAfter: '7' }, 7000],
    [{ retryAfter: '0' }, 0],
    [{ retryAfter: '31' }, undefined],
    [{ retryAfter: 'Sun, 22 Nov 2026 12:00:09 GMT', date: 'Sun, 22 Nov 2026 12:00:00 GMT' }, 9000],
    [{ retryAfter: 'Sun, 22 Nov 2026 11:00:00 GMT', date: 'Sun, 22 Nov 2026 12:00:00 GMT' }, 0],
    [{ retryAfter: 'Sun, 22 Nov 2026 12:00:09 GMT' }, 1000], // without the server's time nobody knows how far off that is
    [{ retryAfter: 'soon' }, 1000],
    [{ retryAfter: '-1' }, 1000],
  ])('heeds %j', (hint, delay) => {
    expect(retryDelay(1, hint)).toBe(delay);
  });
});
