import { mkdir, mkdtemp, readdir, readFile, rm, utimes, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filter, firstValueFrom, type Observable, ReplaySubject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../src/base/clock.js';
import type { SourceEvent } from '../../../src/core/watch/source-event.js';
import { chokidarChangeSource } from '../../../src/platform/watchers/chokidar-change-source.js';
import { describeChangeSource } from '../../contract/change-source-contract.js';

describeChangeSource('chokidar', () => chokidarChangeSource(systemClock));

describe('chokidar change source', () => {
  let root: string;
  beforeEach(async () => { root = await mkdtemp(join(tmpdir(), 'mamori-chokidar-')); });
  afterEach(() => rm(root, { recursive: true, force: true }));

  function observe(excluded: (path: string) => boolean = () => false) {
    const events = new ReplaySubject<SourceEvent>();
    const subscription = chokidarChangeSource(systemClock).watch(root, { excluded }).subscribe(events);
    return { events, subscription };
  }
  const first = (events: Observable<SourceEvent>, fits: (event: SourceEvent) => boolean) => firstValueFrom(events.pipe(filter(fits)));
  const isReady = (event: SourceEvent) => event.kind === 'ready';
  const isChangeOf = (path: string) => (event: SourceEvent) => event.kind === 'change' && event.path === path;

  it('does not look into excluded folders', async () => {
    await mkdir(join(root, 'cache/deep'), { recursive: true });
    const { events, subscription } = observe(path => path === 'cache');
    await first(events, isReady);
    await writeFile(join(root, 'cache/deep/x'), '1');
    await writeFile(join(root, 'seen'), '1');
    await first(events, isChangeOf('seen'));
    let below = false;
    events.subscribe(event => { below ||= event.kind === 'change' && event.path.startsWith('cache/'); });
    expect(below).toBe(false);
    subscription.unsubscribe();
  });

  it('tells a change that keeps size and modification time', async () => {
    const file = join(root, 'same');
    await writeFile(file, 'one');
    const { mtime } = await stat(file);
    const { events, subscription } = observe();
    await first(events, isReady);
    await writeFile(file, 'two');
    await utimes(file, mtime, mtime);
    await first(events, isChangeOf('same'));
    subscription.unsubscribe();
  });

  it('names the folder into which it cannot look because of its name', async () => {
    await mkdir(Buffer.concat([Buffer.from(`${root}/caf`), Buffer.of(0xe9)]));
    const { events, subscription } = observe();
    await expect(first(events, event => event.kind === 'degraded')).resolves
      .toEqual({ kind: 'degraded', degradation: { reason: 'unwatchable-name', folder: 'caf\udce9' } });
    subscription.unsubscribe();
  });

  it.runIf(process.platform === 'linux')('gives back every watch when it is unsubscribed, even before it is ready', async () => {
    await mkdir(join(root, 'a/b/c'), { recursive: true });
    const before = await inotifyWatches();
    const { events, subscription } = observe();
    await first(events, isReady);
    expect(await inotifyWatches()).toBeGreaterThan(before);
    subscription.unsubscribe();
    const early = observe();
    early.subscription.unsubscribe();
    await vi.waitFor(async () => expect(await inotifyWatches()).toBe(before));
  });
});

/** Watches that this process holds, as the kernel lists them. */
async function inotifyWatches(): Promise<number> {
  const infos = await Promise.all((await readdir('/proc/self/fdinfo')).map(fd =>
    readFile(`/proc/self/fdinfo/${fd}`, 'utf8').catch(() => '')));
  return infos.join('\n').split('\n').filter(line => line.startsWith('inotify wd:')).length;
}
