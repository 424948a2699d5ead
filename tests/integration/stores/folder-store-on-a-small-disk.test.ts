import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFolderStore, type OpenedFolderStore } from '../../../src/platform/stores/open-folder-store.js';

const run = promisify(execFile);
const MIB = 1 << 20;
/** Mounting a file system needs root; elsewhere the same errors are injected by the unit tests. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0
  && await mountAt(await mkdtemp(join(tmpdir(), 'mamori-mount-'))).then(unmount, () => false);

async function mountAt(folder: string): Promise<string> {
  await run('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]);
  return folder;
}

async function unmount(folder: string): Promise<true> {
  await run('umount', [folder]);
  await rmdir(folder);
  return true;
}

describe.skipIf(!canMount)('a folder store on a real disk of 8 MiB', () => {
  let disk: string;
  let opened: OpenedFolderStore;
  beforeEach(async () => {
    disk = await mountAt(await mkdtemp(join(tmpdir(), 'mamori-mount-')));
    opened = await openFolderStore(join(disk, 'vault'), { create: true, ballastBytes: 2 * MIB });
    await opened.store.put('vault.json', Buffer.from('{}'));
  });
  afterEach(async () => {
    if ((await run('mount')).stdout.includes(disk)) await run('umount', [disk]);
    await rmdir(disk);
  });

  it('fills up without harm, and gives its ballast for the clean-up', async () => {
    const { store, ballast } = opened;
    expect(await ballast.hold()).toBe(true);
    const stored: string[] = [];
    const fill = async () => {
      for (;;) {
        const name = `packs/${stored.length}`;
        await store.put(name, Buffer.alloc(MIB, stored.length));
        stored.push(name);
      }
    };
    await expect(fill()).rejects.toMatchObject({ code: 'store.full', data: { errno: 'ENOSPC' } });
    expect((await Array.fromAsync(store.list('packs/'))).map(info => info.name)).toEqual(stored);
    expect(await readdir(join(disk, 'vault', 'tmp'))).toEqual(['ballast']);

    await ballast.release();
    await store.put('packs/rewritten', Buffer.alloc(MIB));
    expect(await ballast.hold()).toBe(false);
    for (const name of stored) await store.delete(name);
    expect(await ballast.hold()).toBe(true);
  });

  it('restores from a disk that became read-only', async () => {
    const { store } = opened;
    await store.put('packs/one', Buffer.from('bytes'));
    await run('mount', ['-o', 'remount,ro', disk]);
    await expect(store.put('packs/two', Buffer.from('x'))).rejects.toMatchObject({ code: 'store.read-only' });
    await expect(store.delete('packs/one')).rejects.toMatchObject({ code: 'store.read-only' });
    const again = await openFolderStore(join(disk, 'vault'));
    expect((await again.store.get('packs/one')).toString()).toBe('bytes');
  });

  it('is gone once unmounted, and writes nothing onto the disk below', async () => {
    const { store } = opened;
    await run('umount', [disk]);
    const gone = { code: 'store.gone' };
    await expect(store.put('packs/one', Buffer.from('x'))).rejects.toMatchObject(gone);
    await expect(store.head('vault.json')).rejects.toMatchObject(gone);
    await expect(Array.fromAsync(store.list(''))).rejects.toMatchObject(gone);
    await expect(openFolderStore(join(disk, 'vault'))).rejects.toMatchObject(gone);
    expect(await readdir(disk)).toEqual([]);
  });
});
