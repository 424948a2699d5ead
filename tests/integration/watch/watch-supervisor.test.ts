import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filter, firstValueFrom, map, ReplaySubject, scan, type Observable } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock.js';
import { silentLogger } from '../../../src/base/logger.js';
import type { ChangeBatch } from '../../../src/core/watch/change-batch.js';
import { DEFAULT_WATCH_SETTINGS } from '../../../src/core/watch/watch-settings.js';
import { WatchSupervisor } from '../../../src/core/watch/watch-supervisor.js';
import { chokidarChangeSource } from '../../../src/platform/watchers/chokidar-change-source.js';
import { fileStamps } from '../../../src/platform/watchers/file-stamps.js';
import { MemoryDirtyRanges } from '../../fakes/memory-dirty-ranges.js';

const QUICK = { ...DEFAULT_WATCH_SETTINGS, quietMs: 50, maxOpenMs: 500, stableMs: 40, settlePollMs: 20, rescanDelayMs: 10 };

/** The whole pipeline on a real folder, real time and chokidar; every batch is committed as soon as it comes. */
describe('watch supervisor on a real folder', () => {
  let root: string;
  let supervisor: WatchSupervisor;
  let batches: ReplaySubject<ChangeBatch>;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'mamori-supervisor-'));
    supervisor = new WatchSupervisor({
      sources: { chokidar: chokidarChangeSource(systemClock), engine: undefined },
      ranges: new MemoryDirtyRanges(), clock: systemClock, logger: silentLogger,
      stamps: (watched, paths) => fileStamps(watched.path, paths),
      lastRead: () => undefined,
    }, QUICK);
    batches = new ReplaySubject();
    supervisor.batches.subscribe(batch => {
      batches.next(batch);
      void supervisor.settle(batch, 'committed');
    });
  });
  afterEach(async () => {
    await supervisor.dispose();
    await rm(root, { recursive: true, force: true });
  });

  const changedPaths = (): Observable<ReadonlySet<string>> => batches.pipe(
    scan((paths, batch) => batch.kind === 'changes' ? new Set([...paths, ...batch.paths]) : paths, new Set<string>()),
  );

  async function trusted(): Promise<void> {
    const started = supervisor.add({ id: 'r', path: root, excluded: path => path.endsWith('.tmp'), entries: 1 });
    await firstValueFrom(supervisor.root('r')!.statuses.pipe(filter(status => status.trusted)));
    await started;
  }

  it('begins with a scan of everything and is trusted once that is committed', async () => {
    await trusted();
    await expect(firstValueFrom(batches)).resolves.toMatchObject({ kind: 'rescan', folders: [''] });
  });

  it('hands over what was saved, moved and made, and nothing excluded', async () => {
    await mkdir(join(root, 'letters'));
    await writeFile(join(root, 'letters/one.txt'), '1');
    await trusted();
    await writeFile(join(root, 'scratch.tmp'), 'x');
    await writeFile(join(root, 'letters/two.txt'), '2');
    await rename(join(root, 'letters/one.txt'), join(root, 'one.txt'));
    await mkdir(join(root, 'new/deep'), { recursive: true });
    await writeFile(join(root, 'new/deep/file'), '3');
    const wanted = ['letters/two.txt', 'letters/one.txt', 'one.txt', 'new/deep/file'];
    const paths = await firstValueFrom(changedPaths().pipe(filter(seen => wanted.every(path => seen.has(path)))));
    expect([...paths].filter(path => path.endsWith('.tmp'))).toEqual([]);
  });

  it('distrusts a root that vanishes, and scans it when it is back', async () => {
    await trusted();
    const away = `${root}-away`;
    await rename(root, away);
    const { statuses } = supervisor.root('r')!;
    await firstValueFrom(statuses.pipe(map(status => status.error?.code), filter(code => code === 'watch.root-gone')));
    await rename(away, root);
    supervisor.root('r')!.retrySource();
    await firstValueFrom(statuses.pipe(filter(status => status.trusted)));
  });
});
