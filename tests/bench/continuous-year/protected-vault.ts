import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import type { Clock } from '../../../src/base/clock.js';
import type { RunRequest } from '../../../src/core/backup/backup-runner.js';
import type { MeasuredContainer } from '../../../src/core/vault/collection/collection-plan.js';
import { MemoryObjectStore } from '../../fakes/memory-object-store.js';
import { MemorySettings } from '../../fakes/memory-settings.js';
import { Installation, makeVault } from '../../property/support/installation.js';

/** What lies in a vault at one moment. */
export interface VaultState {
  readonly objects: number;
  readonly packs: number;
  readonly runs: number;
  readonly storedBytes: number;
  /** Stored bytes in segments that no kept version and no history needs, and in objects that as a whole are free to go. */
  readonly deadBytes: number;
  /** Stored bytes that collection copied so far. */
  readonly copiedBytes: number;
}

/** The product on a vault in memory, as one PC of an office has it: the usual ten generations, upkeep every night. */
export class ProtectedVault {
  readonly installation: Installation;
  readonly #store: MemoryObjectStore;
  readonly #settings = new MemorySettings();
  readonly #root: string;
  readonly #home: string;
  /** What a file held when a run looked at it: digests by `sequence path`. */
  readonly #seen = new Map<string, string>();
  #copiedBytes = 0;

  private constructor(installation: Installation, store: MemoryObjectStore, root: string, home: string) {
    this.installation = installation;
    this.#store = store;
    this.#root = root;
    this.#home = home;
  }

  static async make(root: string, home: string, clock: Clock): Promise<ProtectedVault> {
    mkdirSync(home, { recursive: true });
    const store = new MemoryObjectStore({ nowMs: () => clock.nowMs() });
    const keys = await makeVault(store, clock);
    return new ProtectedVault(await Installation.open({ store, keys, home, root, clock, generations: 10 }), store, root, home);
  }

  /** A run that must succeed; `changed` are the files that differ from what the run before saw. */
  async backUp(kind: RunRequest['kind'], changed: Iterable<string>): Promise<void> {
    const paths = [...changed];
    const { status, committed } = await this.installation.backUp(kind, kind === 'continuous' ? { type: 'paths', paths } : { type: 'all' });
    if (status !== 'completed' || !committed) throw new Error(`a ${kind} run ended as ${status}`);
    for (const path of paths) this.#seen.set(`${committed.sequence} ${path}`, digestOf(`${this.#root}/${path}`));
  }

  async upkeep(): Promise<void> {
    const { rewrittenBytes } = await this.installation.upkeep(this.#settings);
    this.#copiedBytes += rewrittenBytes;
  }

  async state(): Promise<VaultState> {
    const measured = await this.installation.measured();
    return {
      objects: this.#store.names().length, packs: this.#store.names('packs/').length, runs: this.#store.names('runs/').length,
      storedBytes: this.#store.totalBytes(), deadBytes: Math.round(measured.reduce((total, container) => total + deadBytes(container), 0)), copiedBytes: this.#copiedBytes,
    };
  }

  /** Restores versions of `paths` that the catalog says are kept, at most `count` evenly over them all; throws unless each holds what its run saw. Answers how many. */
  async restoreKept(paths: Iterable<string>, count: number): Promise<number> {
    const { catalog } = this.installation;
    const source = catalog.sources()[0]?.id ?? '';
    const kept = [...paths].flatMap(path => catalog.history(source, path).filter(({ kind }) => kind === 'version').map(({ sequence }) => ({ path, sequence })))
      .filter(({ path, sequence }) => this.#seen.has(`${sequence} ${path}`));
    const step = Math.max(1, kept.length / count);
    const sample = kept.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
    for (const { path, sequence } of sample) {
      const target = `${this.#home}/restored`;
      mkdirSync(target);
      await this.installation.restore(target, { type: 'version', sequence });
      if (digestOf(`${target}/${path}`) !== this.#seen.get(`${sequence} ${path}`)) throw new Error(`version ${sequence} of ${path} came back as something else`);
      rmSync(target, { recursive: true });
    }
    return sample.length;
  }
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** A run's root and footer are alive until a checkpoint supersedes them; packs and superseded runs are alive by the live part of their segments alone. */
function deadBytes({ kind, superseded, sizeBytes, segments }: MeasuredContainer): number {
  const share = ({ liveBytes, totalBytes }: MeasuredContainer['segments'][number]) => (totalBytes === 0 ? 0 : liveBytes / totalBytes);
  const live = segments.reduce((total, segment) => total + segment.sealedBytes * share(segment), 0);
  const all = segments.reduce((total, segment) => total + segment.sealedBytes, 0);
  return (kind === 'run' && !superseded) || live > 0 ? all - live : sizeBytes;
}
