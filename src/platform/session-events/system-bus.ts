import { sessionBus, type Message, type MessageBus } from 'dbus-native';
import type { Disposable } from '../../base/disposable.js';

export interface BusConnection extends Disposable {
  readonly bus: MessageBus;
}

export interface BusListeners {
  readonly onSignal: (message: Message) => void;
  /** The connection ended by itself: the bus was restarted. */
  readonly onLost: () => void;
}

/** A bus that accepts and then says nothing is none. */
const HELLO_MS = 5_000;
const SIGNAL = 4;

/**
 * Connects to the bus at an address; rejects when nobody answers there.
 *
 * As `direct` connection with a `Hello` of our own, because the library's own throws out of a timer when the bus does not answer it (docs/decisions/0008-notices.md).
 */
export async function connectBus(busAddress: string, { onSignal, onLost }: BusListeners): Promise<BusConnection> {
  const bus = sessionBus({ busAddress, direct: true });
  const { connection } = bus;
  let closed = false;
  const failure = new Promise<never>((_, reject) => {
    connection.on('error', reject);
    connection.on('close', cause => {
      reject(cause ?? new Error('closed'));
      if (!closed) onLost();
      closed = true;
    });
  });
  failure.catch(() => undefined);
  const dispose = () => {
    if (!closed) connection.end();
    closed = true;
  };
  try {
    bus.name = await Promise.race([bus.invokeDbus<string>({ member: 'Hello' }, { timeout: HELLO_MS }), failure]);
  } catch (cause) {
    dispose();
    throw cause;
  }
  connection.on('message', message => {
    if (message.type === SIGNAL) onSignal(message);
  });
  return { bus, dispose };
}
