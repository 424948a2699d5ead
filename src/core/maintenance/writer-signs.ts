import type { StoredRegistration } from '../vault/writers/registration.js';
import type { Run } from '../vault/runs/run-chain.js';

/** A writer that gave no sign of life for so long is not waited for any more; it takes a new id when it comes back, and reads everything again. */
export const EXPELLED_AFTER_MS = 60 * 86_400_000;
/** One that calls itself by this device's name is as a rule what this installation was before its state was lost. */
export const EARLIER_SELF_AFTER_MS = 86_400_000;

/** Registered writers, other than `own`, of which neither a registration nor a run is younger than that. Expelling one too many costs it time, never data. */
export function silentWriters(registrations: readonly StoredRegistration[], runs: readonly Run[], own: { readonly writer: string; readonly device: string }, nowMs: number): readonly string[] {
  const signs = new Map<string, number>();
  const seen = (writer: string, timeMs: number) => signs.set(writer, Math.max(signs.get(writer) ?? timeMs, timeMs));
  for (const { writer, createdMs } of registrations) seen(writer, createdMs);
  for (const { writer, root } of runs) if (signs.has(writer)) seen(writer, root.finishedMs);
  const earlierSelves = new Set(registrations.filter(({ device }) => device === own.device).map(({ writer }) => writer));
  const patience = (writer: string) => (earlierSelves.has(writer) ? EARLIER_SELF_AFTER_MS : EXPELLED_AFTER_MS);
  return [...signs].filter(([writer, timeMs]) => writer !== own.writer && nowMs - timeMs > patience(writer)).map(([writer]) => writer).sort();
}
