import { variantValue, type Message } from 'dbus-native';
import type { Clock, Timer } from '../../base/clock.js';
import type { Disposable } from '../../base/disposable.js';
import type { Logger } from '../../base/logger.js';
import type { SessionEvent, SessionEventSource, SessionListener } from '../../core/ports/session-events.js';
import { DelayLock } from './delay-lock.js';
import { connectBus, type BusConnection } from './system-bus.js';

const SERVICE = 'org.freedesktop.login1';
const PATH = '/org/freedesktop/login1';
const MANAGER = 'org.freedesktop.login1.Manager';
/** A bus that was restarted, or comes later than the session. */
const TRY_AGAIN_MS = 60_000;
const ANSWER_MS = 800;
/** D-Bus Specification: where the system bus is unless a variable says otherwise. */
const USUAL_ADDRESS = 'unix:path=/run/dbus/system_bus_socket';

export interface LogindSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly userId: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Members of logind's interface (org.freedesktop.login1(5)) and what they mean when they begin and when they end. */
const SIGNALS: Readonly<Record<string, readonly [begins: SessionEvent, ends: SessionEvent]>> = {
  PrepareForSleep: ['will-sleep', 'woke'],
  PrepareForShutdown: ['will-shut-down', 'goes-on'],
};

/**
 * What logind (or elogind) tells over the system bus.
 *
 * A delay lock is held all the time, given back once the listener has answered, and taken anew after the wake. On a PC without logind nothing comes, and it is looked for
 * every minute.
 */
export class LogindSessionEvents implements SessionEventSource {
  readonly #around: LogindSurroundings;
  readonly #address: string;
  #listener: SessionListener | undefined;
  #connection: BusConnection | undefined;
  #lock: DelayLock | undefined;
  #again: Timer | undefined;
  /** Events are answered one after another. */
  #answering: Promise<void> = Promise.resolve();

  constructor(around: LogindSurroundings) {
    this.#around = around;
    this.#address = around.environment['DBUS_SYSTEM_BUS_ADDRESS'] || USUAL_ADDRESS;
  }

  async listen(listener: SessionListener): Promise<Disposable> {
    this.#listener = listener;
    await this.#connect();
    return { dispose: () => this.#dispose() };
  }

  async isSessionOver(): Promise<boolean> {
    const { userId } = this.#around;
    const bus = this.#connection?.bus;
    if (!bus) return false;
    const options = { timeout: ANSWER_MS };
    try {
      const path = await bus.invoke<string>({ destination: SERVICE, path: PATH, interface: MANAGER, member: 'GetUser', signature: 'u', body: [userId] }, options);
      const state = await bus.invoke({ destination: SERVICE, path, interface: 'org.freedesktop.DBus.Properties', member: 'Get', signature: 'ss', body: ['org.freedesktop.login1.User', 'State'] }, options);
      return variantValue(state) === 'closing';
    } catch {
      return false; // a user of whom logind knows nothing, such as one of cron's
    }
  }

  async #connect(): Promise<void> {
    try {
      const connection = await connectBus(this.#address, { onSignal: message => this.#hear(message), onLost: () => this.#lost() });
      if (!this.#listener) return void connection.dispose();
      this.#connection = connection;
      await connection.bus.addMatch(`type='signal',sender='${SERVICE}',interface='${MANAGER}',path='${PATH}'`);
      this.#hold();
    } catch (failure) {
      this.#around.logger.debug('no news of sleep and shutdown', { failure: String(failure) });
      this.#lost();
    }
  }

  #lost(): void {
    this.#release();
    void this.#connection?.dispose();
    this.#connection = undefined;
    this.#again?.cancel();
    if (this.#listener) this.#again = this.#around.clock.after(TRY_AGAIN_MS, () => void this.#connect(), { unref: true });
  }

  #hear({ member = '', path, interface: from, body }: Message): void {
    const events = path === PATH && from === MANAGER ? SIGNALS[member] : undefined;
    const begins = (body as readonly unknown[] | undefined)?.[0];
    if (!events || typeof begins !== 'boolean') return;
    this.#answering = this.#answering.then(async () => {
      await this.#listener?.(begins ? events[0] : events[1]);
      if (begins) this.#release();
      else this.#hold();
    });
  }

  #hold(): void {
    if (this.#connection) this.#lock ??= new DelayLock('a backup is brought to a good end', { ...this.#around.environment, DBUS_SYSTEM_BUS_ADDRESS: this.#address });
  }

  #release(): void {
    this.#lock?.dispose();
    this.#lock = undefined;
  }

  #dispose(): void {
    this.#listener = undefined;
    this.#again?.cancel();
    this.#release();
    void this.#connection?.dispose();
    this.#connection = undefined;
  }
}
