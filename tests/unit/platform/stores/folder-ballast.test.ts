import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFolderFs } from '../../../../src/platform/stores/folder-fs.js';
import { openFolderStore } from '../../../../src/platform/stores/open-folder-store.js';
import { sameDisk } from '../../../../src/platform/stores/same-disk.js';
import { RecordingFolderFs } from '../../../fakes/recording-folder-fs.js';
import { tempFolder } from './temp-folder.js';

const SIZE = (3 << 20) + 5;

describe('FolderBallast', () => {
  it('holds blocks of the disk, gives them back, and takes them again', async () => {
    const root = await tempFolder();
    const { ballast, store } = await openFolderStore(root, { create: true, ballastBytes: SIZE });
    expect(await ballast.isHeld()).toBe(false);
    expect(await ballast.hold()).toBe(true);
    const held = await stat(join(root, 'tmp', 'ballast'));
    expect(held.size).toBe(SIZE);
    expect(held.blocks * 512).toBeGreaterThanOrEqual(SIZE);
    expect(await Array.fromAsync(store.list(''))).toEqual([]);

    await ballast.release();
    await ballast.release();
    expect(await ballast.isHeld()).toBe(false);
    expect(await ballast.hold()).toBe(true);
    expect(await ballast.hold()).toBe(true);
  });

  it('is not taken while little is left', async () => {
    const root = await tempFolder();
    const fs = {
      ...nodeFolderFs,
      statfs: (async () => ({ bavail: 3, bsize: 1 << 20, blocks: 9, type: 0 })) as unknown as typeof nodeFolderFs.statfs,
    };
    const { ballast } = await openFolderStore(root, { create: true, ballastBytes: SIZE, fs });
    expect(await ballast.hold()).toBe(false);
  });

  it('leaves nothing behind when the disk fills up meanwhile', async () => {
    const root = await tempFolder();
    const recording = new RecordingFolderFs(root);
    const { ballast } = await openFolderStore(root, { create: true, ballastBytes: SIZE, fs: recording.fs });
    recording.failNext('write', 'ENOSPC');
    expect(await ballast.hold()).toBe(false);
    await expect(stat(join(root, 'tmp', 'ballast'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('sameDisk', () => {
  it('compares file systems, also of paths that do not exist yet', async () => {
    const folder = await tempFolder();
    expect(await sameDisk(folder, join(folder, 'not', 'yet'))).toBe(true);
    if (process.platform === 'linux') expect(await sameDisk(folder, '/proc')).toBe(false);
  });
});
