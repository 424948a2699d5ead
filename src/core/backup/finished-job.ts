import type { EngineJob } from '../ports/engine.js';

/** Awaits an engine job; the signal cancels it and is what the call then fails with. */
export async function finished<T>(job: EngineJob<T>, signal: AbortSignal | undefined): Promise<T> {
  const cancel = () => job.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  try {
    return await job.result;
  } catch (failure) {
    signal?.throwIfAborted();
    throw failure;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}
