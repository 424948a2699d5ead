import type * as v from 'valibot';

/** Capabilities of a manifest that a method can ask for. */
export type MethodCapability = 'files.read' | 'files.write' | 'secrets' | 'destinations';

interface MethodShape {
  readonly params: v.GenericSchema;
  readonly result: v.GenericSchema;
  /** Refused with `plugin.capability-missing` unless granted. */
  readonly capability?: MethodCapability;
  /** Never waits for other calls to end. For calls that are few and short. */
  readonly urgent?: true;
}

/**
 * One `$method`: what crosses the border in each direction, checked by the sender's types and by the receiver's schema. A call (`body`) or its result (`stream`)
 * may carry bytes beside it, not both: when a call with a body is answered, its body is over.
 */
export type MethodDefinition = MethodShape & ({ readonly body?: true; readonly stream?: never } | { readonly stream?: true; readonly body?: never });

export type MethodTable = Readonly<Record<string, MethodDefinition>>;

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** What a caller gives: defaults may be left out. */
export type MethodArguments<T extends MethodTable, M extends keyof T> = DeepReadonly<v.InferInput<T[M]['params']>>;
/** What a handler gets: checked, with defaults filled in. */
export type MethodParams<T extends MethodTable, M extends keyof T> = v.InferOutput<T[M]['params']>;
/** What a handler answers. */
export type MethodAnswer<T extends MethodTable, M extends keyof T> = DeepReadonly<v.InferInput<T[M]['result']>>;
/** What a caller gets: checked, with defaults filled in. */
export type MethodResult<T extends MethodTable, M extends keyof T> = v.InferOutput<T[M]['result']>;
