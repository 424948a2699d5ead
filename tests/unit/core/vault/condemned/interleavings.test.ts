import { describe, expect, it } from 'vitest';
import { collector, Model, SOUND, writer, type Actor, type Protocol, type Rng, type WriterState } from './collection-model.js';

/** mulberry32: small, seeded, good enough to choose who goes next. */
function seeded(seed: number): Rng {
  let state = seed;
  return below => {
    state = state + 0x6d2b79f5 | 0;
    let mixed = Math.imul(state ^ state >>> 15, 1 | state);
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
    return ((mixed ^ mixed >>> 14) >>> 0) % below;
  };
}

const SOURCES = 3;
const COLLECTORS = 3;
const STEPS = 600;
const HISTORIES = 1000;

/** One random history: writers that run, stop for long and are killed, beside collectors; undefined when nothing was lost. */
function explore(seed: number, protocol: Protocol): { readonly loss: string | undefined; readonly deleted: number } {
  const rng = seeded(seed);
  const model = new Model();
  const states: WriterState[] = Array.from({ length: SOURCES }, (_, source) => ({ source, id: undefined }));
  const start = (at: number): Actor => {
    const state = states[at];
    return state ? writer(model, rng, protocol, state, 1 + rng(3)) : collector(model, rng, protocol);
  };
  const actors = Array.from({ length: SOURCES + COLLECTORS }, (_, at) => start(at));
  let favourite = 0;
  for (let step = 0; step < STEPS; step += 1) {
    // Mostly one actor goes on for a while, so that the others stand still through whole collections.
    if (rng(8) === 0) favourite = rng(actors.length);
    const at = rng(4) === 0 ? rng(actors.length) : favourite;
    const killed = rng(40) === 0;
    if (killed || (actors[at] as Actor).next().done) actors[at] = start(at);
    const loss = model.loss();
    if (loss) return { loss: `seed ${seed}, step ${step}: ${loss}`, deleted: model.deleted };
  }
  // Whoever was expelled checks everything at its next start; then nothing may be missing at all.
  for (const state of states) {
    for (const rest = writer(model, rng, SOUND, state, 1); !rest.next().done;);
    model.unchecked.delete(state.source);
  }
  return { loss: model.loss(), deleted: model.deleted };
}

describe('writers beside collectors', () => {
  it('lose nothing, whoever is suspended or killed wherever', () => {
    let deleted = 0;
    for (let seed = 0; seed < HISTORIES; seed += 1) {
      const outcome = explore(seed, SOUND);
      expect(outcome.loss).toBeUndefined();
      deleted += outcome.deleted;
    }
    // The property is worth something only if a good deal was deleted.
    expect(deleted).toBeGreaterThan(HISTORIES);
  });

  // Histories found by searching seeds upwards; after a change of the model they have to be searched again.
  it.each([
    ['readsListsBeforePacks', 153], ['checksAfterCommit', 1], ['readsRunsAgain', 59], ['waitsForWriters', 4],
    ['acknowledgesIds', 21], ['ignoresCondemnedHolders', 11_661], ['condemnsForGood', 787],
  ] satisfies [keyof Protocol, number][])('would lose data without: %s (seed %i)', (omitted, seed) => {
    expect(explore(seed, { ...SOUND, [omitted]: false }).loss).toBeDefined();
    expect(explore(seed, SOUND).loss).toBeUndefined();
  });
});
