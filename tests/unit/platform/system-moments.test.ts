import { describe, expect, it } from 'vitest';
import { absenceBetween, isSameBoot } from '../../../src/core/schedule/evidence.js';
import { offsetMs } from '../../../src/core/schedule/civil-time.js';
import { systemMoments, systemZone } from '../../../src/platform/system-moments.js';
import { ManualClock } from '../../fakes/manual-clock.js';
import { seededRandom } from '../../fakes/seeded-random.js';

describe('signs of life of this machine', () => {
  it('belong to one boot and leave no absence between them', () => {
    const clock = new ManualClock(Date.parse('2026-11-22T12:00Z'));
    const moments = systemMoments(clock, seededRandom(1));
    const [earlier, later] = [moments.now(), moments.now()];
    expect(earlier.wallMs).toBe(clock.nowMs());
    expect(later.upMs).toBeGreaterThanOrEqual(earlier.upMs);
    expect(isSameBoot(earlier, later)).toBe(true);
    expect(absenceBetween(earlier, later)).toBeUndefined();
    expect(earlier.chance).toBeGreaterThanOrEqual(0);
    expect(later.chance).toBeLessThan(1);
    expect(earlier.chance).not.toBe(later.chance);
  });

  it('name the time zone that is set now', () => {
    const was = process.env['TZ'];
    try {
      for (const zone of ['Asia/Tokyo', 'America/New_York']) {
        process.env['TZ'] = zone;
        expect(systemZone()).toBe(zone);
      }
    } finally {
      if (was === undefined) delete process.env['TZ'];
      else process.env['TZ'] = was;
    }
    expect(() => offsetMs(systemZone(), 0)).not.toThrow();
  });
});
