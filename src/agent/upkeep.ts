import { checkpointIfDue } from '../core/maintenance/checkpoint.js';
import { maintenanceContext, ownSources } from './maintenance.js';
import { gcVerb } from './verbs/gc-verb.js';
import type { VerbHost } from './verbs/verb.js';
import { verifyVerb } from './verbs/verify-verb.js';
import { meansLost } from './vault/vault-link.js';

/** Continuous saves between two looks at whether a checkpoint is due: each look costs a listing of the source's runs. */
const SAVES_PER_LOOK = 200;

/**
 * Keeps the vault in shape without anybody asking: checkpoints when histories have grown, collection within the day's budget after scheduled runs, and each day a
 * share of all content read back, so that "proven restorable" comes round by itself.
 *
 * Failures are logged and left to the next time: none of this is urgent, and a backup never waits for it to succeed.
 */
export class Upkeep {
  readonly #host: VerbHost;
  readonly #signal: AbortSignal;
  #saves = 0;

  constructor(host: VerbHost, signal: AbortSignal) {
    this.#host = host;
    this.#signal = signal;
  }

  async afterScheduledRuns(): Promise<void> {
    const { settings } = this.#host.workspace;
    const context = { signal: this.#signal, onProgress: () => undefined };
    await this.#attempt('checkpoints', () => this.#checkpoints());
    await this.#attempt('collection', () => gcVerb(this.#host, { discardDamaged: false }, context));
    const percent = settings.current.preferences['verify.dailyPercent'];
    if (percent > 0) await this.#attempt('verification', () => verifyVerb(this.#host, { packs: false, readDataPercent: percent }, context));
  }

  async afterContinuousSave(): Promise<void> {
    this.#saves += 1;
    if (this.#saves % SAVES_PER_LOOK === 0) await this.#attempt('checkpoints', () => this.#checkpoints());
  }

  async #checkpoints(): Promise<void> {
    const { workspace } = this.#host;
    const { queue, vault } = workspace;
    await queue.add({
      subject: workspace.device, kind: 'maintenance', signal: this.#signal,
      run: async ({ signal }) => {
        const opened = await vault.use();
        for (const source of ownSources(workspace, opened.writer)) await checkpointIfDue(maintenanceContext(workspace, opened), opened.heads, source, signal);
        await opened.ballast.hold({ signal });
      },
    });
  }

  async #attempt(what: string, work: () => unknown): Promise<void> {
    const { logger, vault } = this.#host.workspace;
    try {
      this.#signal.throwIfAborted();
      await work();
    } catch (failure) {
      if (this.#signal.aborted) return;
      if (meansLost(failure)) await vault.drop();
      logger.warn(`${what} of the vault did not finish`, { failure: String(failure) });
    }
  }
}
