import { decodePath } from '../../base/path-bytes.js';
import { batchEntries } from '../catalog/record-batch.js';
import { decodeRecord } from '../catalog/record-codec.js';
import type { RecordBatch } from '../ports/engine.js';
import type { VaultSession } from '../backup/vault-session.js';
import { foldStreams } from '../vault/runs/run-chain.js';
import type { RelativePath } from '../watch/source-event.js';
import { contentIds, splitIds } from './content-ids.js';
import { finished } from '../backup/finished-job.js';
import { isDamage, type SurveyedSource } from './survey.js';

/** A version that cannot be restored whole. */
export interface AffectedVersion {
  readonly source: string;
  readonly path: RelativePath;
  readonly version: number;
}

/**
 * The kept versions of a source that any of the chunks belongs to, through their lists of chunks too; a list that cannot be read counts as damaged.
 *
 * Cost: one pass over the source's history, and a read for each content of more than 64 chunks.
 */
export async function affectedVersions(session: VaultSession, { id, chain, live }: SurveyedSource, chunks: ReadonlySet<string>, signal?: AbortSignal): Promise<readonly AffectedVersion[]> {
  if (![...chunks].some(chunk => live.has(chunk))) return [];
  const affected: AffectedVersion[] = [];
  const look = async (batch: RecordBatch): Promise<void> => {
    for (const { directory, name, sequence, record } of batchEntries(batch)) {
      const content = record && decodeRecord(record).content;
      if (!content || !await refersTo(session, { depth: content.depth, ids: splitIds(content.ids) }, chunks, signal)) continue;
      const folder = decodePath(directory);
      affected.push({ source: id, path: folder === '' ? decodePath(name) : `${folder}/${decodePath(name)}`, version: sequence });
    }
  };
  await finished(session.vault.fold({ index: session.index, source: session.blobs, streams: foldStreams(chain), onItems: look }), signal);
  return affected;
}

async function refersTo(session: VaultSession, content: { readonly depth: number; readonly ids: readonly string[] }, chunks: ReadonlySet<string>, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    for await (const ids of contentIds(session, content, signal)) if (ids.some(id => chunks.has(id))) return true;
    return false;
  } catch (failure) {
    if (isDamage(failure)) return true;
    throw failure;
  }
}
