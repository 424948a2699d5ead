import { Subscription, type Observable } from 'rxjs';
import { CodedError } from '../../base/coded-error.js';
import type { Timer } from '../../base/clock.js';
import type { Disposable } from '../../base/disposable.js';
import type { PathChange } from '../../core/watch/source-event.js';
import type { WatchStatus } from '../../core/watch/watch-status.js';
import { builtShimPath } from '../../platform/native-binding.js';
import { loadShimLibrary } from '../../shell/adapters/shim-loader.js';
import type { ShimLibrary } from '../../shell/ports/shim-library.js';
import { AnnouncingWriter } from '../../shell/status/announcing-writer.js';
import { StatusPublisher } from '../../shell/status/status-publisher.js';
import { pathStyleOf } from '../../shell/status/table-path.js';
import type { UpEvent } from '../../wire/up-events.js';
import { ShellMenu } from './shell-menu.js';
import { ShellOverlays } from './shell-overlays.js';
import { ShellRoots } from './shell-roots.js';
import { languageOf } from '../place.js';
import { sourcesOf } from '../sources.js';
import type { Workspace } from '../workspace.js';

/** What file managers' marks are made from; src/agent/protector.ts. */
export interface WatchedSources {
  readonly changes: Observable<{ readonly root: string; readonly change: PathChange }>;
  readonly statuses: Observable<WatchStatus>;
  refresh(again?: boolean): Promise<void>;
}

/** Another agent that publishes ends, memory comes free: looking is one file lock. */
const TRY_AGAIN_MS = 10_000;

/**
 * Publishes what file managers show, for as long as the agent protects.
 *
 * Never a reason not to protect: without the shim, or while another agent publishes for this user, it says so once and, where time may help, tries again. Opened late, it has
 * every source watched anew, because it does not know what changed before.
 */
export class ShellStatus implements Disposable {
  readonly #workspace: Workspace;
  readonly #watched: WatchedSources;
  readonly #onEvent: (event: UpEvent) => void;
  readonly #library: ShimLibrary;
  #following: Disposable | undefined;
  #again: Timer | undefined;
  #lastTold: string | undefined;
  #ended = false;

  private constructor(workspace: Workspace, watched: WatchedSources, onEvent: (event: UpEvent) => void, library: ShimLibrary) {
    this.#workspace = workspace;
    this.#watched = watched;
    this.#onEvent = onEvent;
    this.#library = library;
  }

  /** To be called before the first source is watched. Undefined where there is no shim that this agent can drive. */
  static async open(workspace: Workspace, watched: WatchedSources, onEvent: (event: UpEvent) => void): Promise<ShellStatus | undefined> {
    try {
      const { library } = await loadShimLibrary(builtShimPath, workspace.logger);
      const status = new ShellStatus(workspace, watched, onEvent, library);
      status.#begin();
      return status;
    } catch (failure) {
      if (!(failure instanceof CodedError)) throw failure;
      workspace.logger.warn('file managers show no marks', { ...failure.toWire() });
      onEvent({ type: 'warning', warning: { code: failure.code, detail: failure.message } });
      return undefined;
    }
  }

  async dispose(): Promise<void> {
    this.#ended = true;
    this.#again?.cancel();
    await this.#following?.dispose();
  }

  /** Answers whether it publishes now. */
  #begin(): boolean {
    try {
      this.#following = this.#follow();
      this.#lastTold = undefined;
      return true;
    } catch (failure) {
      if (!(failure instanceof CodedError)) throw failure;
      this.#failed(failure);
      return false;
    }
  }

  #follow(): Disposable {
    const { clock, catalog, logger, place, runObservers, overlayMarks } = this.#workspace;
    const style = pathStyleOf(process.platform);
    const library = this.#library;
    const table = library.openWriter(style);
    // Explorer keeps overlays until it is told; the extensions of Linux' file managers look for themselves.
    const writer = style === 'windows' ? new AnnouncingWriter(table, library, style, clock) : table;
    const publisher = new StatusPublisher({ writer, style, clock, onFailure: failure => this.#failed(failure) });
    const overlays = new ShellOverlays(overlayMarks, clock);
    const roots = new ShellRoots({ publisher, library, style, catalog, overlays, source: id => sourcesOf(this.#workspace).find(source => source.id === id) });
    const language = languageOf(place);
    const menu = new ShellMenu({ plugins: () => this.#workspace.plugins, publisher, clock, logger, language });
    const subscriptions = new Subscription();
    subscriptions.add(this.#watched.statuses.subscribe(status => roots.watched(status)));
    subscriptions.add(this.#watched.changes.subscribe(({ root, change }) => roots.changed(root, change.path)));
    runObservers.add(roots);
    return {
      dispose: async () => {
        subscriptions.unsubscribe();
        menu.dispose();
        overlays.dispose();
        runObservers.remove(roots);
        await publisher.dispose();
        await roots.dispose();
      },
    };
  }

  #failed(failure: CodedError): void {
    const { logger, clock } = this.#workspace;
    if (failure.code !== this.#lastTold) {
      logger.warn('file managers show no marks', { ...failure.toWire() });
      this.#onEvent({ type: 'warning', warning: { code: failure.code, detail: failure.message } });
    }
    this.#lastTold = failure.code;
    const before = this.#following;
    this.#following = undefined;
    void before?.dispose();
    if (failure.retry !== 'later' || this.#ended) return;
    this.#again = clock.after(TRY_AGAIN_MS, () => {
      if (this.#begin()) void this.#watched.refresh(true);
    }, { unref: true });
  }
}
