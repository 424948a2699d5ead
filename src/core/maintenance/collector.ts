import { CodedError } from '../../base/coded-error.js';
import type { RememberedHeads } from '../backup/remembered-heads.js';
import { wasExpelled } from '../backup/expulsion.js';
import type { LiveSet } from '../ports/engine.js';
import type { SpaceReserve } from '../ports/space-reserve.js';
import { checkClock } from '../vault/collection/clock-sanity.js';
import { planCollection, type CollectionPlan } from '../vault/collection/collection-plan.js';
import { condemnedObjects } from '../vault/condemned/two-phases.js';
import { readRegistrations } from '../vault/writers/registration.js';
import { formatRunName } from '../vault/object-names.js';
import { checkpointDespiteDamage, checkpointIfDue } from './checkpoint.js';
import { clearNotices } from './clear-notices.js';
import { acknowledge, condemn } from './condemn.js';
import { listContainers, withFooters, type ListedContainer, type OpenedContainer } from './containers.js';
import { copyContainers } from './copy-containers.js';
import type { DayBudget } from './day-budget.js';
import { LiveReader, type LiveHistory } from './live-history.js';
import { PACK_BYTES } from '../backup/pack-sizes.js';
import type { MaintenanceContext } from './maintenance-run.js';
import { measureVault } from './measure-vault.js';
import { retainSource } from './retention-run.js';
import type { ScanImages } from './scan-images.js';
import { carryOutLists, type CarryOutOptions } from './second-phases.js';
import { silentWriters } from './writer-signs.js';

export interface CollectorOptions {
  readonly context: MaintenanceContext;
  readonly heads: RememberedHeads;
  readonly newLiveSet: () => LiveSet;
  readonly reserve: SpaceReserve;
  readonly budget: DayBudget;
  readonly images: Pick<ScanImages, 'giveUp'>;
  /** Containers that a verification found damaged. */
  readonly damaged: () => ReadonlySet<string>;
}

export interface CollectRequest {
  /** Sources that this installation writes; for others nothing is decided, but all are folded for what they keep alive. */
  readonly sources: readonly string[];
  readonly hasSchedule: boolean;
  /** Gives up what cannot be read: damaged notices of other writers and collectors, and damaged objects. The next backup reads every file and stores again what is lacking then. */
  readonly discardDamaged?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface CollectReport {
  droppedVersions: number;
  checkpoints: number;
  condemnedObjects: number;
  deletedObjects: number;
  freedBytes: number;
  rewrittenBytes: number;
  /** Devices that have not acknowledged a condemned list; what it names is deleted once they have. */
  waitingFor: readonly string[];
}

/** Stored bytes copied between two condemned lists: what a full disk must have room for beside the originals. */
const BATCH_BYTES = PACK_BYTES;
/** With other writers about, what nothing refers to may be a run on its way; it is given this long before it is condemned. */
const SETTLING_MS = 24 * 3_600_000;

/**
 * Brings a vault back to what its kept versions need: retention, checkpoints, and the two-phase collection of section 11 of docs/vault-format.md.
 *
 * - Order: clock, retention, lists that are due, objects that are dead as a whole (they free space without taking any), then checkpoints and copying, batch by batch.
 * - Where this is the only writer, one call condemns and deletes; else what it condemns is deleted by a later call.
 * - On a full store the reserve is given back and the work begun again: all of it can be repeated. The reserve is taken again at the end.
 * - Fails with `vault.clock-disagrees`, with `vault.collection-blocked`, and with the problem of any source whose history is not whole; nothing was deleted then.
 */
export class Collector {
  readonly #options: CollectorOptions;

  constructor(options: CollectorOptions) {
    this.#options = options;
  }

  /** undefined: this writer was expelled; it has to take a new id before it may collect. */
  async collect(request: CollectRequest): Promise<CollectReport | undefined> {
    const { context, reserve } = this.#options;
    const report: CollectReport = { droppedVersions: 0, checkpoints: 0, condemnedObjects: 0, deletedObjects: 0, freedBytes: 0, rewrittenBytes: 0, waitingFor: [] };
    try {
      return await this.#collect(request, report);
    } catch (failure) {
      if (!isFull(failure) || !await reserve.isHeld()) throw failure;
      context.logger.warn('the vault is full; the reserve is used to collect');
      await reserve.release();
      return await this.#collect(request, report);
    } finally {
      await reserve.hold().catch((failure: unknown) => context.logger.warn('the reserve could not be taken again', { failure: String(failure) }));
    }
  }

  async #collect({ sources, hasSchedule, discardDamaged, signal }: CollectRequest, report: CollectReport): Promise<CollectReport | undefined> {
    const { context, heads, newLiveSet, images } = this.#options;
    const { session, catalog, clock, identity } = context;
    const reader = new LiveReader({ session, catalog, heads, newLiveSet });
    await session.reconcileIndex(signal);
    if (await wasExpelled(session, identity.writer, signal)) return undefined;
    await clearNotices(context, discardDamaged === true, signal);
    if (discardDamaged) {
      for (const source of sources) {
        await images.giveUp(source); // says "unchanged" of files whose content may be about to be given up
        await checkpointDespiteDamage(context, heads, source, signal);
      }
    }
    const { newestRunMs } = await reader.runs(signal);
    checkClock({ nowMs: clock.nowMs(), newestRunMs, storeMs: await session.store.serverTimeMs({ signal }) });

    for (const source of sources) report.droppedVersions += await retainSource(context, source, { hasSchedule, signal });
    await acknowledge(context, signal);
    await this.#carryOut(reader, report, { discardDamaged, signal });
    await this.#collectDead(reader, report, { discardDamaged, signal });
    for (const source of sources) if (await checkpointIfDue(context, heads, source, signal)) report.checkpoints += 1;
    await this.#rewrite(reader, report, signal);
    return report;
  }

  async #carryOut(reader: LiveReader, report: CollectReport, options: CarryOutOptions): Promise<void> {
    const done = await carryOutLists(this.#options.context, reader, options);
    report.deletedObjects += done.deletedObjects;
    report.freedBytes += done.freedBytes;
    report.rewrittenBytes += done.copiedBytes;
    report.waitingFor = [...done.waitingFor].sort();
  }

  async #collectDead(reader: LiveReader, report: CollectReport, options: CarryOutOptions): Promise<void> {
    const { context } = this.#options;
    const { signal } = options;
    const { plan, history, unreadable } = await this.#plan(reader, 0, signal);
    const lost = unreadable.filter(name => history.torn.has(name) || (options.discardDamaged && !history.runs.some(run => formatRunName(run) === name)));
    for (const name of lost) context.logger.warn(history.torn.has(name) ? 'what is left of a run that was never committed is removed' : 'a damaged object is given up', { name });
    const dead = [...plan.condemn, ...lost];
    const { session, clock, identity } = context;
    const expelled = silentWriters(await readRegistrations(session.store, session.vault, signal), history.runs, identity, clock.nowMs());
    const blocked = expelled.length > 0 && report.waitingFor.length > 0;
    if (dead.length === 0 && !blocked) return;
    await condemn(context, dead, expelled, signal);
    report.condemnedObjects += dead.length;
    await this.#carryOut(reader, report, options);
  }

  /** Copies batch by batch what the plan wants rewritten, and condemns each batch before the next one takes space. */
  async #rewrite(reader: LiveReader, report: CollectReport, signal: AbortSignal | undefined): Promise<void> {
    const { context, budget } = this.#options;
    const { plan, history, listed } = await this.#plan(reader, budget.leftBytes, signal);
    const batches = batchesOf(plan);
    for (const names of batches) {
      const opened = await openAll(context, names, listed, signal);
      const copied = await copyContainers(context, history.live, opened, signal);
      budget.spend(copied.bytes);
      report.rewrittenBytes += copied.bytes;
      if (copied.containers.length === 0) continue;
      await condemn(context, copied.containers.map(container => container.name), [], signal);
      report.condemnedObjects += copied.containers.length;
      await this.#carryOut(reader, report, { signal });
    }
  }

  /** Order of reading: condemned lists, packs, runs; so that what a run commits meanwhile is live, not dead. */
  async #plan(reader: LiveReader, budgetBytes: number, signal: AbortSignal | undefined): Promise<{ readonly plan: CollectionPlan; readonly history: LiveHistory; readonly listed: readonly ListedContainer[]; readonly unreadable: readonly string[] }> {
    const { context, damaged } = this.#options;
    const { session, identity, clock } = context;
    const condemned = condemnedObjects(await session.refreshCondemned(signal));
    const listed = (await listContainers(session, signal)).filter(({ name }) => !condemned.has(name));
    const history = await reader.read(signal);
    const unreadable: string[] = [];
    const measured = await measureVault(context, history, listed, damaged(), signal, name => unreadable.push(name));
    const alone = (await readRegistrations(session.store, session.vault, signal)).every(({ writer }) => writer === identity.writer);
    const settling = new Set(alone ? [] : listed.filter(({ modifiedMs }) => modifiedMs !== undefined && clock.nowMs() - modifiedMs < SETTLING_MS).map(({ name }) => name));
    const isMovable = ({ name }: { readonly name: string }) => !damaged().has(name);
    const settled = measured.filter(container => !settling.has(container.name) || container.segments.some(({ liveBytes }) => liveBytes > 0));
    const dead = planCollection(settled, { budgetBytes: 0, packBytes: PACK_BYTES });
    const plan = budgetBytes > 0 ? planCollection(settled.filter(isMovable), { budgetBytes, packBytes: PACK_BYTES }) : dead;
    return { plan: { ...plan, condemn: dead.condemn }, history, listed, unreadable: unreadable.filter(name => !settling.has(name)) };
  }
}

/** The plan's groups put together until a batch is full; dead objects that turned up by now (superseded runs without data) go with the first. */
function batchesOf({ rewrite, condemn: dead }: CollectionPlan): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const group of [...(dead.length > 0 ? [{ containers: dead, copiedBytes: 0 }] : []), ...rewrite]) {
    if (bytes + group.copiedBytes > BATCH_BYTES) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(...group.containers);
    bytes += group.copiedBytes;
  }
  return batches;
}

async function openAll({ session, logger }: MaintenanceContext, names: readonly string[], listed: readonly ListedContainer[], signal: AbortSignal | undefined): Promise<readonly OpenedContainer[]> {
  const wanted = new Set(names);
  const opened: OpenedContainer[] = [];
  await withFooters(session, listed.filter(({ name }) => wanted.has(name)), container => void opened.push(container),
    ({ name }, failure) => logger.warn('a container is not rewritten', { name, failure: failure.message }), signal);
  return opened.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isFull(failure: unknown): boolean {
  return failure instanceof CodedError && failure.code === 'store.full';
}
