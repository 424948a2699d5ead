/** What a peer is told by its transport. None of these throws. */
export interface TransportListener {
  /** Bytes as they arrive, in order, in pieces of any size. They are the listener's to keep. */
  onData(chunk: Buffer): void;
  /** Some of what was sent has left: `unsentBytes` is lower than before. */
  onDrain(): void;
  /** Nothing comes or goes any more; told once, also after `close`. `failure` when it was not an orderly end. */
  onClose(failure?: Error): void;
}

/**
 * Carries bytes between two peers, in order and without loss until it closes.
 *
 * Bytes given to `send` must not be changed afterwards: they may be written later, and are not copied for it. `send` never blocks and never refuses; a
 * sender that cares for memory looks at `unsentBytes` and waits for `onDrain`. After the end `send` and `close` do nothing.
 */
export interface Transport {
  /** Bytes that were sent and have not left this process yet. */
  readonly unsentBytes: number;
  /** Called once; nothing is delivered before. */
  start(listener: TransportListener): void;
  /** Sends the parts one after the other. */
  send(parts: readonly Uint8Array[]): void;
  /** Ends both directions. What was sent before still leaves, unless the other side has stopped reading. */
  close(): void;
}
