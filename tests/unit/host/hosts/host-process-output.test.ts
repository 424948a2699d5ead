import { PassThrough } from 'node:stream';
import { beforeEach, describe, expect, it } from 'vitest';
import { silentLogger, type LogFields } from '../../../../src/base/logger.js';
import { HostProcessOutput } from '../../../../src/host/adapters/host-process-output.js';
import { ManualClock } from '../../../fakes/manual-clock.js';

const KIB = 1024;
let clock: ManualClock;
let stream: PassThrough;
let written: string[];
let dropped: number[];
let output: HostProcessOutput;
beforeEach(() => {
  clock = new ManualClock();
  stream = new PassThrough({ highWaterMark: 64 * KIB * KIB });
  written = [];
  dropped = [];
  const logger = {
    ...silentLogger,
    info: (_: string, fields: LogFields = {}) => { written.push(String(fields['text'])); },
    warn: (_: string, fields: LogFields = {}) => { dropped.push(Number(fields['droppedChars'])); },
  };
  output = new HostProcessOutput([stream], { host: 'test', clock, logger });
});

const write = async (text: string) => {
  stream.write(text);
  await clock.advance(0);
};

describe('what a host process writes', () => {
  it('goes to the log as it comes', async () => {
    await write('hello\n');
    await write('world\n');
    expect(written).toEqual(['hello\n', 'world\n']);
    await clock.advance(60_000);
    expect([dropped, clock.pendingTimers]).toEqual([[], 0]);
  });

  it('is logged up to a bound per second, and the rest is counted', async () => {
    await write('x'.repeat(100 * KIB));
    await clock.advance(1000);
    await write('y');
    expect(written.join('').length).toBe(16 * KIB + 1);
    expect(dropped).toEqual([84 * KIB]);
  });

  it('is read no faster than a bound per second', async () => {
    for (let piece = 0; piece < 10; piece++) await write('x'.repeat(KIB * KIB));
    expect(stream.readableLength).toBeGreaterThan(4 * KIB * KIB);
    await clock.advance(1000);
    await clock.advance(1000);
    await clock.advance(1000);
    expect(stream.readableLength).toBe(0);
    expect(written.join('').length + dropped.reduce((sum, chars) => sum + chars, 0)).toBe(10 * KIB * KIB);
  });

  it('leaves its last words', async () => {
    await write('x'.repeat(100 * KIB));
    await write('the end');
    output.close();
    expect(output.tail).toMatch(/x{100}the end$/);
    expect(output.tail.length).toBe(16 * KIB);
    expect([stream.destroyed, clock.pendingTimers]).toEqual([true, 0]);
  });
});
