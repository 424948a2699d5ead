import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The folder that joins the run, and beside it the one for what is not finished: nothing half done is ever in the first.
 *
 * A dump that fails leaves the last good one of its database where it is.
 */
export class Staging {
  /** Holds the newest good dump of each database. */
  readonly dumps: string;
  readonly #unfinished: string;

  constructor(storagePath: string) {
    this.dumps = join(storagePath, 'dumps');
    this.#unfinished = join(storagePath, 'unfinished');
  }

  /** Makes the folders, and removes what an earlier process left and dumps of databases that are not wanted any more; the vault keeps their versions. */
  async prepare(wanted: readonly string[]): Promise<void> {
    await rm(this.#unfinished, { recursive: true, force: true });
    for (const folder of [this.dumps, this.#unfinished]) await mkdir(folder, { recursive: true, mode: 0o700 });
    const kept = new Set(wanted);
    for (const name of await readdir(this.dumps)) if (!kept.has(name)) await rm(join(this.dumps, name), { force: true });
  }

  async clear(): Promise<void> {
    await rm(this.#unfinished, { recursive: true, force: true });
  }

  get isEmpty(): Promise<boolean> {
    return readdir(this.dumps).then(names => names.length === 0);
  }

  /** Where passwords may lie for the time of a dump. */
  get privateFolder(): string {
    return this.#unfinished;
  }

  /** Lets `make` write a file; when it succeeds, the file is synced and takes the place of the earlier one in one step. */
  async replace(name: string, make: (path: string) => Promise<void>): Promise<void> {
    const path = join(this.#unfinished, name);
    try {
      await make(path);
      await using file = await open(path, 'r+');
      await file.chmod(0o600); // also where it is restored to, other users may not read it
      await file.sync();
      await rename(path, join(this.dumps, name));
    } finally {
      await rm(path, { force: true });
    }
  }
}
