import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { onTestFinished } from 'vitest';
import type { Identity } from './certificates.js';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly source: string;
  readonly encrypted: boolean;
  readonly user: string | undefined;
}

export interface MailServerOptions {
  readonly identity?: Identity;
  /** TLS from the first byte. */
  readonly implicitTls?: boolean;
  readonly offersStartTls?: boolean;
  readonly offersLogin?: boolean;
  readonly login?: { readonly user: string; readonly password: string };
  /** Answers to addresses, as recipient or sender. */
  readonly refuses?: Readonly<Record<string, { readonly code: number; readonly text: string }>>;
  readonly port?: number;
}

/** A real SMTP server on the loopback. */
export class MailServer {
  readonly received: ReceivedMail[] = [];
  logins = 0;
  connections = 0;
  readonly #server: SMTPServer;

  private constructor({ identity, implicitTls = false, offersStartTls = true, offersLogin = true, login, refuses = {} }: MailServerOptions) {
    const judge = ({ address }: { readonly address: string }, callback: (failure?: Error) => void) => {
      const refusal = refuses[address];
      callback(refusal && Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
    };
    const hidden = [...offersStartTls && identity && !implicitTls ? [] : ['STARTTLS'], ...offersLogin ? [] : ['AUTH']];
    this.#server = new SMTPServer({
      secure: implicitTls, ...(identity && { key: identity.key, cert: identity.certificate }), disabledCommands: hidden, authOptional: !login, allowInsecureAuth: true, logger: false,
      closeTimeout: 100, disableReverseLookup: true,
      onConnect: (_session, callback) => {
        this.connections += 1;
        callback();
      },
      onAuth: ({ username, password }, _session, callback) => {
        this.logins += 1;
        if (login && username === login.user && password === login.password) callback(null, { user: username });
        else callback(Object.assign(new Error('Invalid username or password'), { responseCode: 535 }));
      },
      onMailFrom: (address, _session, callback) => judge(address, callback),
      onRcptTo: (address, _session, callback) => judge(address, callback),
      onData: (stream, session, callback) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk)).once('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          const source = Buffer.concat(chunks).toString('utf8');
          this.received.push({ from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address), source, encrypted: session.secure === true, user: session.user });
          callback();
        });
      },
    });
    this.#server.on('error', () => undefined); // clients that distrust the certificate hang up
  }

  static async open(options: MailServerOptions = {}): Promise<MailServer> {
    const server = new MailServer(options);
    const listening = server.#server.listen(options.port ?? 0, '127.0.0.1');
    await once(listening, 'listening');
    onTestFinished(() => server.close());
    return server;
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise(resolve => { this.#server.close(() => resolve()); });
  }
}

/** Takes connections and says nothing; `heard` resolves at the first one, `left` when that was hung up. */
export async function silentServer(): Promise<{ readonly port: number; readonly heard: Promise<void>; readonly left: Promise<void> }> {
  const heard = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  const server: Server = createServer(socket => {
    heard.resolve();
    socket.on('error', () => undefined).on('close', () => left.resolve()).resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, heard: heard.promise, left: left.promise };
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
