import type { Disposable } from '../base/disposable.js';
import type { SessionEvent, SessionEventSource } from '../core/ports/session-events.js';
import { LauncherSessionEvents } from '../platform/session-events/launcher-session-events.js';
import { LogindSessionEvents } from '../platform/session-events/logind-session-events.js';
import { LAUNCHED_VARIABLE } from '../wire/launcher-lines.js';
import type { Workspace } from './workspace.js';

/** logind waits 5 s, Windows as long before it calls a program hung: both with room for what follows. */
const HOLD_MS = 3_500;

/** What sleep and the end of a session mean to who protects; src/agent/protector.ts. */
export interface SessionAware {
  holdBack(withinMs: number): Promise<void>;
  goOn(): void;
  sessionEnded(): void;
}

export interface SessionWatchOptions {
  readonly source: SessionEventSource;
  readonly protection: SessionAware;
  readonly logger: Workspace['logger'];
  /** Ends the agent. */
  readonly stop: () => void;
}

/** Carries what the operating system says of the session to whoever it concerns. */
export class SessionWatch implements Disposable {
  readonly #options: SessionWatchOptions;
  #listening: Disposable | undefined;

  private constructor(options: SessionWatchOptions) {
    this.#options = options;
  }

  static async open(options: SessionWatchOptions): Promise<SessionWatch> {
    const watch = new SessionWatch(options);
    watch.#listening = await options.source.listen(event => watch.#hear(event));
    return watch;
  }

  /** To be asked when a signal ends the agent: was that because the session ended? Then the history will say so. */
  async noteEnd(): Promise<void> {
    if (await this.#options.source.isSessionOver()) this.#options.protection.sessionEnded();
  }

  async dispose(): Promise<void> {
    await this.#listening?.dispose();
  }

  async #hear(event: SessionEvent): Promise<void> {
    const { protection, logger, stop } = this.#options;
    logger.info('the system says', { event });
    switch (event) {
      case 'will-sleep':
      case 'will-shut-down': return protection.holdBack(HOLD_MS);
      case 'woke':
      case 'goes-on': return protection.goOn();
      case 'session-ending':
        protection.sessionEnded();
        stop();
    }
  }
}

/** Who tells of the session here; undefined where nobody does. */
export function sessionEventSource({ place, clock, logger }: Pick<Workspace, 'place' | 'clock' | 'logger'>, onPress: (nonce: string) => void): SessionEventSource | undefined {
  const { platform, environment, userId } = place.surroundings;
  if (environment[LAUNCHED_VARIABLE] === '1') return new LauncherSessionEvents({ input: process.stdin, output: process.stdout, logger, onPress });
  return platform === 'linux' ? new LogindSessionEvents({ environment, userId, clock, logger }) : undefined;
}
