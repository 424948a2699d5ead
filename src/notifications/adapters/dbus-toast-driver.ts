import { Variant, type Message, type MessageBus } from 'dbus-native';
import { CodedError } from '../../base/coded-error.js';
import type { Disposable } from '../../base/disposable.js';
import type { Logger } from '../../base/logger.js';
import { noticeErrors } from '../../terms/errors/notice-errors.js';
import type { Severity } from '../../terms/notice-terms.js';
import { isNonce } from '../toast/activation-link.js';
import type { Toast, ToastDriver, ToastEvent } from '../toast/toast-driver.js';
import { connectSessionBus, type BusConnection } from './session-bus.js';

const SERVICE = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';
/** The Notifications specification's key of a click on the toast itself. */
const DEFAULT_ACTION = 'default';
/** Of the Icon Naming Specification: every desktop has them. */
const ICON: Readonly<Record<Severity, string>> = { information: 'dialog-information', warning: 'dialog-warning', alarm: 'dialog-error' };
const URGENCY: Readonly<Record<Severity, number>> = { information: 0, warning: 1, alarm: 2 };
/** NotificationClosed's reason 2: by the person. */
const DISMISSED = 2;
/** -1: as long as the daemon thinks fit. 0: until it is dismissed: who comes back to the desk is to find it. */
const EXPIRES = { information: -1, warning: 0, alarm: 0 } as const satisfies Readonly<Record<Severity, number>>;
/** Notification ids that are remembered; a daemon shows a handful. */
const MAX_SHOWN = 200;

/**
 * Toasts by the Desktop Notifications Specification 1.2 (org.freedesktop.Notifications), with buttons where the daemon draws them.
 *
 * A button's key is its nonce and comes back with the signal, so a press is understood by a process that was started after the toast was shown.
 * The connection is made when first needed, and anew after it was lost.
 */
export class DbusToastDriver implements ToastDriver {
  readonly name = 'dbus';
  readonly #logger: Logger;
  readonly #address: string | undefined;
  readonly #listeners = new Set<(event: ToastEvent) => void>();
  readonly #shown = new Map<number, Pick<Toast, 'id' | 'slot'>>();
  #connection: Promise<BusConnection & { readonly hasButtons: boolean }> | undefined;

  /** `address`: of the session bus, undefined where there is none. */
  constructor(address: string | undefined, logger: Logger) {
    this.#address = address;
    this.#logger = logger;
  }

  /** Begins to listen, for presses of toasts that an earlier process showed. Quiet where there is no bus. */
  async listen(): Promise<void> {
    await this.#connected().catch((failure: unknown) => this.#logger.debug('no session bus for toasts', { failure: String(failure) }));
  }

  async show({ id, slot, title, text, severity, buttons }: Toast, signal: AbortSignal): Promise<void> {
    const { bus, hasButtons } = await this.#connected();
    const replaces = this.#numberIn(slot) ?? 0;
    const actions = hasButtons ? [DEFAULT_ACTION, '', ...buttons.flatMap(({ key, title: label }) => [key, label])] : [];
    const hints = [['urgency', new Variant('y', URGENCY[severity])], ['desktop-entry', new Variant('s', 'mamori')]];
    const number = await call<number>(bus, 'Notify', 'susssasa{sv}i', ['Mamori', replaces, ICON[severity], title, escaped(text), actions, hints, EXPIRES[severity]], signal);
    this.#shown.set(number, { id, slot });
    for (const oldest of this.#shown.keys()) {
      if (this.#shown.size <= MAX_SHOWN) break;
      this.#shown.delete(oldest);
    }
  }

  withdraw(slot: string): void {
    const number = this.#numberIn(slot);
    if (number === undefined) return;
    this.#shown.delete(number);
    void this.#connected().then(({ bus }) => call(bus, 'CloseNotification', 'u', [number])).catch((failure: unknown) => this.#logger.debug('a toast was not taken away', { failure: String(failure) }));
  }

  onDidHear(listener: (event: ToastEvent) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  async dispose(): Promise<void> {
    this.#listeners.clear();
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.then(({ close }) => close(), () => undefined);
  }

  #numberIn(slot: string | undefined): number | undefined {
    return slot === undefined ? undefined : [...this.#shown].findLast(([, shown]) => shown.slot === slot)?.[0];
  }

  #connected(): Promise<BusConnection & { readonly hasButtons: boolean }> {
    if (this.#address === undefined) return Promise.reject(CodedError.of(noticeErrors, 'notice.channel-unavailable', 'no session bus'));
    return this.#connection ??= this.#connect(this.#address).catch((failure: unknown) => {
      this.#connection = undefined;
      throw failure;
    });
  }

  async #connect(address: string): Promise<BusConnection & { readonly hasButtons: boolean }> {
    const connection = await connectSessionBus(address, {
      onSignal: message => this.#hear(message),
      onLost: () => (this.#connection = undefined),
    });
    try {
      await connection.bus.addMatch(`type='signal',sender='${SERVICE}',interface='${SERVICE}',path='${PATH}'`);
      const capabilities = await call<string[]>(connection.bus, 'GetCapabilities', '', []);
      return { ...connection, hasButtons: capabilities.includes('actions') };
    } catch (failure) {
      connection.close();
      throw failure;
    }
  }

  /** Anybody on the bus can send a signal to this connection by its name: a press is worth what its nonce is. */
  #hear({ member, path, interface: from, body }: Message): void {
    if (path !== PATH || from !== SERVICE) return;
    const [number, detail] = (body ?? []) as [number, unknown];
    const shown = this.#shown.get(number);
    if (member === 'ActionInvoked' && detail === DEFAULT_ACTION && shown) this.#tell({ type: 'opened', id: shown.id });
    else if (member === 'ActionInvoked' && typeof detail === 'string' && isNonce(detail)) this.#tell({ type: 'pressed', key: detail });
    else if (member === 'NotificationClosed' && shown) {
      this.#shown.delete(number);
      this.#tell({ type: detail === DISMISSED ? 'dismissed' : 'gone', id: shown.id });
    }
  }

  #tell(event: ToastEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

async function call<T>(bus: MessageBus, member: string, signature: string, body: readonly unknown[], signal?: AbortSignal): Promise<T> {
  try {
    const message = { destination: SERVICE, path: PATH, interface: SERVICE, member, ...(signature !== '' && { signature, body: [...body] }) };
    return await bus.invoke<T>(message, { timeout: CALL_MS, ...(signal && { signal }) });
  } catch (failure) {
    throw toNoticeError(failure);
  }
}

/** A daemon that has to be started first takes seconds. */
const CALL_MS = 15_000;
const NOBODY: ReadonlySet<string> = new Set(['org.freedesktop.DBus.Error.ServiceUnknown', 'org.freedesktop.DBus.Error.NameHasNoOwner', 'org.freedesktop.DBus.Error.Spawn.ServiceNotFound']);

/** No notification daemon on this desktop is nothing wrong; one that refuses is. */
function toNoticeError(cause: unknown): CodedError {
  const { dbusName = '', message = String(cause) } = cause as { readonly dbusName?: string; readonly message?: string };
  const nobody = NOBODY.has(dbusName) || dbusName.startsWith('org.freedesktop.DBus.Error.Spawn.');
  return CodedError.of(noticeErrors, nobody ? 'notice.channel-unavailable' : 'notice.channel-failed', message, { cause });
}

/** The body may hold markup; names of files and folders must not become any. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
