import { beforeEach, describe, expect, it } from 'vitest';
import { Heartbeat } from '../../../../src/host/main/hosts/heartbeat.js';
import { patience, withinLimit } from '../../../../src/host/main/hosts/patience.js';
import { ManualClock } from '../../../fakes/manual-clock.js';

let clock: ManualClock;
let pings: PromiseWithResolvers<void>[];
let silences: number;
beforeEach(() => {
  clock = new ManualClock();
  pings = [];
  silences = 0;
});

function heartbeat(): Heartbeat {
  return new Heartbeat({
    everyMs: 5000, verdictMs: 10_000, clock, onSilence: () => { silences += 1; },
    ping: () => {
      const answer = Promise.withResolvers<void>();
      pings.push(answer);
      return answer.promise;
    },
  });
}

describe('the heartbeat', () => {
  it('asks at once, and again some time after each answer', async () => {
    heartbeat();
    expect(pings).toHaveLength(1);
    await clock.advance(9000);
    expect(pings).toHaveLength(1);
    pings[0]?.resolve();
    await clock.advance(4999);
    expect(pings).toHaveLength(1);
    await clock.advance(1);
    expect(pings).toHaveLength(2);
    expect(silences).toBe(0);
  });

  it('tells silence once, and asks no more', async () => {
    heartbeat();
    await clock.advance(9999);
    expect(silences).toBe(0);
    await clock.advance(1);
    expect(silences).toBe(1);
    pings[0]?.resolve();
    await clock.advance(60_000);
    expect([silences, pings.length, clock.pendingTimers]).toEqual([1, 1, 0]);
  });

  it('ends with its conversation', async () => {
    heartbeat();
    pings[0]?.reject(new Error('gone'));
    await clock.advance(60_000);
    expect([silences, clock.pendingTimers]).toEqual([0, 0]);
  });

  it('ends when it is disposed of, also between an answer and the next ping', async () => {
    const first = heartbeat();
    first.dispose();
    pings[0]?.resolve();
    const second = heartbeat();
    pings[1]?.resolve();
    await clock.advance(1);
    second.dispose();
    await clock.advance(60_000);
    expect([silences, pings.length, clock.pendingTimers]).toEqual([0, 2, 0]);
  });
});

describe('patience', () => {
  it('counts a time in which this process stood still as one slice', async () => {
    let over = false;
    // A clock whose timer is late by a minute: everything that was due meanwhile fires at once, then time goes on.
    const sleepy = { ...clock, nowMs: () => clock.nowMs(), monotonicMs: () => clock.monotonicMs(), after: (delayMs: number, action: () => void) => clock.after(clock.monotonicMs() === 0 ? delayMs + 60_000 : delayMs, action) };
    patience(sleepy, 10_000, () => { over = true; });
    await clock.advance(62_500);
    expect(over).toBe(false);
    await clock.advance(7500);
    expect(over).toBe(true);
  });

  it('fires the signal of what is over its limit, and leaves nothing behind when it is not', async () => {
    const waiting = (signal: AbortSignal) => new Promise<never>((_, reject) => { signal.addEventListener('abort', () => reject(signal.reason)); });
    const failed = withinLimit(clock, 1000, () => new Error('too slow'), waiting).catch((failure: unknown) => failure);
    await clock.advance(1000);
    expect(await failed).toMatchObject({ message: 'too slow' });
    expect(await withinLimit(clock, 1000, () => new Error('too slow'), async () => 7)).toBe(7);
    expect(clock.pendingTimers).toBe(0);
  });
});
