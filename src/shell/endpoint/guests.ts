import type { Clock } from '../../base/clock.js';
import type { EndpointConnection } from './connection.js';

/** A command line that was connected but silent for this long is at a person's answer; it finds somebody else when it goes on. */
const SILENT_MS = 5_000;
const LOOK_AGAIN_MS = 50;

/** The clients that a process serves beside its own work. */
export class Guests {
  readonly #clock: Clock;
  readonly #lastHeardMs = new Map<EndpointConnection, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A message came from the client, or went to it. */
  heard(guest: EndpointConnection): void {
    this.#lastHeardMs.set(guest, this.#clock.monotonicMs());
  }

  left(guest: EndpointConnection): void {
    this.#lastHeardMs.delete(guest);
  }

  /**
   * Calls that are open, and command lines that were greeted and may be about to call. One that was not greeted loses nothing when its connection ends: it asks whoever comes next. Menus
   * and trays stay connected for days and connect again by themselves.
   */
  get count(): number {
    const nowMs = this.#clock.monotonicMs();
    return [...this.#lastHeardMs].filter(([guest, heardMs]) => guest.openCalls > 0 || (guest.role === 'cli' && nowMs - heardMs < SILENT_MS)).length;
  }

  /** Resolves while nobody is in the middle of something; at once when that is so already. */
  async gone(): Promise<void> {
    while (this.count > 0) await new Promise<void>(resolve => this.#clock.after(LOOK_AGAIN_MS, resolve));
  }
}
