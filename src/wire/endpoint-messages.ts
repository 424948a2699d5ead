import * as v from 'valibot';
import type { WireError } from '../base/coded-error.js';
import type { Progress } from './progress.js';

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const shortText = v.pipe(v.string(), v.maxLength(64));

/** What a client is; src/wire/verbs/verb-roles.ts says what it may ask. */
export const ROLES = ['cli', 'shell', 'tray'] as const;
export type Role = (typeof ROLES)[number];

/** What a client may send: one hello first, then calls and cancellations by the ids it chose. */
export const ClientMessage = v.variant('type', [
  v.object({ type: v.literal('hello'), protocol: v.pipe(v.number(), v.safeInteger()), role: v.picklist(ROLES), program: shortText }),
  v.object({ type: v.literal('call'), id, verb: shortText, params: v.optional(v.unknown()) }),
  v.object({ type: v.literal('cancel'), id }),
]);
export type ClientMessage = v.InferOutput<typeof ClientMessage>;

/** What the agent answers: any number of progress messages per call, then exactly one result or failure. */
export type ServerMessage =
  | { readonly type: 'hello'; readonly protocol: number; readonly program: string; readonly pid: number }
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly error: WireError };
