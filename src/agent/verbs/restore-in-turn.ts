import type { VaultSession } from '../../core/backup/vault-session.js';
import type { NamedSource } from '../../core/restore/locate-source.js';
import type { WriteRequest } from '../../core/restore/restore-runner.js';
import type { VerbContext } from '../../shell/endpoint/connection.js';
import { tellProgress } from '../tell-progress.js';
import type { Workspace } from '../workspace.js';

type Shared = Pick<WriteRequest, 'restoreOwner' | 'signal' | 'onJob'>;

/** Lets something be restored when its turn comes, with progress told and shown. A pause holds it as it holds backups, and is told of. */
export function restoreInTurn<T>(
  { vault, queue, clock }: Workspace, { definition: { name } }: NamedSource, { signal, onProgress }: VerbContext,
  restore: (session: VaultSession, shared: Shared) => Promise<T>,
): Promise<T> {
  return queue.add({
    subject: name, kind: 'restore', signal,
    onPaused: () => onProgress({ step: 'paused', subject: name }),
    run: async ({ signal: stop, show, untilResumed }) => {
      await untilResumed();
      const { session } = await vault.use();
      return restore(session, {
        restoreOwner: process.getuid?.() === 0, signal: stop,
        onJob: job => {
          show(job);
          tellProgress(clock, job, () => ({ step: queue.paused ? 'paused' : 'restoring', subject: name }), onProgress);
        },
      });
    },
  });
}
