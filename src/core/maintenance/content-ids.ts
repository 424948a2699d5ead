import type { VaultSession } from '../backup/vault-session.js';
import type { ContentReference } from '../ports/engine.js';
import { finished } from '../backup/finished-job.js';

const ID_BYTES = 16;

/**
 * The ids of all chunks of a content, level by level: those the reference lists, then what those list, down to the content's own chunks (section 6 of docs/vault-format.md).
 *
 * Cost: one read per level, none for depth 0. Fails as `readContent` does when a list cannot be read; what came before it was yielded.
 */
export async function* contentIds(session: VaultSession, { depth, ids }: Pick<ContentReference, 'depth' | 'ids'>, signal?: AbortSignal): AsyncGenerator<readonly string[], void, undefined> {
  yield ids;
  let level = ids;
  for (let left = depth; left > 0; left -= 1) {
    const content = { depth: 0, ids: level, bytes: level.length * ID_BYTES };
    level = splitIds(await finished(session.vault.readContent({ index: session.index, content, source: session.blobs }), signal));
    yield level;
  }
}

/** Ids as hex from their concatenation. */
export function splitIds(bytes: Buffer): readonly string[] {
  return Array.from({ length: Math.floor(bytes.length / ID_BYTES) }, (_, at) => bytes.toString('hex', at * ID_BYTES, (at + 1) * ID_BYTES));
}
