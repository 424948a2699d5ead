import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Disposable } from '../../base/disposable.js';
import type { Logger } from '../../base/logger.js';
import type { SessionEvent, SessionEventSource, SessionListener } from '../../core/ports/session-events.js';
import { doneLine, parseLauncherLine, type LauncherLine } from '../../wire/launcher-lines.js';

/**
 * Windows says the end of a session and of the PC in one message; whether it was a restart shows at the next start. Of a modern standby it may tell the beginning and not the end: a person who
 * unlocks the session is the sign that the PC is awake.
 */
const EVENTS: ReadonlyMap<string, SessionEvent> = new Map([
  ['will-sleep', 'will-sleep'], ['woke', 'woke'], ['session-unlocked', 'woke'], ['session-ending', 'session-ending'], ['goes-on', 'goes-on'],
]);

export interface LauncherPipe {
  readonly input: Readable;
  readonly output: Writable;
  readonly logger: Logger;
  /** A toast's button was pressed: the nonce of its link. */
  readonly onPress: (nonce: string) => void;
}

/** What the launcher hears through its hidden window and passes on (src/wire/launcher-lines.ts). When the launcher is gone nothing comes any more; the agent goes on without. */
export class LauncherSessionEvents implements SessionEventSource {
  readonly #pipe: LauncherPipe;
  #lines: Interface | undefined;
  #answering: Promise<void> = Promise.resolve();
  #isOver = false;

  constructor(pipe: LauncherPipe) {
    this.#pipe = pipe;
  }

  listen(listener: SessionListener): Promise<Disposable> {
    const { input, output, logger } = this.#pipe;
    output.on('error', () => undefined); // nobody reads any more
    this.#lines = createInterface({ input, terminal: false });
    this.#lines.on('line', text => {
      const line = parseLauncherLine(text);
      if (line) this.#answering = this.#answering.then(() => this.#answer(line, listener));
      else logger.debug('a line of the launcher was not understood', { line: text.slice(0, 100) });
    });
    return Promise.resolve({
      dispose: () => {
        this.#lines?.close();
        input.destroy();
      },
    });
  }

  isSessionOver(): Promise<boolean> {
    return Promise.resolve(this.#isOver);
  }

  async #answer(line: LauncherLine, listener: SessionListener): Promise<void> {
    const event = EVENTS.get(line.event);
    if (event === 'session-ending') this.#isOver = true;
    if (event === 'goes-on') this.#isOver = false;
    if (event) await listener(event);
    else if (line.event === 'press') this.#pipe.onPress(line.argument);
    this.#pipe.output.write(doneLine(line));
  }
}
