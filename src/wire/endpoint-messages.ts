import * as v from 'valibot';
import type { WireError } from '../base/coded-error.js';
import type { Progress } from './progress.js';

/** Version of the conversation; a client of another version is answered with `wire.unknown-verb`. */
export const ENDPOINT_PROTOCOL = 1;

/** What a client may send. */
export const ClientMessage = v.variant('type', [
  v.object({ type: v.literal('hello'), protocol: v.number(), role: v.picklist(['cli', 'shell', 'tray']), program: v.string() }),
  v.object({ type: v.literal('call'), id: v.number(), verb: v.pipe(v.string(), v.maxLength(64)), params: v.unknown() }),
  v.object({ type: v.literal('cancel'), id: v.number() }),
]);
export type ClientMessage = v.InferOutput<typeof ClientMessage>;

/** What the agent answers: any number of progress messages per call, then exactly one result or failure. */
export type ServerMessage =
  | { readonly type: 'hello'; readonly protocol: number; readonly program: string; readonly pid: number }
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly error: WireError };
