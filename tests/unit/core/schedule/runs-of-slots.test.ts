import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, ScheduledPc, type PcOptions } from './scheduled-pc.js';

const DAY_MS = 24 * HOUR_MS;
const pcAt = (options: Partial<PcOptions> = {}) => new ScheduledPc({ zone: 'Europe/Berlin', at: '2026-11-22T11:00', ...options });
const clock = (wallMs: number) => new Date(wallMs).toISOString().slice(0, 16);
/** A PC whose run has begun and ends when the test says so. */
const running = (options: Partial<PcOptions> = {}) => {
  const pc = pcAt({ sources: ['a', 'b', 'c'], ...options });
  pc.sourceMs = undefined;
  pc.pass(31 * MINUTE_MS);
  return pc;
};

describe('a run', () => {
  it('ends as its sources did, whatever they met', () => {
    const pc = running();
    pc.finish({ status: 'incomplete', reason: 'capacity-shortage' });
    pc.finish({ status: 'completed' });
    pc.finish({ status: 'completed' });
    expect(pc.history).toEqual({ '2026-11-22T12:30': ['capacity-shortage', 'completed', 'completed'] });
  });

  it('that is interrupted leaves the later sources not run, with that reason', () => {
    const pc = running();
    pc.finish({ status: 'completed' });
    pc.send({ type: 'interrupt' });
    expect(pc.history).toEqual({ '2026-11-22T12:30': ['completed', 'interrupted', 'earlier-interrupted'] });
    pc.pass(HOUR_MS);
    expect(pc.records).toHaveLength(1);
  });

  it('that vanished with the power is known at the next start, and not begun again', () => {
    const pc = running({ settings: { catchUp: 'run' } });
    pc.cutPower(HOUR_MS);
    expect(pc.history).toEqual({ '2026-11-22T12:30': ['power-loss', 'earlier-interrupted', 'earlier-interrupted'] });
    expect(pc.records[0]?.because).toBe('off');
    pc.pass(HOUR_MS);
    expect(pc.starts).toHaveLength(1);
  });

  it('that vanished with its process alone says so', () => {
    const pc = running();
    pc.loseAgent(MINUTE_MS);
    expect(pc.records[0]).toMatchObject({ because: 'not-running', results: [{ outcome: { reason: 'power-loss' } }, {}, {}] });
  });

  it('goes on after sleep', () => {
    const pc = running();
    pc.sleep(2 * HOUR_MS);
    for (const _ of ['a', 'b', 'c']) pc.finish({ status: 'completed' });
    expect(pc.history).toEqual({ '2026-11-22T12:30': ['completed', 'completed', 'completed'] });
  });

  it('hears only of its own sources', () => {
    const pc = running();
    pc.send({ type: 'source-finished', key: '2026-11-21T12:30', source: 'a', outcome: { status: 'completed' } });
    pc.send({ type: 'source-finished', key: '2026-11-22T12:30', source: 'b', outcome: { status: 'completed' } });
    expect(pc.state.running?.results).toEqual([]);
  });

  it('that takes days is followed by one run for all slots that came meanwhile', () => {
    const pc = running({ sources: ['a'] });
    pc.pass(3 * DAY_MS);
    expect(pc.starts).toHaveLength(1);
    pc.sourceMs = 0;
    pc.finish({ status: 'completed' });
    expect(pc.starts.map(({ key }) => key)).toEqual(['2026-11-22T12:30', '2026-11-25T12:30']);
    expect(pc.records.map(({ key, servedBy }) => [key, servedBy])).toEqual([
      ['2026-11-22T12:30', undefined], ['2026-11-25T12:30', undefined], ['2026-11-23T12:30', '2026-11-25T12:30'], ['2026-11-24T12:30', '2026-11-25T12:30'],
    ]);
  });
});

describe('a pause window', () => {
  it('suspends a run and lets it go on, over midnight too', () => {
    const pc = running({ settings: { pauseWindow: { from: '23:00', to: '06:00' } } });
    pc.pass(DAY_MS - HOUR_MS);
    expect(pc.effects.filter(({ type }) => type === 'suspend' || type === 'resume').map(({ type }) => type)).toEqual(['suspend', 'resume']);
  });

  it('holds a slot back that falls into it, over sleep and a short restart', () => {
    const pc = pcAt({ settings: { time: '23:30', pauseWindow: { from: '23:00', to: '06:00' } } });
    pc.pass(12 * HOUR_MS);
    pc.sleep(3 * HOUR_MS);
    pc.cutPower(5 * MINUTE_MS);
    pc.pass(4 * HOUR_MS);
    expect(pc.starts.map(({ wallMs }) => clock(wallMs))).toEqual(['2026-11-23T05:00']);
    expect(pc.history).toEqual({ '2026-11-22T23:30': ['completed'] });
  });

  it('that is taken back lets the run go on at once', () => {
    const pc = running({ settings: { pauseWindow: { from: '12:00', to: '13:00' } } });
    expect(pc.starts).toEqual([]);
    pc.choose({ pauseWindow: undefined });
    expect(pc.starts).toHaveLength(1);
    pc.choose({ pauseWindow: { from: '12:00', to: '13:00' } });
    pc.choose({ pauseWindow: undefined });
    expect(pc.effects.slice(-2).map(({ type }) => type)).toEqual(['suspend', 'resume']);
  });

  it('does not hold back what the person starts', () => {
    const pc = running({ settings: { pauseWindow: { from: '12:00', to: '13:00' } } });
    pc.sourceMs = 0;
    pc.send({ type: 'run-now', id: 'x' });
    expect(pc.history).toMatchObject({ 'manual:x': ['completed', 'completed', 'completed'], '2026-11-22T12:30': ['completed', 'completed', 'completed'] });
    pc.send({ type: 'run-now', id: 'x' });
    pc.pass(2 * HOUR_MS);
    expect(pc.starts).toHaveLength(3);
    const long = running({ settings: { on: false, pauseWindow: { from: '12:31', to: '13:00' } } });
    long.send({ type: 'run-now', id: 'y' });
    long.pass(HOUR_MS);
    expect(long.effects.map(({ type }) => type)).toEqual(['start']);
  });
});

describe('a slot that waits', () => {
  it('waits for the destination, and begins when it is there', () => {
    const pc = pcAt();
    pc.reachable = false;
    pc.pass(40 * MINUTE_MS);
    expect(pc.starts).toEqual([]);
    pc.reachable = true;
    pc.pass(MINUTE_MS);
    expect(pc.history).toEqual({ '2026-11-22T12:30': ['completed'] });
  });

  it('waits half an hour at most, also when nobody answers', () => {
    for (const reachable of [false, undefined]) {
      const pc = pcAt();
      pc.reachable = reachable;
      pc.pass(2 * HOUR_MS);
      expect(pc.starts.map(({ wallMs }) => clock(wallMs))).toEqual(['2026-11-22T12:00']);
    }
  });

  it('begins a little after a wake, not at the same instant everywhere', () => {
    const pc = pcAt({ settings: { catchUp: 'run' }, chance: 0.9 });
    pc.sleep(2 * HOUR_MS);
    expect(pc.starts).toEqual([]);
    pc.pass(MINUTE_MS);
    expect(pc.starts).toHaveLength(1);
  });

  it('is given up when the person interrupts it or turns the schedule off', () => {
    for (const giveUp of [(pc: ScheduledPc) => pc.choose({ on: false }), (pc: ScheduledPc) => void pc.send({ type: 'interrupt' })]) {
      const pc = pcAt();
      pc.reachable = false;
      pc.pass(35 * MINUTE_MS);
      giveUp(pc);
      pc.reachable = true;
      pc.pass(HOUR_MS);
      expect(pc.history).toEqual({ '2026-11-22T12:30': ['interrupted'] });
    }
  });

  it('was missed when the PC went off meanwhile, and is not run because nobody is signed in any more', () => {
    const off = pcAt();
    off.reachable = false;
    off.pass(35 * MINUTE_MS);
    off.cutPower(1.5 * DAY_MS);
    expect(off.history).toEqual({ '2026-11-22T12:30': ['pc-off'], '2026-11-23T12:30': ['pc-off'] });
    expect(off.told).toHaveLength(1);
    const out = pcAt();
    out.reachable = false;
    out.pass(35 * MINUTE_MS);
    out.send({ type: 'signed-out' });
    expect(out.history).toEqual({ '2026-11-22T12:30': ['signed-out'] });
  });
});
