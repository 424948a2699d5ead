import * as v from 'valibot';
import { severities } from '../../terms/notice-terms.js';

const severity = v.picklist(severities);

/** A notice that waits to be told. */
const Held = v.object({ id: v.string(), kind: v.string(), severity, atMs: v.number(), dedupeKey: v.optional(v.string()) });

/**
 * What the policies remember between two looks. It is stored together with the notices it speaks of.
 *
 * `told`: when a kind was last told, and how loudly. `muted`: kinds not to be shown again. `overdue`: sources that were told of, by id.
 */
const PolicyMemory = v.object({
  held: v.array(Held),
  told: v.record(v.string(), v.object({ atMs: v.number(), severity })),
  muted: v.array(v.string()),
  overdue: v.record(v.string(), v.object({ level: v.picklist(['warning', 'alarm']), toldMs: v.number() })),
});

type Deep<T> = T extends readonly (infer E)[] ? readonly Deep<E>[] : T extends object ? { readonly [K in keyof T]: Deep<T[K]> } : T;
export type PolicyMemory = Deep<v.InferOutput<typeof PolicyMemory>>;
export type HeldNotice = PolicyMemory['held'][number];

export const emptyMemory: PolicyMemory = { held: [], told: {}, muted: [], overdue: {} };

/** What was stored; begins anew if it is of no form that is known, which tells something once more at worst. */
export function parseMemory(stored: unknown): PolicyMemory {
  const parsed = v.safeParse(PolicyMemory, stored);
  return parsed.success ? parsed.output : emptyMemory;
}
