import { toRecordBatch } from '../catalog/record-batch.js';
import { compareEntries, encodeRecordStream, operations, type StreamEntry } from '../catalog/record-stream.js';
import type { ContentReference, OpenContainer } from '../ports/engine.js';
import type { RunKind, RunTransaction } from '../ports/catalog.js';
import { retentionScope } from '../retention/plan-retention.js';
import { retentionEntries } from '../retention/retention-entries.js';
import type { PromotionRule } from '../retention/plan-promotions.js';
import type { RetentionPolicy } from '../retention/retention-policy.js';
import type { VaultSession } from './vault-session.js';

export type { RetentionPolicy };

export interface RetainOptions {
  readonly session: VaultSession;
  readonly transaction: RunTransaction;
  readonly policy: RetentionPolicy;
  readonly nowMs: number;
  readonly kind: RunKind;
  /** Which saves become generations; by default what the run's kind says. */
  readonly promotion?: PromotionRule;
  readonly clockTrusted: boolean;
  /** What else goes into the run's second stream; in the transaction already. */
  readonly late?: readonly StreamEntry[];
  readonly open: OpenContainer | undefined;
  readonly packBytes: number;
  readonly inlineBytes: number;
}

export interface Retained {
  readonly content: ContentReference | undefined;
  readonly open: OpenContainer | undefined;
  readonly dropped: number;
}

/**
 * Carries out retention as part of a run that is being made (its own items inserted and the run recorded, so that they are looked at too): decides, applies the operations to the catalog's transaction, and stores them as the run's `operations`.
 *
 * Continuous runs leave it to the next scheduled or manual one: nothing is urgent about dropping. With a clock that is not trusted nothing is decided at all.
 */
export async function retainVersions(options: RetainOptions): Promise<Retained> {
  const { session, open, packBytes, inlineBytes } = options;
  const decided = decide(options);
  const entries = [...options.late ?? [], ...decided].sort(compareEntries);
  if (entries.length === 0) return { content: undefined, open, dropped: 0 };
  const stored = await session.vault.storeMetadata({ index: session.index, chunks: encodeRecordStream(entries), open, packBytes, inlineBytes, sink: session.sink }).result;
  return { ...stored, dropped: decided.filter(entry => entry.op === operations.drop).length };
}

function decide({ transaction, policy, nowMs, kind, clockTrusted, promotion }: RetainOptions): readonly StreamEntry[] {
  if (kind === 'continuous' || kind === 'restore' || !clockTrusted) return [];
  const rule = promotion ?? (kind === 'scheduled' || kind === 'manual' ? 'current' : 'days');
  const entries = retentionEntries(transaction.retentionCandidates(retentionScope(policy, nowMs, true)), { policy, nowMs, promotion: rule, dayOf: localDay });
  transaction.retained(nowMs);
  if (entries.length > 0) transaction.insertBatch(toRecordBatch(entries));
  return entries;
}

/** Number of the local day, so that "the last save of a day" means the person's day. */
function localDay(timeMs: number): number {
  const date = new Date(timeMs);
  return Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}
