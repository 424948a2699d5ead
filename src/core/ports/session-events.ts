import type { Disposable } from '../../base/disposable.js';

/**
 * What the operating system says of this PC and of the person's session.
 *
 * `will-shut-down` and `session-ending` may come both, or only one of them; a shutdown may be called off, which is `goes-on`.
 */
export type SessionEvent = 'will-sleep' | 'woke' | 'will-shut-down' | 'goes-on' | 'session-ending';

/**
 * Told of each event in order. Sleep and shutdown are held up until the answer has settled, for a few seconds at most.
 * It must not reject.
 */
export type SessionListener = (event: SessionEvent) => Promise<void> | void;

/** Where session events come from. */
export interface SessionEventSource {
  /** Never fails: where nobody tells of events, none come. Disposing lets go of what holds up sleep. */
  listen(listener: SessionListener): Promise<Disposable>;
  /** Whether the person's session is over, so that this is why the agent is asked to end. Answers within a second; false when nobody knows. */
  isSessionOver(): Promise<boolean>;
}
