import type { Buffer } from 'node:buffer';
import type { ObjectStore } from '../../ports/object-store.js';
import { JsonShapeError } from '../json-reader.js';
import { formatKeySlot, parseKeySlot, type KeySlot } from './key-slot.js';

const SLOT_NAME = /^keys\/([0-9a-f]{16})-([0-9a-f]{8})\.json$/;

/** A slot as one of its revisions has it. */
export interface StoredSlot {
  readonly slot: KeySlot;
  readonly revision: number;
}

/** All revisions of one slot that can be parsed, newest first, and the number of the newest, damaged or not. */
export interface SlotHistory {
  readonly slot: string;
  readonly revisions: readonly StoredSlot[];
  readonly newestRevision: number;
}

/**
 * Reads every slot. One round trip for the listing and one a slot object; a vault has a handful.
 *
 * A revision that is damaged, or that names another slot than its object, is passed over: an older one may still open the vault.
 */
export async function readSlots(store: ObjectStore, signal?: AbortSignal): Promise<readonly SlotHistory[]> {
  const found = new Map<string, { newestRevision: number; revisions: StoredSlot[] }>();
  for await (const { name } of store.list('keys/', { signal })) {
    const [, id, digits] = SLOT_NAME.exec(name) ?? [];
    if (id === undefined || digits === undefined) continue;
    const revision = Number.parseInt(digits, 16);
    const history = found.get(id) ?? { newestRevision: 0, revisions: [] };
    found.set(id, history);
    history.newestRevision = Math.max(history.newestRevision, revision);
    const slot = tryParse(await store.get(name, undefined, { signal }));
    if (slot?.slot === id) history.revisions.push({ slot, revision });
  }
  return [...found].map(([slot, { newestRevision, revisions }]) => ({
    slot, newestRevision, revisions: revisions.sort((a, b) => b.revision - a.revision),
  }));
}

/** Refuses with `store.exists` where the store can tell that another program took the revision. */
export async function putSlot(store: ObjectStore, { slot, revision }: StoredSlot, signal?: AbortSignal): Promise<void> {
  await store.put(slotName(slot.slot, revision), formatKeySlot(slot), { ifAbsent: store.capabilities.conditionalPut, signal });
}

/** Removes the revisions of a slot below `revision`, the oldest first: what is left after a crash is the newest. */
export async function dropRevisionsBelow(store: ObjectStore, slot: string, revision: number, signal?: AbortSignal): Promise<void> {
  const names: string[] = [];
  for await (const { name } of store.list(`keys/${slot}-`, { signal })) {
    const digits = SLOT_NAME.exec(name)?.[2];
    if (digits !== undefined && Number.parseInt(digits, 16) < revision) names.push(name);
  }
  for (const name of names) await store.delete(name, { signal });
}

export function slotName(slot: string, revision: number): string {
  return `keys/${slot}-${revision.toString(16).padStart(8, '0')}.json`;
}

function tryParse(bytes: Buffer): KeySlot | undefined {
  try {
    return parseKeySlot(bytes);
  } catch (failure) {
    if (failure instanceof JsonShapeError) return undefined;
    throw failure;
  }
}
