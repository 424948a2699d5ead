import type { VaultSession } from '../backup/vault-session.js';
import { withFooters, type ListedContainer, type OpenedContainer } from './containers.js';
import type { DamageReport } from './damage-report.js';
import { finished } from '../backup/finished-job.js';

/** Containers handed to the engine at once: what is read, at most 256 MiB or so, before `onRead` may let others work. */
const BATCH = 8;

/** Opens and re-hashes every chunk of the given containers; what cannot be read goes into `damage` with its chunks. Waits for `onRead` after each batch. */
export async function readContainers(session: VaultSession, containers: readonly ListedContainer[], damage: DamageReport, onRead: (bytes: number) => Promise<void> | void, signal?: AbortSignal): Promise<void> {
  for (let from = 0; from < containers.length; from += BATCH) {
    const opened: OpenedContainer[] = [];
    await withFooters(session, containers.slice(from, from + BATCH), container => void opened.push(container), ({ name }, { code }) => damage.add(name, code), signal);
    await finished(session.vault.verifySegments({
      containers: opened.map(({ name, footer }) => ({ name, footer, segments: 'all' as const })), source: session.blobs,
      onDamage: found => {
        for (const { container, error, chunkIds } of found) damage.add(container, error.code, chunkIds);
      },
    }), signal);
    await onRead(opened.reduce((total, { sizeBytes }) => total + sizeBytes, 0));
  }
}
