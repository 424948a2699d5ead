import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type Answer = (response: ServerResponse, received: Received) => void;

/** A real server that keeps what it is sent and answers as it is told, one answer after the other; the last one stays. */
export class WebhookServer implements AsyncDisposable {
  readonly received: Received[] = [];
  readonly #server = createServer();
  #answers: readonly Answer[] = [];

  static async start(...answers: readonly Answer[]): Promise<WebhookServer> {
    const made = new WebhookServer();
    made.#answers = answers;
    made.#server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const received = { path: request.url ?? '', method: request.method ?? '', headers: request.headers, body: Buffer.concat(chunks) };
        const answer = made.#answers[Math.min(made.received.length, made.#answers.length - 1)];
        made.received.push(received);
        answer?.(response, received);
      });
    });
    made.#server.listen(0, '127.0.0.1');
    await once(made.#server, 'listening');
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

/** An answer of nothing but a status and headers. */
export const status = (code: number, headers: Readonly<Record<string, string>> = {}): Answer => response => void response.writeHead(code, headers).end();
