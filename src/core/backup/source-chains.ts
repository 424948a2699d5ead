import { vaultFailure } from '../vault/vault-failure.js';
import type { CatalogReader } from '../ports/catalog.js';
import type { ChainHead } from '../vault/runs/run-chain.js';
import type { RememberedHeads } from './remembered-heads.js';
import type { VaultSession } from './vault-session.js';

/**
 * Where each source's chain of runs stands, as this process knows it.
 *
 * The vault is listed before every run (names only, one folder): a run that this process did not write means that another installation writes as
 * the same source, which ends in `vault.forked-source` before anything is committed on top of it.
 */
export class SourceChains {
  readonly #session: VaultSession;
  readonly #catalog: CatalogReader;
  readonly #heads: RememberedHeads;

  constructor(session: VaultSession, catalog: CatalogReader, heads: RememberedHeads) {
    this.#session = session;
    this.#catalog = catalog;
    this.#heads = heads;
  }

  /** The run that the next one continues; undefined before the first. The catalog must be reconciled with the vault. */
  async tip(source: string, signal?: AbortSignal): Promise<ChainHead | undefined> {
    const known = this.#knownTip(source);
    const listed = await this.#session.runs.listSource(source, signal);
    const newest = listed.at(-1);
    if (newest?.sha256 !== known?.sha256 || newest?.sequence !== known?.sequence) {
      throw vaultFailure('vault.forked-source', 'the vault holds runs that this installation did not write', {
        source, known: known?.sequence ?? 0, listed: newest?.sequence ?? 0,
      });
    }
    return known;
  }

  committed(source: string, head: ChainHead): void {
    this.#heads.remember(source, head);
  }

  #knownTip(source: string): ChainHead | undefined {
    const sequence = this.#catalog.source(source)?.lastSequence ?? 0;
    const run = sequence > 0 ? this.#catalog.run(source, sequence) : undefined;
    return run && { sequence, sha256: run.digest };
  }
}
