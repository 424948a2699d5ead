import { spawn } from 'node:child_process';
import { Buffer } from 'node:buffer';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineWatch, EngineWatchOptions } from '../../../src/core/ports/engine-watcher.js';
import { CHILD, ObservedWatch, QUICK, SOURCES_AS_TYPESCRIPT, textOf } from './observed-watch.js';

const isLinux = process.platform === 'linux';

describe('the engine\'s watcher', () => {
  let root: string;
  const opened: EngineWatch[] = [];
  beforeEach(async () => { root = await mkdtemp(join(tmpdir(), 'mamori-engine-watch-')); });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(watch => watch.close()));
    await rm(root, { recursive: true, force: true });
  });

  function observe(options?: EngineWatchOptions, folder = root): ObservedWatch {
    const observed = new ObservedWatch(folder, options);
    opened.push(observed.watch);
    return observed;
  }

  it('calls the sink only after start has returned', async () => {
    const observed = observe();
    expect(observed.events).toEqual([]);
    await observed.ready();
    expect(observed.events).toEqual([{ kind: 'ready', watches: 1 }]);
  });

  it('tells a root that is missing as an error, with the system\'s number', async () => {
    const observed = observe(QUICK, join(root, 'nowhere'));
    await observed.until(event => event.kind === 'error');
    expect(observed.events).toMatchObject([{ kind: 'error', error: { code: 'watch.root-gone', osError: 2 } }]);
  });

  it('maps what happened to created, modified and removed', async () => {
    await writeFile(join(root, 'old'), '1');
    await writeFile(join(root, 'gone'), '1');
    await writeFile(join(root, 'mode'), '1');
    const observed = observe({ ...QUICK, latencyMs: 300 });
    await observed.ready();
    await writeFile(join(root, 'new'), '1');
    await writeFile(join(root, 'old'), '2');
    await chmod(join(root, 'mode'), 0o600);
    await rm(join(root, 'gone'));
    await observed.change('gone');
    const kinds = observed.events.flatMap(event => event.kind === 'batch' ? event.changes.map(({ path, kind }) => [textOf(path), kind]) : []);
    expect(Object.fromEntries(kinds)).toEqual({ new: 'created', old: 'modified', mode: 'modified', gone: 'removed' });
  });

  it('names dirty folders past the size of a batch', async () => {
    await mkdir(join(root, 'many'));
    const observed = observe({ latencyMs: 500, maxChangesPerBatch: 10 });
    await observed.ready();
    for (let index = 0; index < 40; index += 1) await writeFile(join(root, 'many', `${index}`), '1');
    await observed.until(event => event.kind === 'batch' && event.dirtyFolders.some(folder => textOf(folder) === 'many'));
  });

  it('neither watches nor tells what is excluded', async () => {
    for (const folder of ['keep', 'node_modules/deep', 'vault/packs', '.hidden']) await mkdir(join(root, folder), { recursive: true });
    const observed = observe({
      ...QUICK,
      exclusions: { extensions: ['tmp'], hidden: true, subtrees: [Buffer.from(join(root, 'vault'))], patterns: ['node_modules/'], oneFileSystem: true },
    });
    await observed.ready();
    expect(observed.events).toEqual([{ kind: 'ready', watches: 2 }]);
    for (const path of ['node_modules/deep/x', 'vault/packs/x', '.hidden/x', 'keep/a.TMP', 'keep/seen']) await writeFile(join(root, path), '1');
    await observed.change('keep/seen');
    expect(new Set(observed.paths)).toEqual(new Set(['keep/seen']));
  });

  it('calls no more once it is closed, however often', async () => {
    const observed = observe();
    await observed.ready();
    await Promise.all([observed.watch.close(), observed.watch.close()]);
    await observed.watch.close();
    const before = observed.events.length;
    const second = observe();
    await second.ready();
    await writeFile(join(root, 'late'), '1');
    await second.change('late');
    expect(observed.events.length).toBe(before);
  });

  it.runIf(isLinux)('gives back threads, watches and descriptors, also when it is closed at once', async () => {
    await mkdir(join(root, 'a/b/c'), { recursive: true });
    await new ObservedWatch(root).watch.close();
    const before = await held();
    for (let round = 0; round < 50; round += 1) {
      const observed = new ObservedWatch(root);
      if (round % 2 === 0) await observed.ready();
      await observed.watch.close();
    }
    const failed = new ObservedWatch(join(root, 'nowhere'));
    await failed.until(event => event.kind === 'error');
    await failed.watch.close();
    expect(await held()).toEqual(before);
  });

  it.runIf(isLinux)('costs one thread', async () => {
    const before = (await held()).threads;
    const observed = observe();
    await observed.ready();
    await vi.waitFor(async () => expect((await held()).threads).toBe(before + 1));
  });

  it.runIf(isLinux)('is closed with the environment that began it', async () => {
    const { watches } = await held();
    const worker = new Worker(join(import.meta.dirname, 'engine-watch-worker.mjs'), {
      workerData: { root }, execArgv: ['--import', SOURCES_AS_TYPESCRIPT],
    });
    await new Promise(resolve => { worker.once('message', resolve); });
    expect((await held()).watches).toBe(watches + 1);
    await worker.terminate();
    expect((await held()).watches).toBe(watches);
  });

  it('survives environments that end in the middle of a call', async () => {
    for (let round = 0; round < 10; round += 1) {
      const worker = new Worker(join(import.meta.dirname, 'engine-watch-worker.mjs'), {
        workerData: { root }, execArgv: ['--import', SOURCES_AS_TYPESCRIPT],
      });
      await new Promise(resolve => { worker.once('message', resolve); });
      await Promise.all(Array.from({ length: 50 }, (_, index) => writeFile(join(root, `${index}`), `${round}`)));
      await worker.terminate();
    }
  });

  it('does not hinder a process from exiting', async () => {
    const child = spawn(process.execPath, [...CHILD, root, 'exit'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [output, code] = await Promise.all([text(child.stdout), new Promise(resolve => { child.once('exit', resolve); })]);
    expect([output, code]).toEqual(['{"kind":"ready","watches":1}\n', 0]);
  });
});

/** What this process holds of the system, as the kernel lists it. */
async function held(): Promise<{ readonly threads: number; readonly watches: number; readonly descriptors: number }> {
  const descriptors = await readdir('/proc/self/fdinfo');
  const infos = await Promise.all(descriptors.map(fd => readFile(`/proc/self/fdinfo/${fd}`, 'utf8').catch(() => '')));
  return {
    threads: (await readdir('/proc/self/task')).length,
    watches: infos.join('\n').split('\n').filter(line => line.startsWith('inotify wd:')).length,
    descriptors: descriptors.length,
  };
}
