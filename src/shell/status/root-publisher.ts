import type { Clock, Timer } from '../../base/clock.js';
import type { Disposable } from '../../base/disposable.js';
import { MAX_ROWS_PER_PUT, type PathStyle, type StatusWriter } from '../ports/shim-library.js';
import { RootStatus, type EntryKind, type ShownChange } from './root-status.js';
import { tablePath } from './table-path.js';

export interface ListedEntry {
  readonly path: string;
  readonly kind: EntryKind;
}

/** What the publisher needs of WatchStatus (src/core/watch). */
export interface WatchTrust {
  readonly trusted: boolean;
  readonly blindFolders: readonly string[];
}

export interface RootPublisherOptions {
  readonly writer: StatusWriter;
  readonly style: PathStyle;
  readonly clock: Clock;
  readonly root: number; // the writer's number of it
  readonly listed: (path: string) => EntryKind | undefined;
  /** Everything that is listed at or below a folder; '' is the root. */
  readonly listing: (folder: string) => Iterable<ListedEntry> | AsyncIterable<ListedEntry>;
  /** Asked between the slices of a listing: what is more urgent, until it is done, and the same promise until then; undefined for nothing. */
  readonly moreUrgent?: () => Promise<void> | undefined;
}

/** All must hold before anything shows as protected. */
interface Trust {
  readonly watched: boolean;
  readonly published: boolean;
  readonly vouched: boolean;
  readonly blindWritten: boolean;
}

/** A burst of events is written as one; far below the 500 ms that a change may take to show. */
const GATHER_MS = 20;
/** A listing gives way this long at most to each urgent thing: no longer than a save takes, for it is seen too. */
const GIVE_WAY_MS = 3_000;

/**
 * Carries one root's status into the table.
 *
 * - Changes are gathered for 20 ms, or until they fill one call of the writer, whichever is first. What is withdrawn waits for nothing.
 * - The root is trusted only while all hold: the watch says so, the whole listing was published, no change was lost, and blind folders are
 *   written as such. Losing one is one write, at once.
 * - A listing is published in slices with pauses between them, so that the event loop stays free and runs that somebody waits for go first. Its failure is thrown and leaves the root distrusted.
 */
export class RootPublisher implements Disposable {
  readonly status: RootStatus;
  readonly #options: RootPublisherOptions;
  readonly #pending = new Map<string, ShownChange>();
  /** What changed while a listing is published, one map for each that is. */
  readonly #meanwhile = new Set<Map<string, ShownChange>>();
  #gathering: Timer | undefined;
  #gaveWayTo: Promise<void> | undefined;
  #trust: Trust = { watched: false, published: false, vouched: true, blindWritten: true };
  #blind: readonly string[] = [];
  #unwritten = 0;
  #trusted = false;
  #disposed = false;

  constructor(options: RootPublisherOptions) {
    this.#options = options;
    this.status = new RootStatus({
      clock: options.clock, listed: options.listed,
      onChange: change => this.#gather(change),
      onVouch: vouched => this.#weigh({ vouched }),
    });
  }

  /**
   * What the watch of this root says of itself. Losing trust is one write before this returns. Where folders became blind, or see again, what
   * lies in them is published anew, and the root distrusted until that is done.
   */
  async watch({ trusted, blindFolders }: WatchTrust): Promise<void> {
    const before = this.#blind;
    const changed = [...blindFolders.filter(folder => !before.includes(folder)), ...before.filter(folder => !blindFolders.includes(folder))];
    this.#blind = blindFolders;
    this.#unwritten += changed.length;
    this.#weigh({ watched: trusted, blindWritten: this.#unwritten === 0 });
    if (changed.length > 0) this.#setBlind(blindFolders);
    for (const folder of changed) {
      await this.#publishBelow(folder);
      this.#unwritten -= 1;
      this.#weigh({ blindWritten: this.#unwritten === 0 });
    }
  }

  /** Publishes everything that is listed; from then on the root can be trusted. Ends early when disposed. */
  async publish(): Promise<void> {
    await this.#publishBelow('');
    this.#weigh({ published: true });
  }

  /** These paths are about to be no longer in the vault: before this returns, none shows as protected, nor do the folders among them. */
  withdraw(paths: Iterable<string>): void {
    for (const path of paths) this.status.changed(path);
    this.#flush();
  }

  dispose(): void {
    this.#disposed = true;
    this.#gathering?.cancel();
    this.status.dispose();
  }

  #setBlind(folders: readonly string[]): void {
    this.status.setBlind(folders);
    for (const changes of [this.#pending, ...this.#meanwhile]) {
      for (const { path, state, isFolder } of changes.values()) if (state === 'protected') changes.set(path, this.status.shownOf(path, isFolder ? 'folder' : 'file'));
    }
  }

  async #publishBelow(folder: string): Promise<void> {
    const meanwhile = new Map<string, ShownChange>(this.#pending);
    this.#meanwhile.add(meanwhile);
    try {
      let slice: ShownChange[] = [];
      // What was told meanwhile is newer than what the listing says, which is read in pages.
      const put = () => this.#put(slice.map(change => meanwhile.get(change.path) ?? change));
      for await (const { path, kind } of this.#options.listing(folder)) {
        slice.push(this.status.shownOf(path, kind));
        if (slice.length < MAX_ROWS_PER_PUT) continue;
        if (this.#disposed) return;
        put();
        slice = [];
        await this.#pause();
      }
      if (!this.#disposed) put();
    } finally {
      this.#meanwhile.delete(meanwhile);
    }
  }

  #gather(change: ShownChange): void {
    if (this.#disposed) return;
    this.#pending.set(change.path, change);
    for (const changes of this.#meanwhile) changes.set(change.path, change);
    if (this.#pending.size >= MAX_ROWS_PER_PUT) this.#flush();
    else this.#gathering ??= this.#options.clock.after(GATHER_MS, () => this.#flush(), { unref: true });
  }

  #flush(): void {
    this.#gathering?.cancel();
    this.#gathering = undefined;
    const changes = [...this.#pending.values()];
    this.#pending.clear();
    this.#put(changes);
  }

  #put(changes: readonly ShownChange[]): void {
    const { writer, style, root } = this.#options;
    if (changes.length > 0) writer.put(root, changes.map(change => ({ ...change, path: tablePath(style, change.path) })));
  }

  /** "Protected" that came true is written before the trust in it, and trust that is lost before anything else. */
  #weigh(change: Partial<Trust>): void {
    this.#trust = { ...this.#trust, ...change };
    const trusted = Object.values(this.#trust).every(Boolean);
    if (trusted === this.#trusted || this.#disposed) return;
    if (trusted) this.#flush();
    this.#trusted = trusted;
    this.#options.writer.trustRoot(this.#options.root, trusted);
  }

  async #pause(): Promise<void> {
    const { clock, moreUrgent } = this.#options;
    await new Promise<void>(resolve => { clock.after(0, resolve); });
    const urgent = moreUrgent?.();
    if (!urgent || urgent === this.#gaveWayTo) return;
    this.#gaveWayTo = urgent;
    await new Promise<void>(resolve => {
      const longEnough = clock.after(GIVE_WAY_MS, resolve);
      void urgent.then(() => {
        longEnough.cancel();
        resolve();
      });
    });
  }
}
