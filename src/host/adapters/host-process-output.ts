import type { Readable } from 'node:stream';
import type { Clock, Timer } from '../../base/clock.js';
import type { Logger } from '../../base/logger.js';

/** Reading costs the agent time, so a flood is read no faster than this; what writes more waits. */
const READ_BYTES_PER_PERIOD = 4 * 1024 * 1024;
const LOGGED_BYTES_PER_PERIOD = 16 * 1024;
const PERIOD_MS = 1000;
const TAIL_CHARS = 16 * 1024;

/**
 * The standard outputs of a host process on their way to the log: a bounded amount per second, the rest is counted. The last `TAIL_CHARS` are kept, for that is where Node
 * says why it ends.
 */
export class HostProcessOutput {
  readonly #streams: readonly Readable[];
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #host: string;
  #tail = '';
  #read = 0;
  #logged = 0;
  #dropped = 0;
  #period: Timer | undefined;

  constructor(streams: readonly Readable[], { host, clock, logger }: { readonly host: string; readonly clock: Clock; readonly logger: Logger }) {
    this.#streams = streams;
    this.#clock = clock;
    this.#logger = logger;
    this.#host = host;
    for (const stream of streams) {
      stream.setEncoding('utf8').on('data', (text: string) => this.#take(text));
      stream.on('error', () => {}); // the process's end says more
    }
  }

  get tail(): string {
    return this.#tail;
  }

  close(): void {
    this.#period?.cancel();
    this.#tellDropped();
    for (const stream of this.#streams) stream.destroy();
  }

  #take(text: string): void {
    this.#tail = (this.#tail + text.slice(-TAIL_CHARS)).slice(-TAIL_CHARS);
    this.#read += text.length;
    this.#period ??= this.#clock.after(PERIOD_MS, () => this.#nextPeriod(), { unref: true });
    const room = Math.max(0, LOGGED_BYTES_PER_PERIOD - this.#logged);
    const logged = text.slice(0, room);
    this.#logged += logged.length;
    this.#dropped += text.length - logged.length;
    if (logged !== '') this.#logger.info('extension host wrote', { host: this.#host, text: logged });
    if (this.#read > READ_BYTES_PER_PERIOD) for (const stream of this.#streams) stream.pause();
  }

  #nextPeriod(): void {
    this.#tellDropped();
    this.#period = undefined;
    this.#read = 0;
    this.#logged = 0;
    for (const stream of this.#streams) stream.resume();
  }

  #tellDropped(): void {
    if (this.#dropped > 0) this.#logger.warn('extension host wrote too much', { host: this.#host, droppedChars: this.#dropped });
    this.#dropped = 0;
  }
}
