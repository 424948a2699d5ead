import { createHash } from 'node:crypto';
import {
  acknowledgements, condemnedObjects, isExpelled, nextEpoch, secondPhase,
} from '../../../../../src/core/vault/condemned/two-phases.js';

/*
 * A model of writers and collectors on one store. Every actor is a generator that yields before each call of the store,
 * so that a scheduler can suspend or kill it there. Packs are sets of chunks; everything is live that a run of the
 * newest of its source refers to. The decisions are the product's own functions.
 */

/** What can be left out of the protocol, to see that the model would notice. */
export interface Protocol {
  readonly readsListsBeforePacks: boolean;
  readonly checksAfterCommit: boolean;
  readonly readsRunsAgain: boolean;
  readonly waitsForWriters: boolean;
  readonly acknowledgesIds: boolean; // otherwise everything up to an epoch
  readonly ignoresCondemnedHolders: boolean;
  readonly condemnsForGood: boolean;
}

export const SOUND: Protocol = {
  readsListsBeforePacks: true, checksAfterCommit: true, readsRunsAgain: true, waitsForWriters: true,
  acknowledgesIds: true, ignoresCondemnedHolders: true, condemnsForGood: true,
};

export type Actor = Generator<void, void, void>;
export type Rng = (below: number) => number;

interface List { readonly id: string; readonly epoch: number; readonly objects: readonly string[]; readonly expelled: readonly string[]; readonly runsThen: readonly Run[] }
interface Run { readonly writer: string; readonly source: number; readonly chunks: readonly number[]; readonly acknowledged: readonly string[]; readonly epoch: number }
interface Registered { readonly writer: string; readonly acknowledged: readonly string[]; readonly epoch: number }

const KEPT_RUNS = 1;
const CHUNKS = 4;

export class Model {
  readonly packs = new Map<string, readonly number[]>();
  readonly runs: Run[] = [];
  lists: readonly List[] = [];
  registrations: readonly Registered[] = [];
  /** Sources whose newest run was committed by an expelled writer that has not noticed yet: it is not reported as committed. */
  readonly unchecked = new Set<number>();
  readonly expelled = new Set<string>();
  deleted = 0;
  #names = 0;

  /** A source with a chunk of it that a kept run needs and no pack has. */
  loss(): string | undefined {
    const stored = new Set([...this.packs.values()].flat());
    const lost = keptRuns(this.runs).find(run => !this.unchecked.has(run.source) && run.chunks.some(chunk => !stored.has(chunk)));
    return lost && `source ${lost.source} lost one of ${lost.chunks.join()}`;
  }

  newName(): string {
    this.#names += 1;
    return createHash('sha256').update(`${this.#names}`).digest('hex');
  }

  putPack(chunks: readonly number[]): string {
    const digest = this.newName();
    const name = `packs/${digest.slice(0, 2)}/${digest}`;
    this.packs.set(name, chunks);
    return name;
  }

  register(writer: string, lists: readonly List[]): void {
    this.registrations = [...this.registrations, { writer, acknowledged: acknowledgements(lists), epoch: nextEpoch(lists) - 1 }];
  }

  commit(run: Run): void {
    this.runs.push(run);
    if (this.expelled.has(run.writer)) this.unchecked.add(run.source);
  }

  expel(writer: string): void {
    this.expelled.add(writer);
  }
}

export interface WriterState { readonly source: number; id: string | undefined }

/** An installation that makes `count` runs of one source; started again with the same state after it was killed. */
export function* writer(model: Model, rng: Rng, protocol: Protocol, state: WriterState, count: number): Actor {
  yield* enlist(model, protocol, state);
  for (let made = 0; made < count; made += 1) {
    const holders = yield* readIndex(model, protocol);
    const chunks = Array.from({ length: CHUNKS }, (_, chunk) => chunk).filter(() => rng(2) === 0);
    yield* upload(model, holders, chunks.filter(chunk => !holders.has(chunk)));
    yield* commit(model, protocol, state, holders, chunks);
  }
}

/** Takes a new id where there is none or it was expelled, and then makes sure that nothing of the kept runs is missing. */
function* enlist(model: Model, protocol: Protocol, state: WriterState): Actor {
  yield;
  const lists = model.lists;
  yield;
  if (state.id !== undefined && !isExpelled(state.id, lists, model.registrations)) return;
  state.id = model.newName().slice(0, 16);
  yield;
  model.register(state.id, []);
  const holders = yield* readIndex(model, protocol);
  yield;
  const needed = [...new Set(keptRuns(model.runs).filter(run => run.source === state.source).flatMap(run => run.chunks))];
  if (needed.length === 0) return;
  yield* upload(model, holders, needed.filter(chunk => !holders.has(chunk)));
  yield* commit(model, protocol, state, holders, needed);
  if (!model.expelled.has(state.id)) model.unchecked.delete(state.source);
}

/** Steps 2 to 4 of the write order. */
function* commit(model: Model, protocol: Protocol, state: WriterState, holders: Map<number, string[]>, chunks: readonly number[]): Actor {
  for (;;) {
    yield;
    const lists = model.lists;
    yield* upload(model, holders, onlyCondemned(holders, chunks, lists));
    yield;
    const mine = state.id as string;
    model.commit({ writer: mine, source: state.source, chunks, acknowledged: acknowledgements(lists), epoch: nextEpoch(lists) - 1 });
    if (!protocol.checksAfterCommit) {
      model.unchecked.delete(state.source);
      return;
    }
    yield;
    const after = model.lists;
    yield;
    if (isExpelled(mine, after, model.registrations)) return yield* enlist(model, protocol, state);
    if (onlyCondemned(holders, chunks, after).length === 0) return;
  }
}

function* readIndex(model: Model, protocol: Protocol): Generator<void, Map<number, string[]>, void> {
  yield;
  let lists = model.lists;
  yield;
  const packs = [...model.packs];
  if (!protocol.readsListsBeforePacks) {
    yield;
    lists = model.lists;
  }
  const condemned = condemnedObjects(lists);
  const holders = new Map<number, string[]>();
  for (const [name, chunks] of packs) if (!condemned.has(name)) for (const chunk of chunks) hold(holders, chunk, name);
  return holders;
}

function* upload(model: Model, holders: Map<number, string[]>, chunks: readonly number[]): Actor {
  if (chunks.length === 0) return;
  yield;
  const name = model.putPack(chunks);
  for (const chunk of chunks) hold(holders, chunk, name);
}

/** Collects once: carries out what may be carried out, then condemns what is dead and rewrites a pack. */
export function* collector(model: Model, rng: Rng, protocol: Protocol): Actor {
  yield;
  const seen = model.lists;
  yield;
  const packs = new Map(model.packs);
  yield;
  const live = new Set(keptRuns(model.runs).flatMap(run => run.chunks));
  const runsThen = [...model.runs];
  const condemned = condemnedObjects(seen);
  const free = [...packs].filter(([name]) => !condemned.has(name));
  const dead = free.filter(([, chunks]) => chunks.every(chunk => !live.has(chunk)) && rng(3) > 0).map(([name]) => name);
  const poor = free.find(([, chunks]) => chunks.some(chunk => !live.has(chunk)) && chunks.some(chunk => live.has(chunk)));
  if (poor && rng(2) === 0) {
    yield;
    model.putPack(poor[1].filter(chunk => live.has(chunk)));
    dead.push(poor[0]);
  }
  yield;
  const writers = [...new Set(model.registrations.map(entry => entry.writer))];
  const expelled = rng(6) === 0 ? writers.filter(() => rng(3) === 0) : [];
  if (dead.length > 0 || expelled.length > 0) {
    yield;
    const list = { id: model.newName().slice(0, 16), epoch: nextEpoch(seen), objects: dead, expelled, runsThen };
    model.lists = [...model.lists, list];
    for (const gone of expelled) model.expel(gone);
  }
  yield;
  for (const list of model.lists) yield* carryOut(model, protocol, list);
}

function* carryOut(model: Model, protocol: Protocol, list: List): Actor {
  yield;
  const registrations = model.registrations;
  yield;
  const runs = [...model.runs];
  const acknowledging = protocol.acknowledgesIds ? runs : [...runs, ...registrations]
    .map(entry => ({ ...entry, acknowledged: entry.epoch >= list.epoch ? [list.id] : [] }));
  yield;
  const lists = model.lists;
  yield;
  const packs = new Map(model.packs);
  const condemned = protocol.ignoresCondemnedHolders ? condemnedObjects(lists) : new Set(list.objects);
  const live = new Set(keptRuns(protocol.readsRunsAgain ? runs : list.runsThen).flatMap(run => run.chunks));
  const elsewhere = new Set([...packs].flatMap(([name, chunks]) => (condemned.has(name) ? [] : chunks)));
  const needed = (name: string) => (packs.get(name) ?? []).filter(chunk => live.has(chunk) && !elsewhere.has(chunk));
  const decision = secondPhase(list, protocol.waitsForWriters ? registrations : [], acknowledging, name => needed(name).length > 0);
  if (!decision) return;
  for (const name of decision.remove) {
    yield;
    if (model.packs.delete(name)) model.deleted += 1;
  }
  yield;
  model.registrations = model.registrations.filter(entry => !list.expelled.includes(entry.writer));
  if (protocol.condemnsForGood && decision.copyFirst.length > 0) {
    for (const name of decision.copyFirst) {
      yield;
      if (model.packs.has(name)) model.putPack(needed(name));
    }
    return;
  }
  yield;
  model.lists = model.lists.filter(other => other.id !== list.id);
}

function onlyCondemned(holders: ReadonlyMap<number, readonly string[]>, chunks: readonly number[], lists: readonly List[]): readonly number[] {
  const condemned = condemnedObjects(lists);
  return chunks.filter(chunk => (holders.get(chunk) ?? []).every(name => condemned.has(name)));
}

function keptRuns(runs: readonly Run[]): readonly Run[] {
  return [...Map.groupBy(runs, run => run.source).values()].flatMap(ofSource => ofSource.slice(-KEPT_RUNS));
}

function hold(holders: Map<number, string[]>, chunk: number, name: string): void {
  holders.set(chunk, [...holders.get(chunk) ?? [], name]);
}
