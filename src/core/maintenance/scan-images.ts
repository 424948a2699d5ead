import type { VaultSession } from '../backup/vault-session.js';
import { foldStreams } from '../vault/runs/run-chain.js';
import { finished } from '../backup/finished-job.js';

/** What scans believe to be stored already, source by source. */
export interface ScanImages {
  /** Whether there is anything for the next scan to compare with. */
  exists(source: string): boolean;
  /** The next scan of the source takes nothing for known. Durable when it resolves; harmless when repeated. */
  giveUp(source: string): Promise<void>;
  /** Makes an image from what the vault holds now, so that the next scan reads every file but saves only what differs. Best effort: without one everything counts as new. */
  remake(source: string, signal?: AbortSignal): Promise<void>;
}

/** Writes a scan image of a source's present state into `imagePath`. Cost: one pass over its record streams. */
export async function imageFromHistory(session: VaultSession, source: string, imagePath: string, signal?: AbortSignal): Promise<void> {
  const chain = await session.runs.chain(source, undefined, signal);
  await finished(session.vault.fold({ index: session.index, source: session.blobs, streams: foldStreams(chain), imagePath, sourceId: Buffer.from(source, 'hex') }), signal);
}
