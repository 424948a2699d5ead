import type { SpaceReserve } from '../../src/core/ports/space-reserve.js';
import type { FaultyObjectStore } from './faulty-object-store.js';

/** A reserve that takes its size off the capacity of a faulty store while it is held. */
export class MemorySpaceReserve implements SpaceReserve {
  readonly sizeBytes: number;
  readonly #store: FaultyObjectStore;
  #held = false;

  constructor(store: FaultyObjectStore, sizeBytes: number) {
    this.#store = store;
    this.sizeBytes = sizeBytes;
  }

  async isHeld(): Promise<boolean> {
    return this.#held;
  }

  async hold(): Promise<boolean> {
    if (!this.#held && this.#store.capacityBytes - this.#store.memory.totalBytes() >= 2 * this.sizeBytes) {
      this.#store.capacityBytes -= this.sizeBytes;
      this.#held = true;
    }
    return this.#held;
  }

  async release(): Promise<void> {
    if (this.#held) this.#store.capacityBytes += this.sizeBytes;
    this.#held = false;
  }
}
