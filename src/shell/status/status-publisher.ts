import { CodedError } from '../../base/coded-error.js';
import type { Clock, Timer } from '../../base/clock.js';
import type { Disposable } from '../../base/disposable.js';
import { MENU_FORMAT } from '../menu/menu-format.js';
import type { PathStyle, StatusWriter } from '../ports/shim-library.js';
import { RootPublisher, type RootPublisherOptions } from './root-publisher.js';

export interface StatusPublisherOptions {
  readonly writer: StatusWriter; // owned from here on
  readonly style: PathStyle;
  readonly clock: Clock;
  /** The table cannot be kept true any more: it was withdrawn, and this publisher has ended. */
  readonly onFailure: (failure: CodedError) => void;
}

export interface PublishedRoot extends Pick<RootPublisherOptions, 'listed' | 'listing' | 'moreUrgent'> {
  readonly id: string;
  readonly spellings: readonly Uint8Array[]; // ShimLibrary.rootSpellings
}

/** Readers give up 4 s after the last sign of life. */
const HEARTBEAT_MS = 1_000;
/** Between two pieces of growing, each about a millisecond: the event loop is held a tenth of the time. */
const STEP_PAUSE_MS = 10;

/**
 * Keeps the status table of this user: its roots, its sign of life, its growing.
 *
 * A failure of the writer withdraws the whole table, because a picture that nobody keeps up would lie; the agent goes on without it.
 * Roots are shown as soon as they are added, protected ones from `RootPublisher.publish` and a trusted `watch` on.
 */
export class StatusPublisher implements Disposable {
  readonly #options: StatusPublisherOptions;
  readonly #guarded: StatusWriter;
  readonly #roots = new Map<string, { readonly number: number; readonly publisher: RootPublisher }>();
  #beat: Timer | undefined;
  #growing: Timer | undefined;
  #ended = false;

  constructor(options: StatusPublisherOptions) {
    this.#options = options;
    this.#guarded = guardedWriter(options.writer, failure => this.#fail(failure), () => this.#grow());
    this.#live();
  }

  /** Undefined once the table has failed. */
  root(id: string): RootPublisher | undefined {
    return this.#roots.get(id)?.publisher;
  }

  /** Undefined where the table has no room for another root, which then is not shown. */
  addRoot({ id, spellings, ...entries }: PublishedRoot): RootPublisher | undefined {
    this.removeRoot(id);
    const { style, clock } = this.#options;
    const number = this.#guarded.addRoot(spellings);
    if (number === NO_ROOM) return undefined;
    const publisher = new RootPublisher({ writer: this.#guarded, style, clock, root: number, ...entries });
    this.#roots.set(id, { number, publisher });
    return publisher;
  }

  /** The root lies elsewhere, or can be named otherwise; what is below it stays. */
  renameRoot(id: string, spellings: readonly Uint8Array[]): void {
    const root = this.#roots.get(id);
    if (root) this.#guarded.renameRoot(root.number, spellings);
  }

  removeRoot(id: string): void {
    const root = this.#roots.get(id);
    if (!root) return;
    this.#roots.delete(id);
    root.publisher.dispose();
    this.#guarded.removeRoot(root.number);
  }

  /** Replaces the decision list of the menus; without one only the booleans that it asks for. */
  setMenu(booleans: bigint, decisions?: Uint8Array): void {
    if (decisions) this.#guarded.setMenu(MENU_FORMAT, decisions);
    this.#guarded.setBooleans(booleans);
  }

  async dispose(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    this.#beat?.cancel();
    this.#growing?.cancel();
    for (const { publisher } of this.#roots.values()) publisher.dispose();
    this.#roots.clear();
    await this.#options.writer.dispose();
  }

  #live(): void {
    this.#guarded.heartbeat();
    this.#grow();
    if (!this.#ended) this.#beat = this.#options.clock.after(HEARTBEAT_MS, () => this.#live(), { unref: true });
  }

  #grow(): void {
    if (this.#growing || this.#ended) return;
    this.#growing = this.#options.clock.after(STEP_PAUSE_MS, () => {
      this.#growing = undefined;
      if (this.#guarded.step()) this.#grow();
    }, { unref: true });
  }

  #fail(failure: CodedError): void {
    if (this.#ended) return;
    void this.dispose();
    this.#options.onFailure(failure);
  }
}

const NO_ROOM = -1;

/** The writer, of which a coded failure ends everything instead of being thrown, and which does nothing after that. */
function guardedWriter(writer: StatusWriter, onFailure: (failure: CodedError) => void, onWritten: () => void): StatusWriter {
  let failed = false;
  const guard = <T>(otherwise: T, call: () => T): T => {
    if (failed) return otherwise;
    try {
      return call();
    } catch (failure) {
      if (!(failure instanceof CodedError)) throw failure;
      if (failure.code === 'shim.full' && otherwise === NO_ROOM) return otherwise;
      failed = true;
      onFailure(failure);
      return otherwise;
    }
  };
  return {
    heartbeat: () => guard(undefined, () => writer.heartbeat()),
    addRoot: spellings => guard<number>(NO_ROOM, () => writer.addRoot(spellings)),
    renameRoot: (root, spellings) => guard(undefined, () => writer.renameRoot(root, spellings)),
    trustRoot: (root, trusted) => guard(undefined, () => writer.trustRoot(root, trusted)),
    removeRoot: root => guard(undefined, () => {
      writer.removeRoot(root);
      onWritten();
    }),
    put: (root, rows) => guard(0, () => {
      const taken = writer.put(root, rows);
      onWritten();
      return taken;
    }),
    reserve: rows => guard(undefined, () => writer.reserve(rows)),
    step: () => guard(false, () => writer.step()),
    setMenu: (version, decisions) => guard(undefined, () => writer.setMenu(version, decisions)),
    setBooleans: bits => guard(undefined, () => writer.setBooleans(bits)),
    takeAsked: () => guard([], () => writer.takeAsked()),
    stats: () => writer.stats(),
    dispose: () => writer.dispose(),
  };
}
