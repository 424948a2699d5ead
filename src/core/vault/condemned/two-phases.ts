import type { Registration } from '../writers/registration.js';
import { parseCondemnedName, parsePackName, parseRunName } from '../object-names.js';
import type { StoredCondemnedList } from './condemned-list.js';

/*
 * The decisions of the two-phase collection, section 11 of docs/vault-format.md, as pure functions.
 *
 * Why it is safe: an object is deleted only when no run refers to it that was visible after every writer had read the
 * list. A run that was still on its way then had read the list too, or its writer was expelled and checks everything.
 */

type List = Pick<StoredCondemnedList, 'id' | 'objects' | 'expelled' | 'epoch'>;
type Acknowledging = Pick<Registration, 'writer' | 'acknowledged'>;

/** Registered writers that have neither acknowledged the list, by a run or a registration, nor been expelled by it. */
export function unacknowledgedBy(list: List, registrations: readonly Acknowledging[], runs: readonly Acknowledging[]): readonly string[] {
  const expelled = new Set(list.expelled);
  const acknowledged = new Set([...registrations, ...runs].filter(entry => entry.acknowledged.includes(list.id)).map(entry => entry.writer));
  return [...new Set(registrations.map(entry => entry.writer))].filter(writer => !expelled.has(writer) && !acknowledged.has(writer));
}

export interface SecondPhase {
  readonly remove: readonly string[];
  /** Still needed: their live chunks are copied first, and the list stays until they too are gone. */
  readonly copyFirst: readonly string[];
}

/**
 * What of a list may be deleted now; undefined while a writer is still waited for.
 *
 * - Order of reading is part of the contract: registrations, then runs, then condemned lists, then packs, all after the list
 *   was stored. `isNeeded(object)`: it holds a live chunk that no object outside *all* condemned lists holds.
 * - Order of writing: `remove` is deleted, then the registrations of expelled writers, and once `copyFirst` is empty the list.
 * - What is condemned once is never used again. A collector that was suspended between deciding and deleting
 *   therefore does no harm whenever it goes on, and any number of collectors may carry out one list.
 */
export function secondPhase(
  list: List, registrations: readonly Acknowledging[], runs: readonly Acknowledging[], isNeeded: (object: string) => boolean,
): SecondPhase | undefined {
  if (unacknowledgedBy(list, registrations, runs).length > 0) return undefined;
  const collectable = list.objects.filter(isCollectable);
  return { remove: collectable.filter(name => !isNeeded(name)), copyFirst: collectable.filter(isNeeded) };
}

/** Objects in which a writer must not find chunks any more. */
export function condemnedObjects(lists: readonly List[]): ReadonlySet<string> {
  return new Set(lists.flatMap(list => list.objects));
}

/** What a run or a registration states as acknowledged: exactly the lists its writer has read. */
export function acknowledgements(lists: readonly List[]): readonly string[] {
  return lists.map(list => list.id).sort();
}

/** A writer that a list names, or whose registration is gone, takes a new id and checks everything it relies on. */
export function isExpelled(writer: string, lists: readonly List[], registrations: readonly Acknowledging[]): boolean {
  return lists.some(list => list.expelled.includes(writer)) || !registrations.some(entry => entry.writer === writer);
}

export function nextEpoch(lists: readonly Pick<List, 'epoch'>[]): number {
  return Math.max(0, ...lists.map(list => list.epoch)) + 1;
}

/** Nothing but packs, run objects and other lists is ever deleted on the word of a list. Lists: damaged ones, which nobody can carry out any more. */
function isCollectable(name: string): boolean {
  return parsePackName(name) !== undefined || parseRunName(name) !== undefined || parseCondemnedName(name) !== undefined;
}
