import { existsSync, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Logger } from '../base/logger.js';
import type { VaultSession } from '../core/backup/vault-session.js';
import { imageFromHistory, type ScanImages } from '../core/maintenance/scan-images.js';

/** The scan images of this installation's sources: a file each and, beside it, the journal of continuous saves. */
export class FolderScanImages implements ScanImages {
  readonly #session: VaultSession;
  readonly #imageOf: (source: string) => string;
  readonly #logger: Logger;

  constructor(session: VaultSession, imageOf: (source: string) => string, logger: Logger) {
    this.#session = session;
    this.#imageOf = imageOf;
    this.#logger = logger;
  }

  exists(source: string): boolean {
    return existsSync(this.#imageOf(source));
  }

  async giveUp(source: string): Promise<void> {
    await rm(this.#imageOf(source), { force: true });
    await rm(`${this.#imageOf(source)}.journal`, { force: true });
  }

  async remake(source: string, signal?: AbortSignal): Promise<void> {
    try {
      await this.giveUp(source);
      mkdirSync(dirname(this.#imageOf(source)), { recursive: true, mode: 0o700 });
      await imageFromHistory(this.#session, source, this.#imageOf(source), signal);
    } catch (failure) {
      signal?.throwIfAborted();
      this.#logger.warn('the scan image could not be remade; the next scan takes everything for new', { source, failure: String(failure) });
    }
  }
}
