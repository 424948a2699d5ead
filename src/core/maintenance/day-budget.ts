import type { Clock } from '../../base/clock.js';
import type { SettingsStore } from '../ports/local-catalog-state.js';

const NAME = 'collection.copied';
const DAY_MS = 86_400_000;

/** Stored bytes that compaction may copy a day: a few minutes of a slow USB disk, and more than continuous protection of a busy PC makes necessary. */
export const DAY_BUDGET_BYTES = 4 * 1024 ** 3;

/** What is left of the day's copying, remembered over restarts; a clock that was set back begins a new day. */
export class DayBudget {
  readonly #settings: SettingsStore;
  readonly #clock: Clock;
  readonly #bytes: number;

  constructor(settings: SettingsStore, clock: Clock, bytes: number = DAY_BUDGET_BYTES) {
    this.#settings = settings;
    this.#clock = clock;
    this.#bytes = bytes;
  }

  get leftBytes(): number {
    return Math.max(0, this.#bytes - this.#used());
  }

  spend(bytes: number): void {
    this.#settings.set(NAME, { day: this.#day(), bytes: this.#used() + bytes });
  }

  #used(): number {
    const stored = this.#settings.get(NAME) as { readonly day?: number; readonly bytes?: number } | undefined;
    return stored?.day === this.#day() ? stored.bytes ?? 0 : 0;
  }

  #day(): number {
    return Math.floor(this.#clock.nowMs() / DAY_MS);
  }
}
