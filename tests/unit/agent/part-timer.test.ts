import { describe, expect, it } from 'vitest';
import { endWhenDue } from '../../../src/agent/part-timer.js';
import type { JobProgress } from '../../../src/core/ports/engine.js';
import { ManualClock } from '../../fakes/manual-clock.js';

const MINUTE = 60_000;

function startedJob() {
  const clock = new ManualClock();
  const state = { filesDone: 0, awaited: false, endings: 0, finish: () => undefined as void };
  const result = new Promise<void>(resolve => (state.finish = resolve));
  const progress = (): JobProgress => ({ filesDone: state.filesDone, filesTotal: 0, bytesDone: 0, bytesTotal: 0, walkComplete: false, currentPath: undefined });
  endWhenDue(clock, { progress, result }, () => (state.endings += 1), () => state.awaited);
  return { clock, state };
}

describe('when a long run ends early', () => {
  it('goes on while nobody waits, and ends once after half an hour to keep what it has', async () => {
    const { clock, state } = startedJob();
    state.filesDone = 1;
    await clock.advance(29 * MINUTE);
    expect(state.endings).toBe(0);
    await clock.advance(10 * MINUTE);
    expect(state.endings).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it('lets others have their turn after a minute of work', async () => {
    const { clock, state } = startedJob();
    state.filesDone = 1;
    state.awaited = true;
    await clock.advance(59_000);
    expect(state.endings).toBe(0);
    await clock.advance(2_000);
    expect(state.endings).toBe(1);
  });

  it('never ends before it has done something: a part like it would follow', async () => {
    const { clock, state } = startedJob();
    state.awaited = true;
    await clock.advance(120 * MINUTE);
    expect(state.endings).toBe(0);
    state.filesDone = 1;
    await clock.advance(2 * MINUTE);
    expect(state.endings).toBe(1);
  });

  it('asks nothing of a job that has ended', async () => {
    const { clock, state } = startedJob();
    state.filesDone = 1;
    state.finish();
    await clock.advance(60 * MINUTE);
    expect(state.endings).toBe(0);
    expect(clock.pendingTimers).toBe(0);
  });
});
