import type { ObjectStore } from '../../src/core/ports/object-store.js';
import { type CrashOptions, CrashingObjectStore, SimulatedCrash, type SurvivingState } from './crashing-object-store.js';
import { MemoryObjectStore } from './memory-object-store.js';
import { seededRandom } from './seeded-random.js';

export interface EveryCrashOptions extends Omit<CrashOptions, 'crashAtOperation'> {
  readonly seed?: string | number;
  /** What the store holds before the scenario; empty by default. */
  readonly initial?: MemoryObjectStore;
  readonly statesPerCrash?: number;
}

/**
 * Runs a scenario once for each of its puts and deletes, loses power there, and hands every state that
 * may be left to `check`. `Progress` is the scenario's own record of what it was told has succeeded; it is
 * made anew for each run. Returns the number of states checked.
 */
export async function forEveryCrash<Progress>(
  newProgress: () => Progress,
  scenario: (store: ObjectStore, progress: Progress) => Promise<void>,
  check: (state: SurvivingState, progress: Progress) => Promise<void>,
  options: EveryCrashOptions = {},
): Promise<number> {
  const random = seededRandom(options.seed ?? 'every crash');
  const initial = options.initial ?? new MemoryObjectStore();
  let states = 0;
  for (let crashAtOperation = 1; ; crashAtOperation += 1) {
    const progress = newProgress();
    const store = new CrashingObjectStore(initial.clone(), { ...options, crashAtOperation });
    const failure = await scenario(store, progress).then(() => undefined, (reason: unknown) => reason);
    if (failure && !(failure instanceof SimulatedCrash)) throw failure;
    for (const state of store.survivingStates(random, options.statesPerCrash)) {
      states += 1;
      await check({ ...state, description: `crash at operation ${crashAtOperation}: ${state.description}` }, progress);
    }
    if (!store.crashed) return states;
  }
}
