import type { Proof } from '../ports/local-catalog-state.js';
import type { ListedContainer } from './containers.js';

/** Where a source's check goes on: after which container, and whether everything before was intact. */
export interface ProofCursor {
  readonly after: string; // '' at the beginning
  readonly intact: boolean;
}

export function parseCursor({ cursor }: Pick<Proof, 'cursor'>): ProofCursor {
  return cursor.startsWith('!') ? { after: cursor.slice(1), intact: false } : { after: cursor, intact: true };
}

export function formatCursor({ after, intact }: ProofCursor): string {
  return after === '' || intact ? after : `!${after}`;
}

/** The next containers of a pass: at least `percent` of their bytes, so that 100/percent calls cover all that were there when the pass began. */
export function nextOfPass(holders: readonly ListedContainer[], { after }: ProofCursor, percent: number): readonly ListedContainer[] {
  const wantedBytes = sizeOf(holders) * Math.min(100, percent) / 100;
  const chosen: ListedContainer[] = [];
  let bytes = 0;
  for (const holder of holders) {
    if (holder.name <= after) continue;
    if (bytes >= wantedBytes && chosen.length > 0) break;
    chosen.push(holder);
    bytes += holder.sizeBytes;
  }
  return chosen;
}

/**
 * A source's proof after a step. A pass is complete when nothing lies behind its last container; it is a proof when all of it was intact. What was stored while a pass went on, in a
 * container whose name sorts before the cursor, is read by the next pass.
 */
export function afterStep(proof: Proof, holders: readonly ListedContainer[], step: readonly ListedContainer[], damaged: (name: string) => boolean, nowMs: number): { readonly proof: Proof; readonly complete: boolean } {
  const before = parseCursor(proof);
  const after = step.at(-1)?.name ?? before.after;
  const intact = before.intact && !step.some(({ name }) => damaged(name));
  const complete = holders.every(({ name }) => name <= after);
  if (!complete) return { proof: { ...proof, cursor: formatCursor({ after, intact }) }, complete };
  return { proof: { ...proof, cursor: '', provenMs: intact ? nowMs : proof.provenMs }, complete };
}

export function sizeOf(containers: readonly ListedContainer[]): number {
  return containers.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
}
