import { sessionBus, type Message, type MessageBus } from 'dbus-native';
import { CodedError } from '../../base/coded-error.js';
import { noticeErrors } from '../../terms/errors/notice-errors.js';

export interface BusConnection {
  readonly bus: MessageBus;
  close(): void;
}

export interface BusListeners {
  readonly onSignal: (message: Message) => void;
  /** The connection ended by itself: the session is over, or the bus was restarted. */
  readonly onLost: () => void;
}

/** A bus that accepts and then says nothing is none. */
const HELLO_MS = 5_000;
const SIGNAL = 4;

/**
 * Connects to a session bus. Fails with `notice.channel-unavailable` when nobody answers there.
 *
 * As `direct` connection with a `Hello` of our own: the library's own throws out of a timer when the bus does not answer it, which ends the process (dbus-native issue 393).
 */
export async function connectSessionBus(busAddress: string, { onSignal, onLost }: BusListeners): Promise<BusConnection> {
  let bus: MessageBus;
  try {
    bus = sessionBus({ busAddress, direct: true });
  } catch (cause) { // an address of no kind that it knows
    throw unavailable(cause);
  }
  const { connection } = bus;
  let failed: (cause: Error) => void = () => undefined;
  const failure = new Promise<never>((_, reject) => (failed = reject));
  failure.catch(() => undefined);
  let closed = false;
  const close = () => {
    if (closed) return;
    closed = true;
    connection.end();
  };
  connection.on('error', cause => failed(cause));
  connection.on('close', cause => {
    failed(cause ?? new Error('closed'));
    if (!closed) onLost();
    closed = true;
  });
  try {
    bus.name = await Promise.race([bus.invokeDbus<string>({ member: 'Hello' }, { timeout: HELLO_MS }), failure]);
  } catch (cause) {
    close();
    throw unavailable(cause);
  }
  connection.on('message', message => {
    if (message.type === SIGNAL) onSignal(message);
  });
  return { bus, close };
}

function unavailable(cause: unknown): CodedError {
  return CodedError.of(noticeErrors, 'notice.channel-unavailable', `no session bus: ${String(cause)}`, { cause });
}
