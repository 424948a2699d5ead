import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, ScheduledPc, type PcOptions } from './scheduled-pc.js';

const DAY_MS = 24 * HOUR_MS;
/** Sunday, 12:00 in Berlin: half an hour before the first slot. */
const pcAt = (options: Partial<PcOptions> = {}) => new ScheduledPc({ zone: 'Europe/Berlin', at: '2026-11-22T11:00', ...options });
const clock = (wallMs: number) => new Date(wallMs).toISOString().slice(0, 16);

describe('the scheduler', () => {
  it('runs at the set time, every source in order, and records one outcome for the slot', () => {
    const pc = pcAt({ sources: ['a', 'b'] });
    pc.sourceMs = 10 * MINUTE_MS;
    pc.pass(DAY_MS);
    expect(pc.starts.map(({ key, source, wallMs }) => [key, source, clock(wallMs)])).toEqual([
      ['2026-11-22T12:30', 'a', '2026-11-22T11:30'], ['2026-11-22T12:30', 'b', '2026-11-22T11:40'],
    ]);
    expect(pc.history).toEqual({ '2026-11-22T12:30': ['completed', 'completed'] });
    expect(pc.told).toEqual([]);
  });

  it('leaves what was due before the rule was made alone', () => {
    const pc = pcAt({ at: '2026-11-22T11:31' });
    pc.pass(HOUR_MS);
    expect(pc.records).toEqual([]);
    pc.choose({ time: '13:31' });
    pc.choose({ time: '13:00' });
    pc.pass(HOUR_MS);
    expect(pc.records).toEqual([]);
  });

  it('is off when it is off, and on again without a word about the time between', () => {
    const pc = pcAt({ settings: { on: false } });
    pc.pass(2 * DAY_MS);
    pc.choose({ on: true });
    pc.pass(HOUR_MS);
    expect(pc.history).toEqual({ '2026-11-24T12:30': ['completed'] });
  });

  it('runs once where a time comes twice and at the end of the gap where it does not come', () => {
    const spring = pcAt({ at: '2027-03-27T12:00', settings: { time: '02:30' } });
    spring.pass(DAY_MS);
    expect(spring.starts.map(({ wallMs }) => clock(wallMs))).toEqual(['2027-03-28T01:00']);
    const autumn = pcAt({ at: '2026-10-24T12:00', settings: { time: '02:30' } });
    autumn.pass(DAY_MS);
    expect(autumn.starts.map(({ wallMs }) => clock(wallMs))).toEqual(['2026-10-25T00:30']);
  });
});

describe('a missed slot', () => {
  it('is recorded and told when the PC wakes, with the missed time', () => {
    const pc = pcAt();
    pc.sleep(2 * HOUR_MS);
    expect(pc.history).toEqual({ '2026-11-22T12:30': ['pc-off'] });
    expect(pc.records[0]?.because).toBe('asleep');
    expect(pc.told).toEqual([[{ key: '2026-11-22T12:30', dueMs: Date.parse('2026-11-22T11:30Z'), reason: 'pc-off', because: 'asleep' }]]);
    pc.pass(DAY_MS);
    expect(pc.history).toEqual({ '2026-11-22T12:30': ['pc-off'], '2026-11-23T12:30': ['completed'] });
  });

  it('of two weeks is recorded each, and all are told in one notice', () => {
    const pc = pcAt();
    pc.cutPower(14 * DAY_MS);
    expect(pc.records.map(({ key }) => key.slice(5, 10))).toEqual(['11-22', '11-23', '11-24', '11-25', '11-26', '11-27', '11-28', '11-29', '11-30', '12-01', '12-02', '12-03', '12-04', '12-05']);
    expect(new Set(pc.records.map(({ because }) => because))).toEqual(new Set(['off']));
    expect(pc.told.map(missed => missed.length)).toEqual([14]);
    expect(pc.starts).toEqual([]);
  });

  it('is made up for once when that is wanted, however many were missed', () => {
    const pc = pcAt({ settings: { catchUp: 'run' } });
    pc.cutPower(3 * DAY_MS);
    expect(pc.effects.find(({ type }) => type === 'tell')).toMatchObject({ missed: [{ key: '2026-11-22T12:30' }, { key: '2026-11-23T12:30' }], madeUpBy: '2026-11-24T12:30' });
    pc.pass(10 * MINUTE_MS);
    expect(pc.history).toEqual({ '2026-11-22T12:30': ['pc-off'], '2026-11-23T12:30': ['pc-off'], '2026-11-24T12:30': ['completed'] });
    expect(pc.starts).toHaveLength(1);
  });

  it('says which of several things kept the PC from it', () => {
    const stopped = pcAt();
    stopped.loseAgent(2 * HOUR_MS);
    expect(stopped.records[0]).toMatchObject({ because: 'not-running' });
    const closed = pcAt();
    closed.send({ type: 'session-ended' });
    closed.loseAgent(2 * HOUR_MS);
    expect(closed.records[0]).toMatchObject({ because: 'session-closed', results: [{ outcome: { status: 'not-run', reason: 'pc-off' } }] });
    closed.loseAgent(DAY_MS); // the session is open again, and the agent crashed
    expect(closed.records[1]).toMatchObject({ because: 'not-running' });
    const signedOut = pcAt();
    signedOut.send({ type: 'signed-out' });
    signedOut.pass(HOUR_MS);
    expect(signedOut.history).toEqual({ '2026-11-22T12:30': ['signed-out'] });
    expect(signedOut.told).toHaveLength(1);
    signedOut.send({ type: 'signed-in' });
    signedOut.pass(DAY_MS);
    expect(signedOut.history['2026-11-23T12:30']).toEqual(['completed']);
  });

  it('belongs to the rule that was set at its time, also when that changed while nobody looked', () => {
    const pc = pcAt();
    pc.loseAgent(4 * DAY_MS, { time: '18:00' }); // changed at noon of the 24th
    expect(Object.keys(pc.history)).toEqual(['2026-11-22T12:30', '2026-11-23T12:30', '2026-11-24T18:00', '2026-11-25T18:00']);
  });

  it('is none when the PC was starting, or asleep for a moment only', () => {
    const starting = pcAt();
    starting.cutPower(35 * MINUTE_MS, 7 * MINUTE_MS);
    starting.pass(MINUTE_MS);
    expect(starting.history).toEqual({ '2026-11-22T12:30': ['completed'] });
    const late = pcAt();
    late.cutPower(35 * MINUTE_MS, 2 * MINUTE_MS); // switched on at 12:33
    expect(late.history).toEqual({ '2026-11-22T12:30': ['pc-off'] });
    const restarting = pcAt();
    restarting.pass(29.5 * MINUTE_MS);
    restarting.loseAgent(MINUTE_MS);
    expect(restarting.history).toEqual({ '2026-11-22T12:30': ['completed'] });
    const dozing = pcAt();
    dozing.pass(29 * MINUTE_MS);
    dozing.sleep(2 * MINUTE_MS);
    dozing.pass(MINUTE_MS);
    expect(dozing.history).toEqual({ '2026-11-22T12:30': ['completed'] });
  });

  it('is none when only the process stood still, and is one where nobody can tell that from sleep', () => {
    const stalled = pcAt({ lookMs: 2 * HOUR_MS });
    stalled.pass(2 * HOUR_MS);
    expect(stalled.history).toEqual({ '2026-11-22T12:30': ['completed'] });
    const unknown = pcAt({ lookMs: 2 * HOUR_MS, hasAwakeClock: false });
    unknown.pass(2 * HOUR_MS);
    expect(unknown.history).toEqual({ '2026-11-22T12:30': ['pc-off'] });
  });
});

describe('a clock that is set and a PC that travels', () => {
  it('run a slot that was jumped over, and no slot twice', () => {
    const pc = pcAt();
    pc.setClock(HOUR_MS);
    expect(pc.history).toEqual({ '2026-11-22T12:30': ['completed'] });
    pc.setClock(-HOUR_MS);
    pc.pass(2 * HOUR_MS);
    expect(pc.starts).toHaveLength(1);
  });

  it('go on with the days that come when a clock that was a year ahead is put right', () => {
    const pc = pcAt();
    pc.setClock(365 * DAY_MS);
    pc.pass(HOUR_MS);
    expect(pc.told).toEqual([]); // the PC was on
    pc.setClock(-365 * DAY_MS);
    pc.pass(DAY_MS);
    expect(pc.starts.map(({ key }) => key)).toEqual(['2027-11-21T12:30', '2027-11-22T12:30', '2026-11-23T12:30']);
    expect(pc.told).toEqual([]);
  });

  it('run no day twice that ran while the clock was ahead', () => {
    const pc = pcAt();
    pc.setClock(5 * DAY_MS);
    pc.pass(HOUR_MS);
    expect(pc.starts.map(({ key }) => key)).toEqual(['2026-11-26T12:30', '2026-11-27T12:30']);
    pc.setClock(-5 * DAY_MS);
    pc.pass(6 * DAY_MS);
    expect(pc.starts.map(({ key }) => key.slice(5, 10))).toEqual(['11-26', '11-27', '11-23', '11-24', '11-25', '11-28']);
  });

  it('bring back no missed day by travelling as far west as one can', () => {
    const pc = new ScheduledPc({ zone: 'Pacific/Kiritimati', at: '2026-11-21T22:00' }); // noon of the 22nd
    pc.sleep(35 * MINUTE_MS);
    pc.travel('Pacific/Pago_Pago'); // the 21st, 11:35
    pc.pass(2.5 * DAY_MS);
    expect(pc.records.map(({ key }) => key)).toEqual(['2026-11-22T12:30', '2026-11-23T12:30']);
  });

  it('keep one slot for one date, whatever the zone', () => {
    const pc = pcAt();
    pc.pass(HOUR_MS);
    pc.travel('America/New_York');
    pc.pass(10 * HOUR_MS);
    expect(pc.starts).toHaveLength(1);
    pc.travel('Pacific/Auckland'); // now the 23rd, 11:00
    pc.pass(2 * HOUR_MS);
    expect(Object.keys(pc.history)).toEqual(['2026-11-22T12:30', '2026-11-23T12:30']);
  });

  it('never bring back a slot that was decided, when the rule changes', () => {
    const pc = pcAt();
    pc.pass(HOUR_MS);
    pc.choose({ days: [0] });
    pc.choose({ time: '12:00' });
    pc.choose({ time: '12:30' });
    pc.travel('America/New_York');
    pc.pass(12 * HOUR_MS);
    expect(pc.starts).toHaveLength(1);
  });
});
