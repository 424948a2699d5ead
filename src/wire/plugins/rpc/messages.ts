import * as v from 'valibot';

/** Version of the conversation between the agent and its extension hosts; both come from one build, so any other one is refused. */
export const PLUGIN_PROTOCOL = 1;

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const method = v.pipe(v.string(), v.regex(/^\$[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)*$/), v.maxLength(64));

const wireError = v.object({
  code: v.pipe(v.string(), v.maxLength(128)),
  message: v.pipe(v.string(), v.maxLength(4096)),
  kind: v.picklist(['expected', 'environment', 'bug']),
  retry: v.picklist(['never', 'later']),
  data: v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null()])),
});

/**
 * What either side sends; the protocol is symmetric. Calls, results and failures carry JSON; object data travels beside them as `data` frames of a stream
 * (src/host/rpc), never inside JSON.
 *
 * - A call is answered by exactly one `result` or `failure`, also after a `cancel`.
 * - `body` announces a stream that the caller sends with the call, `stream` one that the callee sends with its result. The sender chooses the id.
 * - The receiver of a stream grants `credit` in bytes; the sender never has more under way than was granted.
 * - `end` finishes a stream; `abort` breaks it, from either end.
 */
export const RpcMessage = v.variant('type', [
  v.object({ type: v.literal('hello'), protocol: v.pipe(v.number(), v.safeInteger()) }),
  v.object({ type: v.literal('call'), id, method, params: v.optional(v.unknown()), body: v.optional(id) }),
  v.object({ type: v.literal('cancel'), id }),
  v.object({ type: v.literal('result'), id, value: v.optional(v.unknown()), stream: v.optional(id) }),
  v.object({ type: v.literal('failure'), id, error: wireError }),
  v.object({ type: v.literal('credit'), stream: id, bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) }),
  v.object({ type: v.literal('end'), stream: id }),
  v.object({ type: v.literal('abort'), stream: id, from: v.picklist(['sender', 'receiver']), error: v.optional(wireError) }),
]);
export type RpcMessage = v.InferOutput<typeof RpcMessage>;
