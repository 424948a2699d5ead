import type { DivisibleJob } from '../../core/ports/engine.js';
import type { NativeJob } from '../native-binding.js';
import { toCodedError, translated } from './native-failure.js';

/** A job of the addon behind the port; `convert` turns its outcome into the port's. */
export function engineJob<Raw, T>(start: () => NativeJob<Raw>, convert: (raw: Raw) => T): DivisibleJob<T> {
  const job = translated(start);
  return {
    result: job.result.then(convert, (thrown: unknown) => {
      throw toCodedError(thrown);
    }),
    progress: () => job.progress(),
    cancel: () => job.cancel(),
    pause: () => job.pause(),
    resume: () => job.resume(),
    endEarly: () => job.endEarly(),
  };
}
