import { Socket } from 'node:net';
import type { Clock } from '../../base/clock.js';
import type { Disposable } from '../../base/disposable.js';
import type { Logger } from '../../base/logger.js';
import type { TrayWindow, TrayWindowEvent } from '../ports/tray-window.js';
import { iconPixels } from '../tray/icon-pixels.js';
import { MenuNumbers } from '../tray/menu-numbers.js';
import { choosable, trayBytes } from '../tray/tray-bytes.js';
import type { TrayDriver, TrayEvent, TrayState } from '../tray/tray-driver.js';
import { trayIcons, type TrayView } from '../tray/tray-view.js';

export interface WindowsTrayOptions {
  /** Rejects, or gives undefined, where there is none. */
  readonly openWindow: () => Promise<TrayWindow | undefined>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How long `dispose` waits for Explorer to take the icon away. */
const LAST_WAIT_MS = 2_000;

/**
 * The tray in the notification area of Windows, by a window of the shim.
 *
 * The shim's thread keeps the icon where it belongs (a new taskbar, another scale) and opens menu and state by itself; here views become bytes, and numbers choices. A click on the icon opens the
 * state in a window of the shim, so it is not told.
 */
export class WindowsTrayDriver implements TrayDriver {
  readonly name = 'shim';
  readonly #options: WindowsTrayOptions;
  readonly #listeners = new Set<(event: TrayEvent) => void>();
  readonly #numbers = new MenuNumbers();
  /** What the shim has: names of icons and sizes. */
  readonly #drawn = new Set<string>();
  #size: number | undefined;
  #window: TrayWindow | undefined;
  #bell: Socket | undefined;
  #ended: Promise<void> = Promise.resolve();
  #tree = this.#numbers.tree([]);
  #view: TrayView | undefined;
  #given: Buffer | undefined;
  #state: TrayState = 'no-bus';
  #disposed = false;

  constructor(options: WindowsTrayOptions) {
    this.#options = options;
  }

  get state(): TrayState {
    return this.#state;
  }

  async start(): Promise<void> {
    const { openWindow, logger } = this.#options;
    try {
      const window = await openWindow();
      if (!window || this.#disposed) return await window?.dispose();
      this.#window = window;
      this.#state = 'no-host';
      this.#listen(new Socket({ fd: window.bell(), readable: true, writable: false }));
    } catch (failure) {
      logger.warn('no tray', { failure: String(failure) });
    }
  }

  show(view: TrayView): void {
    this.#view = view;
    this.#tree = this.#numbers.tree(view.menu);
    this.#give();
  }

  onDidHear(listener: (event: TrayEvent) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  /** Resolves when the icon is gone, or after two seconds: Explorer takes it away itself when somebody points at it. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#listeners.clear();
    const window = this.#window;
    this.#window = undefined; // now: this may be asked for by who hears of a choice, while more is taken
    await window?.dispose();
    const patience = this.#options.clock.after(LAST_WAIT_MS, () => this.#bell?.destroy());
    await this.#ended;
    patience.cancel();
  }

  #listen(bell: Socket): void {
    this.#bell = bell;
    this.#ended = new Promise(resolve => { bell.once('close', () => resolve()); });
    bell.on('data', () => this.#takeAll());
    bell.on('error', failure => this.#options.logger.warn('the tray cannot be heard', { failure: String(failure) }));
  }

  #takeAll(): void {
    for (let event = this.#window?.take(); event; event = this.#window?.take()) this.#hear(event);
  }

  #hear(event: TrayWindowEvent): void {
    switch (event.type) {
      case 'wanted':
        this.#size = event.size;
        this.#give();
        return this.#tell({ type: 'registered' });
      case 'shown':
        this.#state = 'shown';
        return;
      case 'hidden':
        this.#state = 'no-host';
        return;
      case 'chosen': {
        const entry = choosable(this.#tree, event.number);
        if (entry) this.#tell({ type: 'chosen', choice: entry.choice });
      }
    }
  }

  /** What is there already is not given again, and nothing before there is a taskbar. */
  #give(): void {
    const [window, view, size] = [this.#window, this.#view, this.#size];
    if (!window || !view || size === undefined) return;
    try {
      const picture = trayIcons.indexOf(view.icon);
      const [bytes, drawn] = [trayBytes(view, picture, this.#tree), `${view.icon} ${size}`];
      const isNew = !this.#drawn.has(drawn);
      if (isNew) window.setPicture(picture, size, iconPixels(view.icon, size));
      this.#drawn.add(drawn);
      if (isNew || !this.#given?.equals(bytes)) window.show(bytes);
      this.#given = bytes;
    } catch (failure) {
      this.#options.logger.error('the tray cannot be shown', { failure: String(failure) });
    }
  }

  #tell(event: TrayEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
