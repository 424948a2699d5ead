import type { Message, MessageBus } from 'dbus-native';
import type { Clock, Timer } from '../../base/clock.js';
import type { Disposable } from '../../base/disposable.js';
import type { Logger } from '../../base/logger.js';
import type { TrayDriver, TrayEvent, TrayState } from '../tray/tray-driver.js';
import type { TrayView } from '../tray/tray-view.js';
import { DbusMenu } from './dbus-menu.js';
import { StatusNotifierItem } from './status-notifier-item.js';

/** Connects to the session bus; rejects where there is none. */
export type ConnectBus = (listeners: { readonly onSignal: (message: Message) => void; readonly onLost: () => void }) => Promise<{ readonly bus: MessageBus; close(): void }>;

export interface DbusTrayOptions {
  readonly connect: ConnectBus;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Part of the name on the bus, which wants a number for each process. */
  readonly processId: number;
}

const WATCHER = 'org.kde.StatusNotifierWatcher';
const WATCHER_PATH = '/StatusNotifierWatcher';
const DBUS = 'org.freedesktop.DBus';
/** A session may begin after the agent, and a bus may be restarted. */
const AGAIN_MS = 60_000;

/**
 * The tray by StatusNotifierItem and com.canonical.dbusmenu.
 *
 * Registers with the watcher that is there, and with each one that comes: panels are restarted, and desktops start in any order. Shown is what a host has been announced for; a watcher alone shows nothing.
 */
export class DbusTrayDriver implements TrayDriver {
  readonly name = 'dbus';
  readonly #options: DbusTrayOptions;
  readonly #listeners = new Set<(event: TrayEvent) => void>();
  readonly #menu = new DbusMenu(choice => this.#tell({ type: 'chosen', choice }));
  readonly #item = new StatusNotifierItem(() => this.#tell({ type: 'activated' }));
  #connection: { readonly bus: MessageBus; close(): void } | undefined;
  #work: Promise<void> = Promise.resolve();
  #timer: Timer | undefined;
  #state: TrayState = 'no-bus';
  #disposed = false;

  constructor(options: DbusTrayOptions) {
    this.#options = options;
  }

  get state(): TrayState {
    return this.#state;
  }

  /** Resolves when it is registered, or known that it cannot be now. Never rejects. */
  start(): Promise<void> {
    return this.#inTurn(() => this.#connect());
  }

  show(view: TrayView): void {
    this.#item.show(view);
    this.#menu.show(view.menu);
  }

  onDidHear(listener: (event: TrayEvent) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#listeners.clear();
    this.#timer?.cancel();
    await this.#work;
    this.#connection?.close(); // the bus takes the item away with it
  }

  async #connect(): Promise<void> {
    if (this.#disposed) return;
    try {
      const connection = await this.#options.connect({ onSignal: message => this.#hear(message), onLost: () => this.#lost() });
      this.#connection = connection;
      const { bus } = connection;
      // Else what a peer gets wrong in a call would end this process.
      bus.connection.on('handlerError', failure => this.#options.logger.warn('a call to the tray failed', { failure: String(failure) }));
      this.#item.exportOn(bus);
      this.#menu.exportOn(bus);
      await bus.requestName(this.#ownName, 0);
      await bus.addMatch(`type='signal',sender='${DBUS}',interface='${DBUS}',member='NameOwnerChanged',arg0='${WATCHER}'`);
      await bus.addMatch(`type='signal',sender='${WATCHER}',interface='${WATCHER}'`);
    } catch (failure) {
      this.#options.logger.debug('no session bus for the tray', { failure: String(failure) });
      this.#lost();
      return;
    }
    await this.#register();
  }

  async #register(): Promise<void> {
    const bus = this.#connection?.bus;
    if (!bus) return;
    const call = (member: string, signature: string, body: readonly unknown[], face: string) =>
      bus.invoke<unknown>({ destination: WATCHER, path: WATCHER_PATH, interface: face, member, signature, body: [...body] });
    try {
      await call('RegisterStatusNotifierItem', 's', [this.#ownName], WATCHER);
      this.#tell({ type: 'registered' });
      this.#state = await call('Get', 'ss', [WATCHER, 'IsStatusNotifierHostRegistered'], `${DBUS}.Properties`) === true ? 'shown' : 'no-host';
    } catch (failure) {
      if (this.#connection) this.#state = 'no-host'; // nobody is that watcher, which is nothing wrong
      this.#options.logger.debug('no tray', { failure: String(failure) });
    }
  }

  #hear({ member, interface: face, body = [] }: Message): void {
    const isNewWatcher = face === DBUS && member === 'NameOwnerChanged' && body[0] === WATCHER;
    if (isNewWatcher && body[2] === '') this.#state = 'no-host';
    else if (isNewWatcher || (face === WATCHER && member === 'StatusNotifierHostRegistered')) void this.#inTurn(() => this.#register());
    else if (face === WATCHER && member === 'StatusNotifierHostUnregistered') this.#state = 'no-host';
  }

  #lost(): void {
    this.#connection?.close();
    this.#connection = undefined;
    this.#state = 'no-bus';
    this.#timer?.cancel();
    if (!this.#disposed) this.#timer = this.#options.clock.after(AGAIN_MS, () => void this.start(), { unref: true });
  }

  get #ownName(): string {
    return `org.kde.StatusNotifierItem-${this.#options.processId}-1`;
  }

  #inTurn(step: () => Promise<void>): Promise<void> {
    return this.#work = this.#work.then(step);
  }

  #tell(event: TrayEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
