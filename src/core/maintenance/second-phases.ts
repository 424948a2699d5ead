import type { CodedError } from '../../base/coded-error.js';
import { readCondemnedLists, type StoredCondemnedList } from '../vault/condemned/condemned-list.js';
import { secondPhase, unacknowledgedBy } from '../vault/condemned/two-phases.js';
import { readRegistrations, type StoredRegistration } from '../vault/writers/registration.js';
import { parseCondemnedName, parseRunName } from '../vault/object-names.js';
import { listContainers, withFooters, type ListedContainer, type OpenedContainer } from './containers.js';
import { copyContainers } from './copy-containers.js';
import type { LiveHistory, LiveReader } from './live-history.js';
import type { MaintenanceContext } from './maintenance-run.js';

export interface CarriedOut {
  deletedObjects: number;
  freedBytes: number;
  copiedBytes: number;
  /** Devices whose acknowledgement is waited for. */
  readonly waitingFor: Set<string>;
}

export interface CarryOutOptions {
  /** Also deletes condemned objects whose content cannot be told any more. */
  readonly discardDamaged?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** After copying, everything is read once more before the copied objects go; a third pass would find nothing new. */
const PASSES = 2;

/**
 * The second phase for every list that is due: section 11 of docs/vault-format.md, in its order of reading (registrations, runs, condemned lists, packs) and of
 * writing (objects, registrations of expelled writers, the list). Killed anywhere, it goes on from the beginning next time.
 */
export async function carryOutLists(context: MaintenanceContext, reader: LiveReader, options: CarryOutOptions = {}): Promise<CarriedOut> {
  const total: CarriedOut = { deletedObjects: 0, freedBytes: 0, copiedBytes: 0, waitingFor: new Set() };
  for (let pass = 0; pass < PASSES; pass += 1) {
    total.waitingFor.clear();
    if (!await carryOutOnce(context, reader, total, options)) break;
  }
  return total;
}

/** Whether something was copied, so that another pass can delete it. */
async function carryOutOnce(context: MaintenanceContext, reader: LiveReader, total: CarriedOut, { discardDamaged, signal }: CarryOutOptions): Promise<boolean> {
  const { session } = context;
  const { lists: stored, damaged } = await readCondemnedLists(session.store, session.vault, signal);
  if (stored.length === 0) return false;
  const registrations = await readRegistrations(session.store, session.vault, signal);
  const history = await reader.read(signal);
  const isGivenUp = (name: string) => discardDamaged === true || history.torn.has(name);
  await session.reconcileIndex(signal);
  const present = new Map((await listContainers(session, signal)).map(container => [container.name, container]));
  // A list that a later one condemns goes like any other object, but only where nobody can carry it out any more.
  for (const { name, modifiedMs } of damaged) present.set(name, { name, modifiedMs, sizeBytes: 0 });
  let copied = false;
  for (const list of stored) {
    for (const writer of unacknowledgedBy(list, registrations, asAcknowledging(history))) total.waitingFor.add(deviceOf(writer, registrations));
    const opened = await openObjects(context, list, present, signal);
    const needed = (name: string) => (opened.unreadable.has(name) && !isGivenUp(name)) || isNeeded(context, history, opened.containers.get(name));
    const phase = secondPhase(list, registrations, asAcknowledging(history), needed);
    if (!phase) continue;
    for (const name of phase.remove) {
      const object = present.get(name);
      if (!object) continue;
      await session.store.delete(name, { signal });
      if (session.store.capabilities.deferredDelete) continue;
      total.deletedObjects += 1;
      total.freedBytes += object.sizeBytes;
    }
    for (const { name, writer } of registrations) if (list.expelled.includes(writer)) await session.store.delete(name, { signal });
    const readable = phase.copyFirst.flatMap(name => opened.containers.get(name) ?? []);
    if (readable.length > 0) {
      const { containers, bytes } = await copyContainers(context, history.live, readable, signal);
      total.copiedBytes += bytes;
      copied ||= containers.length > 0;
    }
    const deferred = session.store.capabilities.deferredDelete && phase.remove.some(name => present.has(name));
    if (phase.copyFirst.length === 0 && !deferred) await session.store.delete(list.name, { signal });
  }
  return copied;
}

interface OpenedObjects {
  readonly containers: ReadonlyMap<string, OpenedContainer>;
  /** Footers that cannot be read: whether they are needed cannot be told, so they stay. */
  readonly unreadable: ReadonlySet<string>;
}

async function openObjects({ session, logger }: MaintenanceContext, list: StoredCondemnedList, present: ReadonlyMap<string, ListedContainer>, signal: AbortSignal | undefined): Promise<OpenedObjects> {
  const containers = new Map<string, OpenedContainer>();
  const unreadable = new Set<string>();
  await withFooters(session, list.objects.flatMap(name => (parseCondemnedName(name) ? [] : present.get(name) ?? [])), container => void containers.set(container.name, container), ({ name }, failure: CodedError) => {
    if (failure.code === 'vault.missing-object') return;
    unreadable.add(name);
    logger.warn('a condemned object is damaged and stays', { name, failure: failure.message });
  }, signal);
  return { containers, unreadable };
}

/** A run object is needed for itself until a checkpoint supersedes it: nobody condemns one before, but a list is only believed about chunks. */
function isNeeded({ session }: MaintenanceContext, { live, runs }: LiveHistory, container: OpenedContainer | undefined): boolean {
  if (!container) return false;
  const run = parseRunName(container.name);
  return (run !== undefined && runs.some(({ sha256 }) => sha256 === run.sha256)) || live.isNeeded(container.footer, session.index);
}

function asAcknowledging({ runs }: LiveHistory) {
  return runs.map(({ writer, root }) => ({ writer, acknowledged: root.acknowledged }));
}

function deviceOf(writer: string, registrations: readonly StoredRegistration[]): string {
  return registrations.findLast(entry => entry.writer === writer)?.device || writer;
}
