import { dirname, join, resolve } from 'node:path';
import { type Clock, systemClock } from '../../base/clock.js';
import { type Random, systemRandom } from '../../base/random.js';
import type { StoreCapabilities } from '../../core/ports/object-store.js';
import { FolderBallast } from './folder-ballast.js';
import { type FolderFs, nodeFolderFs } from './folder-fs.js';
import { FolderObjectStore } from './folder-object-store.js';
import { probeFolder } from './folder-probe.js';
import { FolderSync, syncOneFolder } from './folder-sync.js';
import { FolderTree } from './folder-tree.js';
import { classifyOsError, storeFailure, wrapOsError } from './store-failure.js';
import { removeLeftovers, TEMP_FOLDER } from './temp-files.js';

/** The object that every vault has; its file tells a vault's folder from an empty mount point. */
const MARKER = 'vault.json';

export interface OpenFolderStoreOptions {
  /** Make the folder, and accept one without a vault in it. Only for the set-up of a new vault. */
  readonly create?: boolean;
  /** What an earlier opening found out; saves the probe, which costs a few syncs. */
  readonly capabilities?: StoreCapabilities;
  readonly ballastBytes?: number;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly fs?: FolderFs;
}

export interface OpenedFolderStore {
  readonly store: FolderObjectStore;
  readonly ballast: FolderBallast;
}

/**
 * Opens a folder as an object store.
 *
 * Without `create` the folder must contain `vault.json`, else `store.gone`: a vault is never begun anew
 * because its disk is not plugged in. The same file is looked for again whenever something is missing
 * later on. A folder that cannot be written to opens all the same, for restoring.
 */
export async function openFolderStore(folder: string, options: OpenFolderStoreOptions = {}): Promise<OpenedFolderStore> {
  const { create = false, clock = systemClock, random = systemRandom, fs = nodeFolderFs } = options;
  const root = resolve(folder);
  const isFile = (path: string) => fs.stat(path).then(stat => stat.isFile(), () => false);
  const isFolder = (path: string) => fs.stat(path).then(stat => stat.isDirectory(), () => false);
  if (create) await makeRoot(fs, root);
  let marked = await isFile(join(root, MARKER));
  if (!marked && !create) throw storeFailure('store.gone', root, 'no vault.json in');

  const isPresent = () => (marked ? isFile(join(root, MARKER)) : isFolder(root));
  await removeLeftovers(fs, root, clock);
  const capabilities = options.capabilities ?? await probeFolder(fs, root, TEMP_FOLDER, random);
  const sync = new FolderSync(fs, capabilities.durability);
  const tree = new FolderTree(root, fs, sync, async () => {
    if (!await isPresent()) throw storeFailure('store.gone', root);
  });
  const store = new FolderObjectStore({
    root, capabilities, fs, random, sync, tree, isPresent,
    onDidPut: name => {
      marked ||= name === MARKER;
    },
  });
  return { store, ballast: new FolderBallast(root, { fs, random, tree, sync, isPresent, sizeBytes: options.ballastBytes }) };
}

/** Makes the root with its missing ancestors, each entry synced where the system can. */
async function makeRoot(fs: FolderFs, root: string): Promise<void> {
  try {
    const first = await fs.mkdir(root, { recursive: true });
    for (let made = root; first && made.length >= first.length; made = dirname(made)) {
      await syncOneFolder(fs, dirname(made)).catch(() => {}); // not every parent may be opened; the probe tells best effort
    }
  } catch (failure) {
    throw wrapOsError(await classifyOsError(failure, 'write', async () => true), root, failure);
  }
}
