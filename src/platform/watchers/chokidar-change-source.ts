import { Observable } from 'rxjs';
import type { Clock } from '../../base/clock.js';
import type { ChangeSource } from '../../core/watch/change-source.js';
import { ChokidarWatch } from './chokidar-watch.js';

/**
 * chokidar 6 as a change source.
 *
 * Its raw notices are told as well as its events: they come first, and chokidar drops some by design (a change that
 * keeps the modification time, a second one within its throttle). Its events add what no notice tells, such as the
 * contents of a folder that appeared whole. It cannot report the loss of events: libuv drops the kernel's overflow
 * record (16,384 of 30,000 names came through a stalled event loop, without an error).
 *
 * Names that are no UTF-8 reach JavaScript mangled (U+FFFD): a change of one is told as a loss in its folder, and a
 * folder with such a name, into which chokidar cannot look, as degraded.
 *
 * Cost: see MAX_ENTRIES_FOR_CHOKIDAR.
 */
export function chokidarChangeSource(clock: Clock): ChangeSource {
  return {
    name: 'chokidar',
    reportsOverflow: false,
    watch: (root, options) => new Observable(subscriber => {
      const session = new ChokidarWatch(root, options, clock, subscriber);
      void session.open();
      return () => void session.close();
    }),
  };
}
