import { CodedError } from '../../base/coded-error.js';
import type { ListedRun } from '../vault/runs/run-log.js';
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
    const isThere = !known || listed.some(run => run.sha256 === known.sha256);
    if (!isThere) throw forked(source, known, listed.at(-1));
    for (const run of listed) {
      if (run.sequence >= (known?.sequence ?? 0) && run.sha256 !== known?.sha256 && !await this.#isTorn(run, signal)) throw forked(source, known, run);
    }
    return known;
  }

  /** What a power failure left of a run object on a place that keeps no promise about names: it was never told as committed. */
  async #isTorn(run: ListedRun, signal: AbortSignal | undefined): Promise<boolean> {
    return this.#session.runs.read(run, signal).then(() => false, (failure: unknown) => {
      if (failure instanceof CodedError && failure.code === 'vault.damaged-object') return true;
      throw failure;
    });
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

function forked(source: string, known: ChainHead | undefined, listed: ListedRun | undefined): CodedError {
  return vaultFailure('vault.forked-source', 'the vault holds runs that this installation did not write', { source, known: known?.sequence ?? 0, listed: listed?.sequence ?? 0 });
}
