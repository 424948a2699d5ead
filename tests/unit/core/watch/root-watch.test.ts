import { afterEach, describe, expect, it } from 'vitest';
import { CodedError } from '../../../../src/base/coded-error.js';
import { silentLogger } from '../../../../src/base/logger.js';
import type { ChangeBatch } from '../../../../src/core/watch/change-batch.js';
import type { LastRead } from '../../../../src/core/watch/pace-stage.js';
import { DEFAULT_WATCH_SETTINGS } from '../../../../src/core/watch/watch-settings.js';
import { WatchSupervisor } from '../../../../src/core/watch/watch-supervisor.js';
import { watchErrors } from '../../../../src/terms/errors/watch-errors.js';
import { ManualClock } from '../../../fakes/manual-clock.js';
import { MemoryDirtyRanges } from '../../../fakes/memory-dirty-ranges.js';
import { ScriptedChangeSource } from '../../../fakes/scripted-change-source.js';

const MINUTE = 60_000;
const disposals: (() => Promise<void>)[] = [];
afterEach(async () => { for (const dispose of disposals.splice(0)) await dispose(); });

async function watching(options: {
  readonly engine?: 'available' | 'absent'; readonly entries?: number; readonly maxPaths?: number;
  readonly excluded?: (path: string) => boolean; readonly ranges?: MemoryDirtyRanges;
} = {}) {
  const clock = new ManualClock(1_000_000);
  const chokidar = new ScriptedChangeSource('chokidar', false);
  const engine = new ScriptedChangeSource('engine', true);
  const ranges = options.ranges ?? new MemoryDirtyRanges();
  const reads = new Map<string, LastRead>();
  const settings = { ...DEFAULT_WATCH_SETTINGS, maxPaths: options.maxPaths ?? 100 };
  const supervisor = new WatchSupervisor({
    sources: { chokidar, engine: options.engine === 'absent' ? undefined : engine },
    ranges, clock, logger: silentLogger,
    stamps: async (_root, paths) => paths.map(() => undefined),
    lastRead: (_root, path) => reads.get(path),
  }, settings);
  disposals.push(() => supervisor.dispose());
  const batches: ChangeBatch[] = [];
  supervisor.batches.subscribe(batch => batches.push(batch));
  const entries = options.entries === undefined ? {} : { entries: options.entries };
  await supervisor.add({ id: 'r', path: '/r', excluded: options.excluded ?? (() => false), ...entries });
  const root = supervisor.root('r')!;
  return {
    clock, chokidar, engine, ranges, reads, supervisor, root, batches,
    open: async () => (await ranges.open('r')).map(range => [range.folder, range.reason]),
    /** Lets the source become ready and commits the catch-up scan. */
    async caughtUp() {
      engine.tell({ kind: 'ready' });
      chokidar.tell({ kind: 'ready' });
      await clock.advance(0);
      await supervisor.settle(batches.splice(0)[0]!, 'committed');
      await clock.advance(0);
      expect(root.status.trusted).toBe(true);
    },
  };
}

const failure = (code: keyof typeof watchErrors = 'watch.failed') => CodedError.of(watchErrors, code, 'gone');

describe('root watch: start', () => {
  it('has marked the whole root before it says that it started', async () => {
    const { open, root } = await watching();
    expect(await open()).toEqual([['', 'agent-not-running']]);
    expect(root.status).toMatchObject({ phase: 'starting', trusted: false });
  });

  it('hands the catch-up scan over only once the source is ready, then at once, and is trusted once it is committed', async () => {
    const watch = await watching();
    await watch.clock.advance(10_000);
    expect(watch.batches).toEqual([]);
    watch.engine.tell({ kind: 'ready' });
    await watch.clock.advance(0);
    expect(watch.batches).toMatchObject([{ root: 'r', kind: 'rescan', folders: [''] }]);
    expect(watch.root.status.trusted).toBe(false);
    await watch.supervisor.settle(watch.batches[0]!, 'committed');
    expect(watch.root.status.trusted).toBe(true);
    expect(await watch.open()).toEqual([]);
  });

  it('scans once for a start, not again for the marks that it covered', async () => {
    const watch = await watching();
    await watch.clock.advance(1_000);
    watch.engine.tell({ kind: 'ready' });
    await watch.clock.advance(3_000);
    expect(watch.batches).toHaveLength(1);
    await watch.supervisor.settle(watch.batches[0]!, 'committed');
    await watch.clock.advance(MINUTE);
    expect(watch.batches).toHaveLength(1);
  });

  it('paces the scans of a source that becomes ready again and again', async () => {
    const watch = await watching();
    watch.engine.tell({ kind: 'ready' });
    await watch.clock.advance(3_000);
    await watch.supervisor.settle(watch.batches[0]!, 'committed');
    watch.engine.tell({ kind: 'ready' });
    await watch.clock.advance(11_999);
    expect(watch.batches).toHaveLength(1);
    await watch.clock.advance(1);
    expect(watch.batches).toHaveLength(2);
  });

  it('does not wait for a source for ever', async () => {
    const { clock, batches } = await watching();
    await clock.advance(MINUTE + 2_000);
    expect(batches).toMatchObject([{ kind: 'rescan', folders: [''] }]);
  });

  it('scans again when the source became ready after the catch-up scan was handed over', async () => {
    const watch = await watching();
    await watch.clock.advance(MINUTE + 2_000);
    watch.engine.tell({ kind: 'ready' });
    await watch.clock.advance(0);
    await watch.supervisor.settle(watch.batches[0]!, 'committed');
    expect(await watch.open()).toEqual([['', 'watch-started']]);
    expect(watch.root.status.trusted).toBe(false);
    await watch.clock.advance(2_000);
    expect(watch.batches).toHaveLength(2);
  });

  it('takes up the ranges that the last process left', async () => {
    const ranges = new MemoryDirtyRanges();
    await ranges.add({ root: 'r', folder: 'a', reason: 'overflow', since: 5 });
    const watch = await watching({ ranges });
    await watch.caughtUp();
    expect(await watch.open()).toEqual([]);
  });
});

describe('root watch: changes', () => {
  it('tells a change at once and hands it over after quiet', async () => {
    const watch = await watching();
    await watch.caughtUp();
    const seen: string[] = [];
    watch.root.changes.subscribe(change => seen.push(change.path));
    watch.engine.change('a', 'b', 'a');
    expect(seen).toEqual(['a', 'b', 'a']);
    await watch.clock.advance(1_999);
    expect(watch.batches).toEqual([]);
    await watch.clock.advance(1);
    expect(watch.batches).toEqual([{ root: 'r', kind: 'changes', paths: ['a', 'b'] }]);
  });

  it('has one batch out at a time and merges the rest', async () => {
    const watch = await watching();
    await watch.caughtUp();
    for (const path of ['a', 'b', 'c']) {
      watch.engine.change(path);
      await watch.clock.advance(2_000);
    }
    expect(watch.batches).toHaveLength(1);
    await watch.supervisor.settle(watch.batches[0]!, 'committed');
    await watch.clock.advance(0);
    expect(watch.batches[1]).toEqual({ root: 'r', kind: 'changes', paths: ['b', 'c'] });
  });

  it('brings the paths of a failed batch again, first at once, then after a minute', async () => {
    const watch = await watching();
    await watch.caughtUp();
    watch.engine.change('a');
    await watch.clock.advance(2_000);
    await watch.supervisor.settle(watch.batches[0]!, 'failed');
    await watch.clock.advance(0);
    expect(watch.batches).toHaveLength(2);
    await watch.supervisor.settle(watch.batches[1]!, 'failed');
    watch.engine.change('b');
    await watch.clock.advance(MINUTE - 1);
    expect(watch.batches).toHaveLength(2);
    await watch.clock.advance(1);
    expect(watch.batches[2]).toMatchObject({ paths: ['a', 'b'] });
  });

  it('saves a busy file no sooner than 20 times its last read', async () => {
    const watch = await watching();
    await watch.caughtUp();
    watch.reads.set('big', { readMs: 500, finishedAt: watch.clock.monotonicMs() });
    watch.engine.change('big', 'small');
    await watch.clock.advance(2_000);
    expect(watch.batches[0]).toMatchObject({ paths: ['small'] });
    await watch.supervisor.settle(watch.batches[0]!, 'committed');
    await watch.clock.advance(10_000);
    expect(watch.batches[1]).toMatchObject({ paths: ['big'] });
  });

  it('never tells what is excluded', async () => {
    const watch = await watching({ excluded: path => path === 'cache' });
    await watch.caughtUp();
    watch.engine.change('cache/x');
    await watch.clock.advance(5_000);
    expect(watch.batches).toEqual([]);
  });

  it('refuses to settle a batch that is not out', async () => {
    const watch = await watching();
    await watch.caughtUp();
    watch.engine.change('a');
    await watch.clock.advance(2_000);
    await watch.supervisor.settle(watch.batches[0]!, 'committed');
    await expect(watch.supervisor.settle(watch.batches[0]!, 'committed')).rejects.toThrow(/^bug:/);
    await expect(watch.supervisor.settle({ root: 'r', kind: 'changes', paths: [] }, 'committed')).rejects.toThrow(/^bug:/);
  });
});

describe('root watch: losses', () => {
  it('distrusts the root at once, saves the range, scans that folder, and trusts again', async () => {
    const watch = await watching();
    await watch.caughtUp();
    watch.engine.tell({ kind: 'overflow', folder: 'a/b' }, { kind: 'overflow', folder: 'a' });
    expect(watch.root.status.trusted).toBe(false);
    await watch.clock.advance(2_000);
    expect(watch.batches).toMatchObject([{ kind: 'rescan', folders: ['a'] }]);
    await watch.supervisor.settle(watch.batches[0]!, 'committed');
    expect(watch.root.status.trusted).toBe(true);
  });

  it('keeps a loss that comes while its folder is being scanned', async () => {
    const watch = await watching();
    await watch.caughtUp();
    watch.engine.tell({ kind: 'overflow' });
    await watch.clock.advance(2_000);
    watch.engine.tell({ kind: 'overflow' });
    await watch.clock.advance(0);
    await watch.supervisor.settle(watch.batches[0]!, 'committed');
    expect(watch.root.status.trusted).toBe(false);
    await watch.clock.advance(2_000);
    expect(watch.batches).toHaveLength(2);
  });

  it('turns too many changes into a saved range of the crowded folder', async () => {
    const watch = await watching({ maxPaths: 3 });
    await watch.caughtUp();
    watch.engine.change('alone', 'd/1', 'd/2', 'd/3');
    await watch.clock.advance(0);
    expect(await watch.open()).toEqual([['d', 'too-many-changes']]);
    await watch.clock.advance(2_000);
    expect(watch.batches).toHaveLength(1);
    await watch.supervisor.settle(watch.batches[0]!, 'committed');
    await watch.clock.advance(2_000);
    expect(watch.batches.map(batch => batch.kind).sort()).toEqual(['changes', 'rescan']);
  });

  it('does the same while a run keeps it waiting', async () => {
    const watch = await watching({ maxPaths: 3 });
    await watch.caughtUp();
    watch.engine.change('first');
    await watch.clock.advance(2_000);
    watch.engine.change('d/1', 'd/2');
    await watch.clock.advance(2_000);
    watch.engine.change('d/3', 'd/4');
    await watch.clock.advance(2_000);
    expect(await watch.open()).toEqual([['d', 'too-many-changes']]);
  });

  it('distrusts while a range cannot be saved, and goes on trying', async () => {
    const watch = await watching();
    await watch.caughtUp();
    watch.ranges.failNext = 3;
    watch.engine.tell({ kind: 'overflow', folder: 'a' });
    await watch.clock.advance(0);
    expect(watch.root.status.ranges).toMatchObject({ unsaved: 1, saveFailure: { code: 'watch.not-recorded' } });
    expect(watch.root.status.trusted).toBe(false);
    expect(watch.batches).toEqual([]);
    await watch.clock.advance(10_000);
    expect(watch.root.status.ranges).toEqual({ unsaved: 0, distrusted: 1, open: 1 });
    expect(watch.batches).toMatchObject([{ folders: ['a'] }]);
  });

  it('does not take a loss for harmless because a person asks for a scan', async () => {
    const watch = await watching();
    await watch.caughtUp();
    await watch.root.markDirty('requested');
    expect(watch.root.status.trusted).toBe(true);
    await watch.root.markDirty('overflow');
    await watch.root.markDirty('requested');
    expect(watch.root.status.trusted).toBe(false);
    expect(await watch.open()).toEqual([['', 'overflow']]);
  });

  it('scans a root that overflows without end a fifth of the time', async () => {
    const watch = await watching();
    await watch.caughtUp();
    watch.engine.tell({ kind: 'overflow' });
    await watch.clock.advance(2_000);
    await watch.clock.advance(10_000);
    watch.engine.tell({ kind: 'overflow' });
    await watch.supervisor.settle(watch.batches[0]!, 'committed');
    await watch.clock.advance(39_999);
    expect(watch.batches).toHaveLength(1);
    await watch.clock.advance(1);
    expect(watch.batches).toHaveLength(2);
  });

  it('brings a failed scan again', async () => {
    const watch = await watching();
    await watch.caughtUp();
    watch.engine.tell({ kind: 'overflow', folder: 'a' });
    await watch.clock.advance(2_000);
    await watch.supervisor.settle(watch.batches[0]!, 'failed');
    await watch.clock.advance(2_000);
    expect(watch.batches[1]).toMatchObject({ kind: 'rescan', folders: ['a'] });
  });

  it.each([
    ['slept', 3_600_000, 'machine-slept'], ['had its clock set back', -600_000, 'clock-jumped'],
  ] as const)('marks the root when the machine %s', async (_, shiftMs, reason) => {
    const watch = await watching();
    await watch.caughtUp();
    watch.clock.shiftWall(shiftMs);
    await watch.clock.advance(15_000);
    expect(await watch.open()).toEqual([['', reason]]);
  });

  it('marks the root when it stops, and releases the source and all timers', async () => {
    const watch = await watching();
    await watch.caughtUp();
    await watch.supervisor.dispose();
    expect(await watch.open()).toEqual([['', 'agent-stopped']]);
    expect(watch.engine.isActive).toBe(false);
    expect(watch.clock.pendingTimers).toBe(0);
    expect(watch.root.status).toMatchObject({ phase: 'stopped', trusted: false });
  });
});

describe('root watch: sources', () => {
  it('watches a small root with chokidar and the engine beside it', async () => {
    const watch = await watching({ entries: 100 });
    expect(watch.root.status.source).toBe('chokidar+engine');
    await watch.caughtUp();
    watch.engine.change('missed-by-chokidar');
    watch.chokidar.change('seen', 'both');
    watch.engine.change('both');
    await watch.clock.advance(2_000);
    expect(watch.batches[0]).toMatchObject({ paths: ['missed-by-chokidar', 'seen', 'both'] });
    expect(watch.root.status.forcedRescanMs).toBeUndefined();
  });

  it('watches a large root with the engine alone, and changes over when a root has grown', async () => {
    expect((await watching({ entries: 1_000_000 })).root.status.source).toBe('engine');
    const watch = await watching({ entries: 100 });
    await watch.caughtUp();
    watch.root.updateEntries(60_000);
    await watch.clock.advance(0);
    expect(watch.root.status).toMatchObject({ source: 'engine', trusted: false });
    expect(watch.chokidar.isActive).toBe(false);
    expect(await watch.open()).toEqual([['', 'source-switched']]);
    await watch.caughtUp();
  });

  it('forces scans at the interval it shows where nothing reports losses, without distrusting in between', async () => {
    const watch = await watching({ engine: 'absent', entries: 100 });
    expect(watch.root.status).toMatchObject({ source: 'chokidar', forcedRescanMs: 15 * MINUTE });
    await watch.caughtUp();
    await watch.clock.advance(16 * MINUTE);
    expect(await watch.open()).toEqual([['', 'forced-rescan']]);
    expect(watch.root.status.trusted).toBe(true);
    expect(watch.batches).toMatchObject([{ kind: 'rescan', folders: [''] }]);
  });

  it('restarts a failed source at once, then after 1 minute doubling, with a scan each time', async () => {
    const watch = await watching();
    await watch.caughtUp();
    watch.engine.fail(failure());
    expect(watch.root.status).toMatchObject({ phase: 'failed', trusted: false, error: { code: 'watch.failed' } });
    await watch.clock.advance(0);
    expect(await watch.open()).toEqual([['', 'source-failed']]);
    expect(watch.engine.watches).toBe(2);
    watch.engine.fail(failure());
    await watch.clock.advance(MINUTE - 1);
    expect(watch.engine.watches).toBe(2);
    await watch.clock.advance(1);
    expect(watch.engine.watches).toBe(3);
    watch.engine.fail(failure());
    await watch.clock.advance(2 * MINUTE);
    expect(watch.engine.watches).toBe(4);
    watch.engine.tell({ kind: 'ready' });
    expect(watch.root.status).toMatchObject({ phase: 'watching', error: undefined, trusted: false });
    await watch.clock.advance(11 * MINUTE);
    watch.engine.complete();
    await watch.clock.advance(0);
    expect(watch.root.status.error?.code).toBe('watch.source-ended');
    expect(watch.engine.watches).toBe(5);
  });

  it('hands over no scan while the root is missing: it would take every file for deleted', async () => {
    const watch = await watching();
    await watch.caughtUp();
    watch.engine.fail(failure('watch.root-gone'));
    await watch.clock.advance(16 * MINUTE);
    expect(watch.batches).toEqual([]);
    watch.engine.tell({ kind: 'ready' });
    await watch.clock.advance(2_000);
    expect(watch.batches).toMatchObject([{ kind: 'rescan', folders: [''] }]);
  });

  it('looks every few seconds whether a missing root is back', async () => {
    const watch = await watching();
    await watch.caughtUp();
    for (let attempt = 0; attempt < 4; attempt += 1) {
      watch.engine.fail(failure('watch.root-gone'));
      const before = watch.engine.watches;
      await watch.clock.advance(15_000);
      expect(watch.engine.watches).toBeGreaterThan(before);
    }
  });

  it('scans at the interval while the source stays failed', async () => {
    const watch = await watching();
    await watch.caughtUp();
    watch.engine.fail(failure());
    await watch.clock.advance(2_000);
    await watch.supervisor.settle(watch.batches[0]!, 'committed');
    expect(watch.root.status).toMatchObject({ trusted: false, forcedRescanMs: 15 * MINUTE });
    await watch.clock.advance(16 * MINUTE);
    expect(watch.batches[1]).toMatchObject({ kind: 'rescan', folders: [''] });
  });

  it('distrusts a root with too few watches, and says how many it needs', async () => {
    const watch = await watching();
    await watch.caughtUp();
    watch.engine.tell({ kind: 'degraded', degradation: { reason: 'watch-limit', needed: 70_000, allowed: 65_536 } });
    await watch.clock.advance(2_000);
    await watch.supervisor.settle(watch.batches[0]!, 'committed');
    expect(watch.root.status).toMatchObject({
      trusted: false, watchLimit: { needed: 70_000, allowed: 65_536 }, forcedRescanMs: 15 * MINUTE,
    });
    watch.batches.length = 0;
    watch.root.retrySource();
    expect(watch.root.status).toMatchObject({ phase: 'starting', watchLimit: undefined });
    await watch.caughtUp();
  });

  it('names the folders it cannot see and scans those alone at the interval', async () => {
    const watch = await watching({ engine: 'available' });
    await watch.caughtUp();
    watch.engine.tell({ kind: 'degraded', degradation: { reason: 'unreadable-folder', folder: 'private' } });
    await watch.clock.advance(2_000);
    expect(watch.batches).toMatchObject([{ kind: 'rescan', folders: ['private'] }]);
    await watch.supervisor.settle(watch.batches[0]!, 'committed');
    expect(watch.root.status).toMatchObject({ trusted: true, blindFolders: ['private'] });
    await watch.clock.advance(16 * MINUTE);
    expect(watch.batches[1]).toMatchObject({ kind: 'rescan', folders: ['private'] });
  });
});
