import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemClock } from '../../../src/base/clock.js';
import type { TreeProbe } from '../../../src/core/backup/expand-paths.js';
import { compareTrees } from '../../e2e/support/compare-trees.js';
import { MemoryObjectStore } from '../../fakes/memory-object-store.js';
import { Installation, makeVault } from '../../property/support/installation.js';

/** Long ago, so that no entry is racy: git's rule makes what changed within 2 s of a scan be read again. */
const LONG_AGO = 1_600_000_000;

/** One source, one vault in memory, and whoever backs the one up to the other. */
export class RunWorld {
  readonly folder = mkdtempSync(join(tmpdir(), 'mamori-runs-'));
  readonly source = join(this.folder, 'source');
  readonly store = new MemoryObjectStore();
  #opened: Installation | undefined;

  constructor() {
    mkdirSync(this.source);
  }

  at(path: string): string {
    return join(this.source, path);
  }

  write(path: string, content: string | Buffer = path): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), content);
    utimesSync(this.at(path), LONG_AGO, LONG_AGO);
  }

  async open(probe?: TreeProbe): Promise<Installation> {
    const keys = await makeVault(this.store, systemClock);
    this.#opened = await Installation.open({ store: this.store, keys, home: join(this.folder, 'home'), root: this.source, clock: systemClock, ...(probe && { probe }) });
    return this.#opened;
  }

  /** What differs between the source and a restore of its newest state, by a catalog made from nothing but the vault. */
  async differencesFromVault(): Promise<readonly string[]> {
    const target = mkdtempSync(join(this.folder, 'restored-'));
    await this.#opened?.rebuildCatalog();
    await this.#opened?.restore(target);
    return compareTrees(this.source, target);
  }

  dispose(): void {
    this.#opened?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
