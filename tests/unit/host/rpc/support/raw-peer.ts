import { inProcessTransports, RpcPeer, type Handlers, type Transport } from '../../../../../src/host/rpc/index.js';
import { encodeDataHeader, encodeMessage, RpcFrameDecoder } from '../../../../../src/wire/plugins/rpc/frames.js';
import { PLUGIN_PROTOCOL, type RpcMessage } from '../../../../../src/wire/plugins/rpc/messages.js';
import { testHandlers, type TestPeer } from './conversation.js';
import { TEST_METHODS, type TestMethods } from './methods.js';

/** The other side as somebody else might have written it: it sends what it likes, and tells what it is sent. */
export class RawPeer {
  readonly peer: TestPeer;
  readonly received: RpcMessage[] = [];
  receivedBytes = 0;
  readonly #transport: Transport;
  readonly #decoder = new RpcFrameDecoder();
  #arrived: (() => void) | undefined;
  #closed = false;

  constructor(handlers: Partial<Handlers<TestMethods>> = {}) {
    const [near, far] = inProcessTransports();
    this.#transport = far;
    this.peer = new RpcPeer({ transport: near, own: TEST_METHODS, handlers: { ...testHandlers, ...handlers }, theirs: TEST_METHODS });
    far.start({
      onData: chunk => {
        this.#decoder.push(chunk, { message: message => void this.received.push(message as RpcMessage), data: (_, bytes) => { this.receivedBytes += bytes.length; } });
        this.#arrived?.();
      },
      onDrain: () => {},
      onClose: () => {
        this.#closed = true;
        this.#arrived?.();
      },
    });
  }

  greet(protocol = PLUGIN_PROTOCOL): this {
    return this.send({ type: 'hello', protocol });
  }

  send(...messages: readonly object[]): this {
    for (const message of messages) this.sendBytes(encodeMessage(message as RpcMessage));
    return this;
  }

  sendData(stream: number, bytes: Uint8Array): this {
    return this.sendBytes(encodeDataHeader(stream, bytes.length), bytes);
  }

  sendBytes(...parts: readonly Uint8Array[]): this {
    this.#transport.send(parts);
    return this;
  }

  /** The next message of a type, also one that has come already; undefined when the connection ends first. */
  async next<T extends RpcMessage['type']>(type: T): Promise<Extract<RpcMessage, { type: T }> | undefined> {
    for (;;) {
      const at = this.received.findIndex(message => message.type === type);
      if (at >= 0) return this.received.splice(at, 1)[0] as Extract<RpcMessage, { type: T }>;
      if (this.#closed) return undefined;
      await new Promise<void>(arrived => { this.#arrived = arrived; });
    }
  }

  close(): void {
    this.#transport.close();
  }
}
