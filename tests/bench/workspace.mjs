import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, statfsSync } from 'node:fs';
import { Meter } from './measure.mjs';

const TMPFS = 0x01021994;
const RESERVES = /(^|\/)[^/]*(ballast|reserve)[^/]*$/i; // room a vault keeps free for itself; holds no data

/** One folder below `parent` in which everything of one call lies, so that one removal cleans up. */
export class Workspace {
  constructor(parent) {
    mkdirSync(parent, { recursive: true });
    this.folder = mkdtempSync(`${parent}/mamori-bench-`);
    this.meter = new Meter(this.folder);
  }

  /** A folder that does not exist yet, under a name of its own. */
  path(name) {
    const path = `${this.folder}/${name}`;
    removeTree(path);
    return path;
  }

  /** Where one program keeps its vault and its state for one row; empty. `vaultIn` puts the vault elsewhere, for rows about disks. */
  place(program, label, vaultIn = this) {
    const folder = this.path(`${label}-${program.name}`);
    const vault = vaultIn === this ? `${folder}/vault` : vaultIn.path(`${label}-${program.name}-vault`);
    for (const part of [folder, `${folder}/state`]) mkdirSync(part, { mode: 0o700 });
    return { folder, vault, state: `${folder}/state`, remove: () => [folder, vault].forEach(removeTree) };
  }

  get isInMemory() {
    return statfsSync(this.folder).type === TMPFS;
  }

  get freeBytes() {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }

  remove() {
    removeTree(this.folder);
  }
}

/** `rm` takes a fifth of the time that Node needs for a million files. */
export function removeTree(path) {
  if (existsSync(path)) execFileSync('rm', ['-rf', '--', path]);
}

/** Sum of the sizes of all files below a vault's folder, without the room it reserves. */
export function storedBytes(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && !RESERVES.test(entry.name))
    .reduce((sum, entry) => sum + lstatSync(`${entry.parentPath}/${entry.name}`).size, 0);
}
