import { createHash } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CodedError } from '../../base/coded-error.js';
import type { Random } from '../../base/random.js';
import { pluginInstallErrors } from '../../terms/errors/plugin-install-errors.js';
import { MANIFEST_LIMITS, type PluginId } from '../../wire/plugins/manifest/index.js';
import { packageTooLarge, sourceMissing } from '../main/install/install-errors.js';
import { INSTALL_LIMITS } from '../main/install/limits.js';
import { PackageListing } from '../main/install/package-listing.js';
import type { PackageShelf, StagedPackage } from '../main/install/package-shelf.js';
import { specOf, type PluginOrigin } from '../main/install/package-spec.js';
import { copyPluginFolder } from './plugin-folder-copy.js';
import { digestFolder } from './plugin-folder-digest.js';

export interface PluginFoldersPlace {
  readonly plugins: string; // <publisher.name>/<version>-<8 digits>/…
  readonly storage: string; // <publisher.name>/…, what plugins keep
  readonly scratch: string; // on the same file system; what lies in it may vanish between two starts
}

const STAGED = /^plugin-([0-9a-f]{32})$/;

/** Keeps packages in folders of the state folder. */
export class PluginFolders implements PackageShelf {
  readonly #place: PluginFoldersPlace;
  readonly #random: Random;

  constructor(place: PluginFoldersPlace, random: Random) {
    this.#place = place;
    this.#random = random;
  }

  async stage(origin: PluginOrigin, signal: AbortSignal): Promise<StagedPackage> {
    const staged = this.#random.bytes(16).toString('hex');
    const folder = join(this.#stagedFolder(staged), 'package');
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const archive = await this.#fetch(origin, staged, folder, signal);
      const { digest, files, sizeBytes } = await digestFolder(folder, { seal: true });
      const manifestText = await readManifest(folder);
      return { staged, origin, manifestText, integrity: archive ?? digest, integrityOf: archive === undefined ? 'files' : 'archive', filesDigest: digest, files, sizeBytes };
    } catch (failure) {
      await this.discard(staged);
      throw signal.aborted ? signal.reason : asStored(failure);
    }
  }

  has(staged: string, path: string): boolean {
    return existsSync(join(this.#stagedFolder(staged), 'package', path));
  }

  async hold(staged: StagedPackage, note: string): Promise<void> {
    await writeFile(this.#heldFile(staged.staged), JSON.stringify({ staged, note }), { mode: 0o600 });
    const waiting = await Promise.all((await readdir(this.#place.scratch)).filter(name => STAGED.test(name)).map(async name => {
      const heldMs = await stat(join(this.#place.scratch, name, 'held.json')).then(({ mtimeMs }) => mtimeMs, () => Infinity); // one that is being unpacked
      return { name, heldMs };
    }));
    const held = waiting.filter(({ heldMs }) => heldMs < Infinity).sort((a, b) => b.heldMs - a.heldMs);
    await Promise.all(held.slice(INSTALL_LIMITS.proposals).map(({ name }) => this.discard(name.replace(STAGED, '$1'))));
  }

  held(staged: string): ReturnType<PackageShelf['held']> {
    try {
      return JSON.parse(readFileSync(this.#heldFile(staged), 'utf8')) as ReturnType<PackageShelf['held']>;
    } catch {
      return undefined;
    }
  }

  async discard(staged: string): Promise<void> {
    await rm(this.#stagedFolder(staged), { recursive: true, force: true });
  }

  commit(staged: string, plugin: PluginId, folder: string): void {
    const own = join(this.#place.plugins, plugin);
    try {
      mkdirSync(own, { recursive: true, mode: 0o700 });
      renameSync(join(this.#stagedFolder(staged), 'package'), join(own, folder));
      for (const changed of [own, this.#place.plugins]) syncFolder(changed);
    } catch (failure) {
      throw asStored(failure);
    }
  }

  async tidy(plugin: PluginId, keep: string | undefined): Promise<void> {
    await this.#removeAll(this.#unwanted(plugin, keep));
  }

  async sweep(current: ReadonlyMap<string, string>): Promise<void> {
    await this.#removeAll(namesIn(this.#place.plugins).flatMap(plugin => this.#unwanted(plugin, current.get(plugin))));
  }

  async digest(plugin: PluginId, folder: string): Promise<string> {
    try {
      return (await digestFolder(this.folderOf(plugin, folder), { seal: false })).digest;
    } catch (failure) {
      throw asStored(failure);
    }
  }

  folderOf(plugin: PluginId, folder: string): string {
    return join(this.#place.plugins, plugin, folder);
  }

  async removeStorage(plugin: PluginId): Promise<void> {
    try {
      await rm(join(this.#place.storage, plugin), { recursive: true, force: true });
    } catch (failure) {
      throw asStored(failure);
    }
  }

  #unwanted(plugin: string, keep: string | undefined): readonly string[] {
    const own = join(this.#place.plugins, plugin);
    return keep === undefined ? [own] : namesIn(own).filter(name => name !== keep).map(name => join(own, name));
  }

  /** What is still open on Windows, or not ours to remove, waits for the next sweep. */
  async #removeAll(folders: readonly string[]): Promise<void> {
    await Promise.allSettled(folders.map(folder => rm(folder, { recursive: true, force: true })));
  }

  /** Unpacks into `folder`; the integrity of the archive, if there was one. */
  async #fetch(origin: PluginOrigin, staged: string, folder: string, signal: AbortSignal): Promise<string | undefined> {
    const listing = new PackageListing();
    if (origin.kind === 'path') {
      const found = await stat(origin.path).catch(() => undefined);
      if (found?.isDirectory() && existsSync(join(origin.path, 'package.json'))) {
        await copyPluginFolder(origin.path, folder, listing, signal);
        return undefined;
      }
      if (!found?.isFile()) throw sourceMissing(origin.path);
    }
    const download = join(this.#stagedFolder(staged), 'download');
    await mkdir(download, { mode: 0o700 });
    const archive = origin.kind === 'path' ? origin.path : await (await import('./npm-pack.js')).npmPack(specOf(origin), download, signal);
    const own = join(this.#stagedFolder(staged), 'package.tgz'); // nobody changes it between hashing and unpacking
    const integrity = await copyHashing(archive, own, signal);
    await (await import('./tar-package.js')).unpackPackage(own, folder, listing, signal);
    return integrity;
  }

  #stagedFolder(staged: string): string {
    return join(this.#place.scratch, `plugin-${staged}`);
  }

  #heldFile(staged: string): string {
    return join(this.#stagedFolder(staged), 'held.json');
  }
}

async function copyHashing(from: string, to: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha512');
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(bytes > INSTALL_LIMITS.packedBytes ? packageTooLarge('bytes', INSTALL_LIMITS.packedBytes) : null, chunk);
    },
  });
  await pipeline(createReadStream(from), measure, createWriteStream(to, { flags: 'wx', mode: 0o600 }), { signal });
  return `sha512-${hash.digest('base64')}`;
}

/** A larger file is cut: the manifest's check refuses it by its size alone. */
async function readManifest(folder: string): Promise<string> {
  const file = join(folder, 'package.json');
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw sourceMissing('there is no package.json');
  return found.size > MANIFEST_LIMITS.fileBytes ? ' '.repeat(MANIFEST_LIMITS.fileBytes + 1) : readFile(file, 'utf8');
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** The one place where a failure of the disk becomes ours. */
function asStored(failure: unknown): unknown {
  const { code, syscall, message } = failure as NodeJS.ErrnoException;
  if (failure instanceof CodedError || syscall === undefined) return failure;
  return CodedError.of(pluginInstallErrors, 'plugin.not-stored', message, { data: { errno: code ?? '', syscall }, cause: failure });
}
