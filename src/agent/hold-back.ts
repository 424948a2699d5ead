import type { Timer } from '../base/clock.js';
import type { Disposable } from '../base/disposable.js';
import type { Scheduling } from './scheduling.js';
import type { Workspace } from './workspace.js';

/** What runs is looked at this often while it comes to a good end. */
const LOOK_MS = 50;
/** Awake time after which a PC that was about to sleep or to end plainly does neither. */
const CALLED_OFF_MS = 120_000;

/**
 * Before the PC sleeps or ends: runs commit what they have, and nothing further begins until `release`.
 *
 * What is still at work when the time is over stands between two files; it goes on after the wake, or is interrupted by the end.
 */
export class HoldBack implements Disposable {
  readonly #workspace: Pick<Workspace, 'clock' | 'queue'>;
  readonly #scheduling: Pick<Scheduling, 'hold' | 'isResting'>;
  #held: { readonly pausedHere: boolean; readonly calledOff: Timer } | undefined;

  constructor(workspace: Pick<Workspace, 'clock' | 'queue'>, scheduling: Pick<Scheduling, 'hold' | 'isResting'>) {
    this.#workspace = workspace;
    this.#scheduling = scheduling;
  }

  /** Resolves when nothing is half done, at the latest after `withinMs`. Does nothing while it holds. */
  async hold(withinMs: number): Promise<void> {
    if (this.#held) return;
    const { clock, queue } = this.#workspace;
    this.#scheduling.hold(true);
    const untilMs = clock.monotonicMs() + withinMs;
    while (queue.running && !this.#scheduling.isResting && clock.monotonicMs() < untilMs) await new Promise<void>(resolve => clock.after(LOOK_MS, resolve));
    const pausedHere = !queue.paused; // the person's own pause is theirs to end
    if (pausedHere) queue.pause();
    this.#held = { pausedHere, calledOff: clock.after(CALLED_OFF_MS, () => this.release(), { unref: true }) };
  }

  release(): void {
    const held = this.#held;
    this.#held = undefined;
    held?.calledOff.cancel();
    if (held?.pausedHere) this.#workspace.queue.resume();
    this.#scheduling.hold(false);
  }

  dispose(): void {
    this.#held?.calledOff.cancel();
  }
}
