import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFolderStore } from '../../src/platform/stores/open-folder-store.js';
import { describeObjectStore, type StoreUnderTest } from './object-store-contract.js';

async function inNewFolder(conditionalPut?: boolean): Promise<StoreUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'mamori-store-'));
  const { store } = await openFolderStore(folder, {
    create: true,
    ...conditionalPut === undefined ? {} : {
      capabilities: { conditionalPut, durability: 'best-effort', serverTime: false, deferredDelete: false },
    },
  });
  return { store, cleanUp: () => rm(folder, { recursive: true }) };
}

describeObjectStore('folder', () => inNewFolder());
describeObjectStore('folder on a file system without links', () => inNewFolder(false));
