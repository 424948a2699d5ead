import type { RememberedHeads } from '../backup/remembered-heads.js';
import type { VaultSession } from '../backup/vault-session.js';
import type { CatalogReader } from '../ports/catalog.js';
import type { ContentReference, LiveSet } from '../ports/engine.js';
import { formatRunName } from '../vault/object-names.js';
import { foldStreams, type Run, type RunChain } from '../vault/runs/run-chain.js';
import type { ListedRun } from '../vault/runs/run-log.js';
import { contentIds } from './content-ids.js';
import { finished } from '../backup/finished-job.js';

/** Every source of the vault, also those of other devices, as its run objects tell. */
export interface VaultRuns {
  readonly chains: ReadonlyMap<string, RunChain>;
  readonly runs: readonly Run[];
  /** Names of run objects that a later checkpoint of their source supersedes. */
  readonly superseded: ReadonlySet<string>;
  /** Names of what is left of run objects that were never committed. */
  readonly torn: ReadonlySet<string>;
  readonly newestRunMs: number | undefined;
}

export interface LiveHistory extends VaultRuns {
  /** Every chunk that a kept version, or the history itself, is made of. */
  readonly live: LiveSet;
}

export interface LiveReaderOptions {
  readonly session: VaultSession;
  readonly catalog: CatalogReader;
  readonly heads: RememberedHeads;
  readonly newLiveSet: () => LiveSet;
}

/**
 * Reads what is live in a vault. Reading again costs a listing of run names as long as no run was added.
 *
 * Refuses with the chain's problem (`vault.forked-source`, `vault.missing-object`, `vault.rolled-back`) when any source's history is not whole, also when a source that the catalog knows has
 * no runs at all: what its missing runs refer to would look dead.
 */
export class LiveReader {
  readonly #options: LiveReaderOptions;
  #runs: { readonly listing: string; readonly value: VaultRuns } | undefined;
  #live: { readonly of: VaultRuns; readonly value: LiveHistory } | undefined;

  constructor(options: LiveReaderOptions) {
    this.#options = options;
  }

  async runs(signal?: AbortSignal): Promise<VaultRuns> {
    const { session, catalog, heads } = this.#options;
    const listed = await session.runs.list(signal);
    const listing = [...listed.values()].flat().map(run => run.sha256).join();
    if (this.#runs?.listing === listing) return this.#runs.value;
    const sources = new Set([...listed.keys(), ...catalog.sources().filter(source => source.lastSequence > 0).map(source => source.id)]);
    const chains = new Map<string, RunChain>();
    for (const source of sources) {
      const chain = await session.runs.chain(source, await heads.head(source), signal);
      if (chain.problems[0]) throw chain.problems[0];
      chains.set(source, chain);
    }
    const runs = [...chains.values()].flatMap(chain => chain.runs);
    const newestRunMs = runs.reduce<number | undefined>((newest, { root }) => Math.max(newest ?? root.finishedMs, root.finishedMs), undefined);
    const torn = new Set([...chains.values()].flatMap(chain => chain.torn.map(formatRunName)));
    const value = { chains, runs, newestRunMs, torn, superseded: new Set([...listed].flatMap(([source, names]) => supersededOf(names, chains.get(source)))) };
    this.#runs = { listing, value };
    return value;
  }

  async read(signal?: AbortSignal): Promise<LiveHistory> {
    const runs = await this.runs(signal);
    if (this.#live?.of === runs) return this.#live.value;
    const live = this.#options.newLiveSet();
    for (const chain of runs.chains.values()) await addLive(this.#options.session, chain, live, signal);
    const value = { ...runs, live };
    this.#live = { of: runs, value };
    return value;
  }
}

/** Adds all that one source keeps alive. */
export async function addLive(session: VaultSession, chain: RunChain, live: LiveSet, signal?: AbortSignal): Promise<void> {
  if (chain.runs.length === 0) return;
  await finished(session.vault.fold({ index: session.index, source: session.blobs, streams: foldStreams(chain), live }), signal);
  for (const content of unfolded(chain)) {
    for await (const ids of contentIds(session, content, signal)) live.add(ids);
  }
}

/** What roots refer to although folding does not read it: a checkpoint's own streams and its list of runs. */
function unfolded({ runs }: RunChain): readonly ContentReference[] {
  const root = runs[0]?.root;
  if (!root?.checkpoint) return [];
  return [root.checkpoint.runs, root.records, ...(root.operations ? [root.operations] : [])];
}

function supersededOf(names: readonly ListedRun[], chain: RunChain | undefined): readonly string[] {
  const oldest = chain?.runs[0];
  return oldest?.root.checkpoint ? names.filter(name => name.sequence < oldest.sequence).map(formatRunName) : [];
}
