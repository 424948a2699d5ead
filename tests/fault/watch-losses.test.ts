import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filter, firstValueFrom, lastValueFrom, ReplaySubject, skip, takeWhile } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock.js';
import { silentLogger } from '../../src/base/logger.js';
import type { ChangeBatch } from '../../src/core/watch/change-batch.js';
import { isWithin } from '../../src/core/watch/folders.js';
import { DEFAULT_WATCH_SETTINGS } from '../../src/core/watch/watch-settings.js';
import { WatchSupervisor } from '../../src/core/watch/watch-supervisor.js';
import { nativeEngineWatcher } from '../../src/platform/engine/native-engine-watcher.js';
import { loadNativeBinding } from '../../src/platform/native-binding.js';
import { chokidarChangeSource } from '../../src/platform/watchers/chokidar-change-source.js';
import { engineChangeSource } from '../../src/platform/watchers/engine-change-source.js';
import { fileStamps } from '../../src/platform/watchers/file-stamps.js';
import { MemoryDirtyRanges } from '../fakes/memory-dirty-ranges.js';

const FOLDERS = 300;
const FILES = 100; // 30,000 in all: of these chokidar alone is told 16,384, the kernel's queue, and nothing of a loss
const QUICK = {
  ...DEFAULT_WATCH_SETTINGS,
  maxPaths: 100_000, // no bound of the pipeline may cover up a loss of the source
  quietMs: 200, maxOpenMs: 2_000, stableMs: 150, settlePollMs: 50, rescanDelayMs: 50, rescanFactor: 0,
};

const engine = () => engineChangeSource(nativeEngineWatcher(loadNativeBinding()), systemClock);
const sources = {
  'chokidar with the engine as witness': () => ({ chokidar: chokidarChangeSource(systemClock), engine: engine(), entries: 1 }),
  'the engine alone': () => ({ chokidar: chokidarChangeSource(systemClock), engine: engine(), entries: 1_000_000 }),
};

describe.each(Object.keys(sources) as (keyof typeof sources)[])('30,000 files that change while the event loop stands still: %s', name => {
  let root: string;
  let paths: string[];
  let supervisor: WatchSupervisor;
  let batches: ReplaySubject<ChangeBatch>;
  let handedOver: number;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'mamori-stalled-'));
    paths = [];
    for (let folder = 0; folder < FOLDERS; folder += 1) {
      await mkdir(join(root, `folder-${folder}`));
      const names = Array.from({ length: FILES }, (_, index) => `folder-${folder}/file-${index}.txt`);
      await Promise.all(names.map(path => writeFile(join(root, path), 'before')));
      paths.push(...names);
    }
    supervisor = new WatchSupervisor({
      sources: sources[name](), ranges: new MemoryDirtyRanges(), clock: systemClock, logger: silentLogger,
      stamps: (watched, changed) => fileStamps(watched.path, changed), lastRead: () => undefined,
    }, QUICK);
    batches = new ReplaySubject();
    handedOver = 0;
    supervisor.batches.subscribe(batch => {
      handedOver += 1;
      batches.next(batch);
      void supervisor.settle(batch, 'committed');
    });
  });
  afterEach(async () => {
    await supervisor.dispose();
    await rm(root, { recursive: true, force: true });
  });

  it('hands over every one of them, as itself or in a folder to rescan, and is trusted again after that', { timeout: 240_000 }, async () => {
    const started = supervisor.add({ id: 'r', path: root, excluded: () => false, entries: sources[name]().entries });
    const { statuses } = supervisor.root('r')!;
    const trusted = () => firstValueFrom(statuses.pipe(filter(status => status.trusted)));
    await trusted();
    await started;
    const before = handedOver;

    const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'watch-child-appends.mjs'), root]);
    expect(status).toBe(0);

    const missing = new Set(paths);
    await lastValueFrom(batches.pipe(skip(before), takeWhile(batch => {
      cover(missing, batch);
      return missing.size > 0;
    })), { defaultValue: undefined });
    await trusted();
  });
});

function cover(missing: Set<string>, batch: ChangeBatch): void {
  if (batch.kind === 'changes') batch.paths.forEach(path => missing.delete(path));
  else for (const path of missing) if (batch.folders.some(folder => isWithin(folder, path))) missing.delete(path);
}
