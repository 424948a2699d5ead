import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RootStatus, type EntryKind, type StatusRun } from '../../../../src/shell/status/root-status.js';
import { ManualClock } from '../../../fakes/manual-clock.js';
import { isBelow, NaiveStatus } from './naive-status.js';

const FOLDERS = ['', 'a', 'a/b', 'a/b/c', 'd'];
const FILES = ['x', 'a/x', 'a/y', 'a/b/x', 'a/b/c/x', 'a/b/c/y', 'd/x', 'ax'];
const PATHS = [...FOLDERS, ...FILES];

type Step =
  | { readonly do: 'change'; readonly path: string; readonly exists: boolean }
  | { readonly do: 'begin'; readonly scope: readonly string[] }
  | { readonly do: 'commit'; readonly failing: readonly string[]; readonly told: readonly string[] }
  | { readonly do: 'fail' | 'cancel' }
  | { readonly do: 'mark'; readonly path: string; readonly state: 'problem' | 'in-progress' | undefined }
  | { readonly do: 'wait'; readonly ms: number };

const some = (from: readonly string[]) => fc.subarray([...from]);
const steps = fc.array(fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('change' as const), path: fc.constantFrom(...PATHS), exists: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('begin' as const), scope: fc.oneof(some(PATHS), fc.constant([''])) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('commit' as const), failing: some(FILES), told: some(PATHS) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('fail' as const, 'cancel' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('mark' as const), path: fc.constantFrom(...PATHS), state: fc.constantFrom('problem' as const, 'in-progress' as const, undefined, undefined) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.oneof(fc.constantFrom(500, 2_000, 2_950, 3_000), fc.integer({ min: 1, max: 5_000 })) }) },
), { maxLength: 80, size: 'max' }) as fc.Arbitrary<Step[]>;

/** Plays steps against both, with a disk of which the last committed state is `listed`. */
class World {
  readonly clock = new ManualClock();
  readonly naive = new NaiveStatus();
  readonly table = new Map<string, string>();
  readonly folderChanges = new Map<string, number[]>();
  readonly disk = new Map<string, EntryKind>(PATHS.map(path => [path, FOLDERS.includes(path) ? 'folder' : 'file']));
  readonly status = new RootStatus({
    clock: this.clock,
    listed: path => this.naive.listed.get(path),
    onVouch: () => { throw new Error('nothing was lost'); },
    onChange: ({ path, state }) => {
      const shown = state === 'removed' ? 'none' : state;
      if (FOLDERS.includes(path) && shown !== this.table.get(path)) this.folderChanges.set(path, [...this.folderChanges.get(path) ?? [], this.clock.monotonicMs()]);
      this.table.set(path, shown);
    },
  });
  run: { readonly handle: StatusRun; readonly taken: readonly string[]; readonly seen: ReadonlyMap<string, EntryKind> } | undefined;

  constructor() {
    for (const [path, kind] of this.disk) {
      this.naive.listed.set(path, kind);
      this.table.set(path, this.status.shownOf(path, kind).state);
    }
  }

  async play(step: Step): Promise<void> {
    const { naive, run, status } = this;
    switch (step.do) {
      case 'change':
        if (step.exists) this.disk.set(step.path, FOLDERS.includes(step.path) ? 'folder' : 'file');
        else this.disk.delete(step.path);
        naive.at(step.path).changed = true;
        return status.changed(step.path);
      case 'begin': {
        if (run) return;
        const taken = [...naive.paths].filter(([path, { changed, failedRuns }]) =>
          (changed || failedRuns > 0) && step.scope.some(folder => path === folder || isBelow(path, folder))).map(([path]) => path);
        for (const path of taken) Object.assign(naive.at(path), { changed: false, runningSinceMs: this.clock.monotonicMs() });
        this.run = { handle: status.runBegan(step.scope), taken, seen: new Map(this.disk) };
        return;
      }
      case 'commit': {
        if (!run) return;
        const failing = step.failing.filter(path => run.taken.includes(path));
        for (const path of run.taken) {
          const kind = run.seen.get(path);
          if (failing.includes(path)) continue;
          if (kind) naive.listed.set(path, kind);
          else naive.listed.delete(path);
        }
        this.#end(failing, run.taken, 7);
        const entries = new Map(step.told.filter(path => run.taken.includes(path) && !failing.includes(path)).map(path => [path, naive.listed.get(path)]));
        return status.runCommitted(run.handle, { entries, failures: failing.map(path => ({ path, reason: 7 })) });
      }
      case 'fail':
        if (!run) return;
        this.#end(run.taken, run.taken, 9);
        return status.runFailed(run.handle, 9);
      case 'cancel':
        if (!run) return;
        for (const path of run.taken) Object.assign(naive.at(path), { changed: true, runningSinceMs: undefined });
        this.run = undefined;
        return status.runCancelled(run.handle);
      case 'mark':
        if (step.state) naive.external.set(step.path, step.state);
        else naive.external.delete(step.path);
        return status.markExternally(step.path, step.state && { state: step.state, reason: 48 });
      case 'wait':
        return this.clock.advance(step.ms);
    }
  }

  #end(failing: readonly string[], taken: readonly string[], reason: number): void {
    for (const path of taken) {
      const mark = this.naive.at(path);
      mark.runningSinceMs = undefined;
      mark.failedRuns = failing.includes(path) ? mark.failedRuns + 1 : 0;
      if (failing.includes(path)) Object.assign(mark, { changed: true, reason });
    }
    this.run = undefined;
  }

  expected(paths: readonly string[]): Record<string, string> {
    return Object.fromEntries(paths.map(path => [path, this.naive.shown(path, this.clock.monotonicMs())]));
  }
  actual(paths: readonly string[]): Record<string, string> {
    return Object.fromEntries(paths.map(path => [path, this.table.get(path) ?? 'none']));
  }
}

describe('the status of a root', () => {
  it('is that of the naive rules: files at every moment, folders once at rest, and no folder flickers', async () => {
    await fc.assert(fc.asyncProperty(steps, async played => {
      const world = new World();
      for (const step of played) {
        await world.play(step);
        expect(world.actual(FILES)).toEqual(world.expected(FILES));
      }
      await world.clock.advance(10_000);
      expect(world.actual(PATHS)).toEqual(world.expected(PATHS));
      const published = Object.fromEntries(PATHS.map(path => [path, world.status.shownOf(path, world.naive.listed.get(path)).state.replace('removed', 'none')]));
      expect(published).toEqual(world.expected(PATHS));
      world.status.dispose();
      expect(world.clock.pendingTimers).toBe(0);
    }), { numRuns: 300 });
  });

  it('changes no folder twice within two seconds unless the folder itself changed', async () => {
    const onlyFiles = steps.map(all => all.filter(step => (step.do !== 'change' && step.do !== 'mark') || FILES.includes(step.path)));
    await fc.assert(fc.asyncProperty(onlyFiles, async played => {
      const world = new World();
      for (const step of played) await world.play(step);
      await world.clock.advance(10_000);
      for (const times of world.folderChanges.values()) {
        const gaps = times.slice(1).map((time, index) => time - (times[index] as number));
        expect(Math.min(...gaps, 2_000)).toBe(2_000);
      }
      world.status.dispose();
    }), { numRuns: 200 });
  });
});
