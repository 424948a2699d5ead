import * as v from 'valibot';

/** Mails that failed before: how often, and when they are due again (wall time, ms). */
const Retries = v.record(v.string(), v.object({ attempts: v.pipe(v.number(), v.integer(), v.minValue(1)), dueMs: v.number() }));
export type Retries = v.InferOutput<typeof Retries>;

/** What cannot be understood is forgotten: everything that waits is tried at once. */
export function parseRetries(stored: unknown): Retries {
  const parsed = v.safeParse(Retries, stored ?? {});
  return parsed.success ? parsed.output : {};
}
