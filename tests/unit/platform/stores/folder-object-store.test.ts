import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFolderStore, type OpenFolderStoreOptions } from '../../../../src/platform/stores/open-folder-store.js';
import { RecordingFolderFs } from '../../../fakes/recording-folder-fs.js';
import { SkippingClock } from '../../../fakes/skipping-clock.js';
import { tempFolder } from './temp-folder.js';

const BYTES = Buffer.from('bytes');

async function newVault(options: OpenFolderStoreOptions = {}) {
  const root = join(await tempFolder(), 'disk', 'vault');
  const opened = await openFolderStore(root, { create: true, ...options });
  await opened.store.put('vault.json', BYTES);
  return { root, ...opened };
}

describe('opening a folder store', () => {
  it('makes a new folder with its ancestors only when told to create', async () => {
    const root = join(await tempFolder(), 'a', 'b');
    await expect(openFolderStore(root)).rejects.toMatchObject({ code: 'store.gone' });
    expect(existsSync(root)).toBe(false);
    await openFolderStore(root, { create: true });
    expect(existsSync(root)).toBe(true);
  });

  it('takes a folder without vault.json for the mount point of an unplugged disk', async () => {
    const root = await tempFolder();
    await expect(openFolderStore(root)).rejects.toMatchObject({ code: 'store.gone' });
    expect(await readdir(root)).toEqual([]);
  });

  it('opens an existing vault', async () => {
    const { root } = await newVault();
    const { store } = await openFolderStore(root);
    expect(await store.get('vault.json')).toEqual(BYTES);
  });

  it('finds out that this disk refuses a second link', async () => {
    const { store, root } = await newVault();
    expect(store.capabilities).toMatchObject({ conditionalPut: true, serverTime: false, deferredDelete: false });
    expect(await readdir(join(root, 'tmp'))).toEqual([]);
  });

  it('calls a place that cannot sync folders best effort, and still stores', async () => {
    const root = await tempFolder();
    const recording = new RecordingFolderFs(root);
    recording.failNext('syncFolder', 'EINVAL');
    const { store } = await openFolderStore(root, { create: true, fs: recording.fs });
    expect(store.capabilities.durability).toBe('best-effort');
    for (let count = 0; count < 3; count += 1) recording.failNext('syncFolder', 'EINVAL');
    await store.put('packs/name', BYTES);
    expect(await store.get('packs/name')).toEqual(BYTES);
  });

  it('removes leftovers older than a day, and nothing else', async () => {
    const { root } = await newVault();
    const nowSeconds = 2_000_000_000;
    const tmp = join(root, 'tmp');
    for (const [name, ageHours] of [['old.part', 25], ['young.part', 23], ['ballast', 25]] as const) {
      await writeFile(join(tmp, name), 'x');
      await utimes(join(tmp, name), nowSeconds, nowSeconds - ageHours * 3600);
    }
    await openFolderStore(root, { clock: new SkippingClock(nowSeconds * 1000) });
    expect((await readdir(tmp)).sort()).toEqual(['ballast', 'young.part']);
  });
});

describe('an unplugged disk', () => {
  it('is gone for every call, is not written to, and serves again when it is back', async () => {
    const { root, store, ballast } = await newVault({ ballastBytes: 1000 });
    await store.put('packs/ab/one', BYTES);
    await rename(root, `${root}.unplugged`);
    await mkdir(root);

    const gone = { code: 'store.gone' };
    await expect(store.put('packs/ab/two', BYTES)).rejects.toMatchObject(gone);
    await expect(store.put('packs/ab/two', BYTES)).rejects.toMatchObject(gone);
    await expect(store.put('other/two', BYTES)).rejects.toMatchObject(gone);
    await expect(store.get('packs/ab/one')).rejects.toMatchObject(gone);
    await expect(store.head('packs/ab/one')).rejects.toMatchObject(gone);
    await expect(store.delete('packs/ab/one')).rejects.toMatchObject(gone);
    await expect(Array.fromAsync(store.list(''))).rejects.toMatchObject(gone);
    await expect(Array.fromAsync(store.list('packs/'))).rejects.toMatchObject(gone);
    await expect(store.freeSpace()).rejects.toMatchObject(gone);
    await expect(ballast.hold()).rejects.toMatchObject(gone);
    expect(await readdir(root)).toEqual([]);

    await rm(root, { recursive: true });
    await expect(store.get('packs/ab/one')).rejects.toMatchObject(gone);
    await rename(`${root}.unplugged`, root);
    await store.put('packs/ab/two', BYTES);
    expect(await store.get('packs/ab/one')).toEqual(BYTES);
  });
});

describe('errors of the operating system', () => {
  const cases = [
    ['write', 'ENOSPC', 'store.full'], ['datasync', 'EDQUOT', 'store.full'], ['open', 'EROFS', 'store.read-only'],
    ['rename', 'EACCES', 'store.read-only'], ['write', 'ENODEV', 'store.gone'], ['rename', 'ESTALE', 'store.gone'],
    ['datasync', 'EIO', 'store.io'], ['syncFolder', 'EIO', 'store.io'], ['rename', 'EBUSY', 'store.io'],
  ] as const;

  it.each(cases)('fails a put whose %s meets %s with its code, and leaves no temp file', async (call, errno, code) => {
    const root = await tempFolder();
    const recording = new RecordingFolderFs(root);
    const { store } = await openFolderStore(root, { create: true, fs: recording.fs });
    await store.put('packs/before', BYTES);
    recording.failNext(call, errno);
    const failure = await store.put('packs/name', BYTES).catch((reason: unknown) => reason);
    expect(failure).toMatchObject({ code, data: { name: 'packs/name', errno }, cause: { code: errno } });
    expect(await readdir(join(root, 'tmp'))).toEqual([]);
    await store.put('packs/name', BYTES);
  });

  it('stores again after somebody removed its folders', async () => {
    const { root, store } = await newVault();
    await store.put('packs/ab/one', BYTES);
    await rm(join(root, 'packs'), { recursive: true });
    await rm(join(root, 'tmp'), { recursive: true });
    await expect(store.put('packs/ab/two', BYTES)).rejects.toMatchObject({ code: 'store.io', retry: 'later' });
    await store.put('packs/ab/two', BYTES);
    expect(await store.get('packs/ab/two')).toEqual(BYTES);
  });
});

describe('what else lies in the folder', () => {
  it('is not listed, unless a link leads to objects', async () => {
    const { root, store } = await newVault();
    const elsewhere = await tempFolder();
    await writeFile(join(elsewhere, 'one'), 'x');
    await symlink(elsewhere, join(root, 'packs'));
    await symlink(join(elsewhere, 'nothing'), join(root, 'dangling'));
    for (const name of ['.DS_Store', 'Thumbs.db', 'a b']) await writeFile(join(root, name), 'x');
    await mkdir(join(root, '.Trash-1000'));
    const listed = (await Array.fromAsync(store.list(''))).map(info => info.name);
    expect(listed).toEqual(['packs/one', 'vault.json']);
  });
});
