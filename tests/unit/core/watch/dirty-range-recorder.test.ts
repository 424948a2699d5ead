import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src/base/logger.js';
import { DirtyRangeRecorder } from '../../../../src/core/watch/dirty-range-recorder.js';
import { ManualClock } from '../../../fakes/manual-clock.js';
import { MemoryDirtyRanges } from '../../../fakes/memory-dirty-ranges.js';

function recording() {
  const clock = new ManualClock(1_000);
  const ranges = new MemoryDirtyRanges();
  const recorder = new DirtyRangeRecorder('r', ranges, { firstMs: 1_000, maxMs: 4_000 }, clock, silentLogger);
  let scansDue = 0;
  recorder.scansDue.subscribe(() => { scansDue += 1; });
  return { clock, ranges, recorder, get scansDue() { return scansDue; } };
}

describe('dirty range recorder', () => {
  it('counts as dirty at once, and asks for a scan only once the mark is saved', async () => {
    const subject = recording();
    const marked = subject.recorder.mark('a', 'overflow');
    expect(subject.recorder.state).toEqual({ unsaved: 1, distrusted: 1, open: 0 });
    expect(subject.scansDue).toBe(0);
    await marked;
    expect(subject.recorder.state).toEqual({ unsaved: 0, distrusted: 1, open: 1 });
    expect(subject.scansDue).toBe(1);
  });

  it('gives a newer mark to what is marked again while it is being saved', async () => {
    const { ranges, recorder } = recording();
    const first = recorder.mark('a', 'overflow', 500);
    void recorder.mark('a', 'overflow', 600);
    await first;
    expect(await ranges.open('r')).toMatchObject([{ since: 500, token: { mark: 2 } }]);
  });

  it('asks for another scan when a commit leaves ranges open', async () => {
    const subject = recording();
    await subject.recorder.mark('a', 'overflow');
    await subject.recorder.mark('b', 'overflow');
    const [a] = await subject.recorder.open();
    const before = subject.scansDue;
    await subject.recorder.clear([a!.token]);
    expect(subject.recorder.state.open).toBe(1);
    expect(subject.scansDue).toBe(before + 1);
  });

  it('tries to save at once again, then after 1 s doubling to its limit', async () => {
    const { clock, ranges, recorder } = recording();
    ranges.failNext = 5;
    await recorder.mark('a', 'overflow');
    const left: number[] = [];
    for (const waitMs of [0, 1_000, 2_000, 4_000]) {
      await clock.advance(waitMs);
      left.push(ranges.failNext);
    }
    expect(left).toEqual([3, 2, 1, 0]);
    await clock.advance(4_000);
    expect(recorder.state).toEqual({ unsaved: 0, distrusted: 1, open: 1 });
  });

  it('folds into the whole root when too many ranges wait', async () => {
    const { ranges, recorder } = recording();
    ranges.failNext = 1;
    const marks = Array.from({ length: 300 }, (_, index) => recorder.mark(`folder-${index}`, 'overflow'));
    expect(recorder.state.unsaved).toBeLessThanOrEqual(256);
    await Promise.all(marks);
    await recorder.mark('last', 'overflow');
    expect((await ranges.open('r')).map(range => range.folder)).toContain('');
  });

  it('is done with the port once it is disposed', async () => {
    const { clock, ranges, recorder } = recording();
    ranges.failNext = 10;
    await recorder.mark('a', 'overflow');
    await recorder.dispose();
    expect(clock.pendingTimers).toBe(0);
  });
});
