import { Emitter } from '../base/emitter.js';
import type { Logger } from '../base/logger.js';
import type { Notice, Run } from '../host/api/index.js';

/** What happens in this process, for whoever wants to hear of it: plugins, notices. Telling costs nothing while nobody listens. */
export interface Happenings {
  /** Runs of every kind, when they begin and when they have ended, well or not. */
  readonly runs: Emitter<Run>;
  /** The sources, or something in their settings, have changed. */
  readonly sources: Emitter<void>;
  /** Every notice that is about to be told. */
  readonly notices: Emitter<Notice>;
}

export function happenings(logger: Logger): Happenings {
  const report = (failure: unknown) => logger.error('a listener failed', { failure: failure instanceof Error ? failure.stack : String(failure) });
  return { runs: new Emitter(report), sources: new Emitter(report), notices: new Emitter(report) };
}
