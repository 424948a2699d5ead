import type { Logger } from '../../base/logger.js';
import type { BlobSink, BlobSource, EngineIndex, EngineVault } from '../ports/engine.js';
import type { ObjectStore } from '../ports/object-store.js';
import { readCondemnedLists, type CondemnedLists, type StoredCondemnedList } from '../vault/condemned/condemned-list.js';
import { acknowledgements, condemnedObjects } from '../vault/condemned/two-phases.js';
import { getOrMissing, readContainerTail } from '../vault/container-tail.js';
import { parsePackName, parseRunName } from '../vault/object-names.js';
import { RunLog } from '../vault/runs/run-log.js';
import type { RunIntentions } from './run-intentions.js';

export interface VaultSessionOptions {
  readonly store: ObjectStore;
  readonly vault: EngineVault;
  readonly index: EngineIndex;
  readonly intentions: RunIntentions;
  readonly logger: Logger;
}

/** Footers are read by this many calls at once: enough to hide a round trip, few enough for a slow NAS. */
const FOOTER_CALLS = 8;
/** Footers handed to the index at once; bounds memory at about 64 MiB. */
const FOOTER_BATCH = 64;

/** One vault, opened for work by this process. */
export class VaultSession {
  readonly store: ObjectStore;
  readonly vault: EngineVault;
  readonly index: EngineIndex;
  readonly runs: RunLog;
  readonly intentions: RunIntentions;
  readonly #logger: Logger;
  #condemned: CondemnedLists = { lists: [], damaged: [] };

  constructor({ store, vault, index, intentions, logger }: VaultSessionOptions) {
    this.store = store;
    this.vault = vault;
    this.index = index;
    this.intentions = intentions;
    this.runs = new RunLog(store, vault);
    this.#logger = logger;
  }

  /** Serves stored bytes to the engine; a missing object is `vault.missing-object`. */
  readonly blobs: BlobSource = (name, offset, length) =>
    getOrMissing(this.store, name, offset < 0 ? { suffix: length } : { offset, length }, undefined);

  /** Stores packs of the engine and lets the index know them at once, so that an interrupted run is not stored twice. */
  readonly sink: BlobSink = async pack => {
    await this.store.put(pack.name, pack.bytes);
    this.index.add([{ name: pack.name, footer: pack.footer }]);
  };

  /** Ids of the condemned lists that this session has read: what its runs acknowledge. */
  get acknowledged(): readonly string[] {
    return acknowledgements(this.#condemned.lists);
  }

  /** Condemned lists that cannot be read, as this session last saw them; ascending by epoch. */
  get damagedLists(): CondemnedLists['damaged'] {
    return this.#condemned.damaged;
  }

  /**
   * Brings the chunk index in step with what is in the vault: to be called before the first run of a process, and after collections.
   *
   * Footers of containers it does not know are read; hits in containers that are gone or condemned become misses. Cost: two listings, and one to two round
   * trips per unknown container. A container whose footer is damaged is left out, so that its chunks are stored again when they are met.
   */
  async reconcileIndex(signal?: AbortSignal): Promise<void> {
    await this.refreshCondemned(signal);
    const known = new Set(this.index.containers());
    const present = new Set<string>();
    const unknown: { readonly name: string; readonly sizeBytes: number }[] = [];
    for (const prefix of ['packs/', 'runs/']) {
      for await (const { name, sizeBytes } of this.store.list(prefix, { signal })) {
        if (!parsePackName(name) && !parseRunName(name)) continue;
        present.add(name);
        if (!known.has(name)) unknown.push({ name, sizeBytes });
      }
    }
    const gone = [...known].filter(name => !present.has(name));
    if (gone.length > 0) this.index.exclude(gone);
    for (let from = 0; from < unknown.length; from += FOOTER_BATCH) {
      await this.#addFooters(unknown.slice(from, from + FOOTER_BATCH), signal);
    }
    if (unknown.length > 0) await this.index.flush();
  }

  /**
   * Reads condemned lists that appeared since; from now on nothing new refers to what they name. One that is damaged may name anything that is not younger than itself. Cost: one listing; with a
   * damaged list two more.
   */
  async refreshCondemned(signal?: AbortSignal): Promise<readonly StoredCondemnedList[]> {
    this.#condemned = await readCondemnedLists(this.store, this.vault, signal);
    const names = [...condemnedObjects(this.#condemned.lists), ...await this.#perhapsCondemned(signal)];
    if (names.length > 0) this.index.exclude(names);
    return this.#condemned.lists;
  }

  async #perhapsCondemned(signal: AbortSignal | undefined): Promise<readonly string[]> {
    const { damaged } = this.#condemned;
    if (damaged.length === 0) return [];
    const youngestMs = damaged.reduce((youngest, { modifiedMs }) => Math.max(youngest, modifiedMs ?? Number.POSITIVE_INFINITY), 0);
    const names: string[] = [];
    for (const prefix of ['packs/', 'runs/']) {
      for await (const { name, modifiedMs } of this.store.list(prefix, { signal })) if (modifiedMs === undefined || modifiedMs <= youngestMs) names.push(name);
    }
    this.#logger.warn('a condemned list is damaged; nothing new relies on what is older', { name: damaged[0]?.name, objects: names.length });
    return names;
  }

  async #addFooters(containers: readonly { readonly name: string; readonly sizeBytes: number }[], signal: AbortSignal | undefined): Promise<void> {
    const footers: { name: string; footer: Buffer }[] = [];
    const queue = [...containers];
    const work = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        try {
          footers.push({ name: next.name, footer: (await readContainerTail(this.store, this.vault, next, signal)).footer });
        } catch (failure) {
          if ((failure as { code?: string }).code !== 'vault.damaged-object') throw failure;
          this.#logger.warn('a damaged container is not used', { name: next.name, failure: String(failure) });
        }
      }
    };
    await Promise.all(Array.from({ length: FOOTER_CALLS }, work));
    this.index.add(footers);
  }
}
