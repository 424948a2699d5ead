import * as v from 'valibot';

/** Version of the conversation between the agent and its extension hosts; both come from one build, so any other one is refused. */
export const PLUGIN_PROTOCOL = 1;

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const streamId = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(0xffff_ffff));
const method = v.pipe(v.string(), v.regex(/^\$[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)*$/), v.maxLength(64));

/** Longest message of an error that crosses; longer ones are cut by the sender. */
export const MAX_ERROR_MESSAGE_CHARS = 4096;
export const WireFailure = v.object({
  code: v.pipe(v.string(), v.maxLength(128)),
  message: v.pipe(v.string(), v.maxLength(MAX_ERROR_MESSAGE_CHARS)),
  kind: v.picklist(['expected', 'environment', 'bug']),
  retry: v.picklist(['never', 'later']),
  data: v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null()])),
});

/**
 * What either side sends; the protocol is symmetric. Calls, results and failures carry JSON; object data travels beside them as data frames of a stream
 * (./frames.ts), never inside JSON. Bounds: ./limits.ts. Whatever breaks these rules ends the conversation.
 *
 * - Each side's first message is `hello`; neither waits for the other's.
 * - Ids of calls ascend, and so do those of the streams that a side sends; each direction counts for itself.
 * - A call is answered by exactly one `result` or `failure`, also after a `cancel`. A `cancel` may come after the answer has left and is then ignored.
 * - `body` announces a stream that the caller sends with the call, `stream` one that the callee sends with its result. The sender chooses the id.
 * - A stream begins with `firstCreditBytes` of credit; the receiver grants more as `credit`, as it reads. The sender never has more under way than was
 *   granted, and never more than `windowBytes` is granted.
 * - The sender finishes a stream with exactly one `end` or `abort`, also after the receiver's `abort`; until then data may still come and is dropped.
 *   An `abort` of the sender without an error says that it was cancelled. `credit` and the receiver's `abort` may come after the sender's last message and
 *   are then ignored. Who aborts says `from`, as the streams of both directions have ids of their own.
 * - A callee that answers before it has read all of the body aborts the body first.
 */
export const RpcMessage = v.variant('type', [
  v.object({ type: v.literal('hello'), protocol: v.pipe(v.number(), v.safeInteger()) }),
  v.object({ type: v.literal('call'), id, method, params: v.optional(v.unknown()), body: v.optional(streamId) }),
  v.object({ type: v.literal('cancel'), id }),
  v.object({ type: v.literal('result'), id, value: v.optional(v.unknown()), stream: v.optional(streamId) }),
  v.object({ type: v.literal('failure'), id, error: WireFailure }),
  v.object({ type: v.literal('credit'), stream: streamId, bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) }),
  v.object({ type: v.literal('end'), stream: streamId }),
  v.object({ type: v.literal('abort'), stream: streamId, from: v.picklist(['sender', 'receiver']), error: v.optional(WireFailure) }),
]);
export type RpcMessage = v.InferOutput<typeof RpcMessage>;
export type RpcMessageOf<T extends RpcMessage['type']> = Extract<RpcMessage, { readonly type: T }>;
