import type { StoredRegistration } from '../vault/writers/registration.js';
import type { Run } from '../vault/runs/run-chain.js';

/** A writer that gave no sign of life for so long is not waited for any more; it takes a new id when it comes back, and reads everything again. */
export const EXPELLED_AFTER_MS = 60 * 86_400_000;

/** Registered writers, other than `own`, of which neither a registration nor a run is younger than that. */
export function silentWriters(registrations: readonly StoredRegistration[], runs: readonly Run[], own: string, nowMs: number): readonly string[] {
  const signs = new Map<string, number>();
  const seen = (writer: string, timeMs: number) => signs.set(writer, Math.max(signs.get(writer) ?? timeMs, timeMs));
  for (const { writer, createdMs } of registrations) seen(writer, createdMs);
  for (const { writer, root } of runs) if (signs.has(writer)) seen(writer, root.finishedMs);
  return [...signs].filter(([writer, timeMs]) => writer !== own && nowMs - timeMs > EXPELLED_AFTER_MS).map(([writer]) => writer).sort();
}
