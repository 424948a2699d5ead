import { CodedError } from '../../base/coded-error.js';
import type { RememberedHeads } from '../backup/remembered-heads.js';
import type { VaultSession } from '../backup/vault-session.js';
import type { CatalogReader } from '../ports/catalog.js';
import type { LiveSet } from '../ports/engine.js';
import type { RunChain } from '../vault/runs/run-chain.js';
import { listContainers, withFooters, type ListedContainer } from './containers.js';
import type { DamageReport } from './damage-report.js';
import { addLive } from './live-history.js';

/** A source as far as the vault can tell its history. */
export interface SurveyedSource {
  readonly id: string;
  readonly chain: RunChain;
  readonly live: LiveSet;
  /** Containers in which something of it lies, ascending by name. */
  readonly holders: readonly ListedContainer[];
}

export interface Survey {
  readonly containers: ReadonlyMap<string, ListedContainer>;
  readonly sources: readonly SurveyedSource[];
}

export interface SurveyOptions {
  readonly session: VaultSession;
  readonly catalog: CatalogReader;
  readonly heads: RememberedHeads;
  readonly newLiveSet: () => LiveSet;
}

/**
 * Looks at everything that can be told without reading content: listing, footers, run chains, histories. What is wrong goes into `damage`; a source whose history cannot be read
 * is reported and left out.
 *
 * Cost: the record streams of all sources, and one to two round trips a container.
 */
export async function surveyVault({ session, catalog, heads, newLiveSet }: SurveyOptions, damage: DamageReport, signal?: AbortSignal): Promise<Survey> {
  await session.reconcileIndex(signal);
  const containers = new Map((await listContainers(session, signal)).map(container => [container.name, container]));
  const listed = await session.runs.list(signal);
  const read: { readonly id: string; readonly chain: RunChain; readonly live: LiveSet; readonly holders: ListedContainer[] }[] = [];
  for (const id of new Set([...listed.keys(), ...catalog.sources().filter(source => source.lastSequence > 0).map(source => source.id)])) {
    try {
      const chain = await session.runs.chain(id, await heads.head(id), signal);
      for (const problem of chain.problems) damage.add(nameOf(problem, `runs/${id}`), problem.code);
      const live = newLiveSet();
      await addLive(session, chain, live, signal);
      read.push({ id, chain, live, holders: [] });
    } catch (failure) {
      if (!isDamage(failure)) throw failure;
      const name = nameOf(failure, '');
      if (name !== '') damage.add(name, failure.code);
      damage.unreadable(id, failure.code);
    }
  }
  await withFooters(session, containers.values(), ({ footer, ...container }) => {
    for (const { live, holders } of read) if (live.measure(footer).some(({ liveBytes }) => liveBytes > 0)) holders.push(container);
  }, ({ name }, { code }) => damage.add(name, code), signal);
  return { containers, sources: read.map(source => ({ ...source, holders: source.holders.sort((a, b) => (a.name < b.name ? -1 : 1)) })) };
}

const DAMAGE = new Set(['vault.damaged-object', 'vault.missing-object', 'restore.content-missing', 'vault.wrong-key', 'catalog.bad-record']);

export function isDamage(failure: unknown): failure is CodedError {
  return failure instanceof CodedError && DAMAGE.has(failure.code);
}

function nameOf({ data }: CodedError, otherwise: string): string {
  const name = data['name'] ?? data['container'];
  return typeof name === 'string' ? name : otherwise;
}
