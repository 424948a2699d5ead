import type { Progress } from '../wire/progress.js';
import type { Suspension } from './suspension.js';
import type { Workspace } from './workspace.js';

export interface BeginningRun {
  readonly subject: string;
  readonly suspension?: Suspension | undefined;
  readonly signal: AbortSignal;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * Resolves when neither a person's pause nor the pause window keeps a run from beginning; at once if none does.
 *
 * For what comes before a run's own turn in the queue: a plugin that stops a service for the time of the backup must not do so while the backup waits. Rejects with the abort reason.
 */
export async function untilMayBegin({ queue, clock }: Pick<Workspace, 'queue' | 'clock'>, { subject, suspension, signal, onProgress }: BeginningRun): Promise<void> {
  while (queue.paused || suspension?.suspended) {
    await queue.add({
      subject, kind: 'backup', signal,
      onPaused: () => onProgress?.({ step: 'paused', subject }),
      run: async context => {
        await suspension?.wait(clock, context);
        await context.untilResumed();
      },
    });
  }
}
