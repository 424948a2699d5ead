import type { ChainHead } from '../vault/runs/run-chain.js';

/**
 * The last run of each source that this installation has committed or seen, kept outside the vault (in the credential store), so that a vault
 * that was put back from an older copy is noticed.
 *
 * `remember` may collect several heads before it writes; `flush` resolves when the newest is stored.
 */
export interface RememberedHeads {
  head(source: string): Promise<ChainHead | undefined>;
  remember(source: string, head: ChainHead): void;
  /** From now on the source is as if it had never been seen; durable when it resolves. */
  forget(source: string): Promise<void>;
  flush(): Promise<void>;
}
