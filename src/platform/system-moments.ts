import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import type { Clock } from '../base/clock.js';
import type { Random } from '../base/random.js';
import type { MomentSource } from '../core/schedule/evidence.js';

/**
 * This machine's signs of life. Cost: microseconds.
 *
 * `os.uptime` goes on during sleep on Linux (the boot-time clock) and on Windows (GetTickCount64); the monotonic clock stands still only on Linux. Only
 * Linux names its boots.
 */
export function systemMoments(clock: Clock, random: Random): MomentSource {
  const isLinux = process.platform === 'linux';
  const bootId = isLinux ? readBootId() : undefined;
  return {
    now: () => ({
      wallMs: clock.nowMs(), upMs: uptime() * 1000, zone: systemZone(), chance: random.bytes(4).readUInt32LE() / 2 ** 32,
      ...(isLinux && { awakeMs: clock.monotonicMs() }),
      ...(bootId !== undefined && { bootId }),
    }),
  };
}

/**
 * The time zone that is set now, as an IANA name.
 *
 * The runtime remembers the zone that it found at its start; it looks again when TZ is touched, which changes nothing else while TZ is not set.
 */
export function systemZone(): string {
  if (process.env['TZ'] === undefined) delete process.env['TZ'];
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone as string | undefined;
  return zone === undefined || zone === 'Etc/Unknown' ? 'UTC' : zone;
}

function readBootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return undefined; // no procfs: clock and uptime have to do
  }
}
