import type { VaultSession } from '../backup/vault-session.js';
import type { DamageReport } from './damage-report.js';
import type { Survey } from './survey.js';

/** So many are told of one source; more would only say the same at length. */
const MAX_MISSING = 100_000;

/**
 * Finds chunks that kept versions need and no container has any more, and names the container they lay in as far as the index remembers it. What lies in a condemned container that is still there is
 * not missing: the next collection copies it.
 */
export function findMissing({ index }: VaultSession, { containers, sources }: Survey, damaged: ReadonlySet<string>, damage: DamageReport): void {
  for (const { live } of sources) {
    for (const id of live.missingFrom(index, MAX_MISSING)) {
      const container = index.locate(id, 'any')?.container;
      if (container !== undefined && containers.has(container) && !damaged.has(container)) continue;
      if (container === undefined) damage.add(`chunk ${id}`, 'vault.missing-object', [id]);
      else damage.add(container, containers.has(container) ? 'vault.damaged-object' : 'vault.missing-object', [id]);
    }
  }
}
