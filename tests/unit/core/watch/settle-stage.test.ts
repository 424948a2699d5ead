import { Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { FileBatch } from '../../../../src/core/watch/batching-stage.js';
import { settleStage, type FileStamp } from '../../../../src/core/watch/settle-stage.js';
import { ManualClock } from '../../../fakes/manual-clock.js';
import { clockScheduler } from '../../../../src/core/watch/clock-scheduler.js';

/** Looks are promises, which marbles cannot model: the clock is stepped by hand and every step lets them resolve. */
function settling(overrides: { readonly maxWaiting?: number; readonly fails?: boolean } = {}) {
  const clock = new ManualClock(1_000_000);
  const files = new Map<string, FileStamp>();
  const input = new Subject<FileBatch>();
  const out: FileBatch[] = [];
  let looks = 0;
  let completed = false;
  const subscription = input.pipe(settleStage({
    stamps: async paths => {
      looks += 1;
      if (overrides.fails) throw new Error('the disk is gone');
      return paths.map(path => files.get(path));
    },
    wallMs: () => clock.nowMs(), stableMs: 1500, pollMs: 500, maxWaitMs: 3000, maxWaiting: overrides.maxWaiting ?? 100,
  }, clockScheduler(clock))).subscribe({ next: batch => out.push(batch), complete: () => { completed = true; } });
  return {
    clock, files, input, out, subscription,
    get looks() { return looks; },
    get completed() { return completed; },
    write: (path: string, sizeBytes: number) => files.set(path, { sizeBytes, mtimeMs: clock.nowMs() }),
  };
}

const changes = (...paths: string[]): FileBatch => ({ kind: 'changes', paths });

describe('settle stage', () => {
  it('passes files that were written a while ago, missing ones and rescans at once', async () => {
    const { clock, files, input, out } = settling();
    files.set('old', { sizeBytes: 1, mtimeMs: clock.nowMs() - 1500 });
    input.next(changes('old', 'gone'));
    input.next({ kind: 'rescan', folder: 'd' });
    await clock.advance(0);
    expect(out).toEqual([{ kind: 'rescan', folder: 'd' }, changes('old', 'gone')]);
  });

  it('holds back a file that grows until two looks agree, and only that one', async () => {
    const stage = settling();
    stage.write('growing', 1);
    stage.input.next(changes('growing', 'gone'));
    await stage.clock.advance(0);
    expect(stage.out).toEqual([changes('gone')]);
    stage.write('growing', 2);
    await stage.clock.advance(500);
    expect(stage.out).toHaveLength(1);
    await stage.clock.advance(500);
    expect(stage.out).toEqual([changes('gone'), changes('growing')]);
  });

  it('passes a file that never rests after maxWaitMs', async () => {
    const stage = settling();
    stage.write('log', 1);
    stage.input.next(changes('log'));
    await stage.clock.advance(0);
    for (let size = 2; size < 7; size += 1) {
      stage.write('log', size);
      await stage.clock.advance(500);
    }
    stage.write('log', 7);
    expect(stage.out).toEqual([]);
    await stage.clock.advance(500);
    expect(stage.out).toEqual([changes('log')]);
  });

  it('lets files pass past its bound instead of holding more', async () => {
    const stage = settling({ maxWaiting: 1 });
    stage.write('a', 1);
    stage.write('b', 1);
    stage.input.next(changes('a'));
    await stage.clock.advance(0);
    stage.input.next(changes('b'));
    await stage.clock.advance(0);
    expect(stage.out).toEqual([changes('b')]);
  });

  it('has room again once a file has settled', async () => {
    const stage = settling({ maxWaiting: 1 });
    for (const path of ['a', 'b']) {
      stage.write(path, 1);
      stage.input.next(changes(path));
      await stage.clock.advance(0);
      expect(stage.out).not.toContainEqual(changes(path));
      await stage.clock.advance(500);
      expect(stage.out).toContainEqual(changes(path));
    }
  });

  it('passes everything when the disk cannot be looked at', async () => {
    const stage = settling({ fails: true });
    stage.input.next(changes('a'));
    await stage.clock.advance(0);
    expect(stage.out).toEqual([changes('a')]);
  });

  it('completes after the last waiting file was let out', async () => {
    const stage = settling();
    stage.write('a', 1);
    stage.input.next(changes('a'));
    stage.input.complete();
    await stage.clock.advance(0);
    expect(stage.completed).toBe(false);
    await stage.clock.advance(500);
    expect(stage.out).toEqual([changes('a')]);
    expect(stage.completed).toBe(true);
  });

  it('stops looking and holds no timer once unsubscribed', async () => {
    const stage = settling();
    stage.write('a', 1);
    stage.input.next(changes('a'));
    await stage.clock.advance(0);
    stage.subscription.unsubscribe();
    expect(stage.clock.pendingTimers).toBe(0);
    await stage.clock.advance(5000);
    expect(stage.looks).toBe(1);
  });
});
