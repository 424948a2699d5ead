import * as v from 'valibot';
import type { MethodTable } from '../../../src/wire/plugins/rpc/method.js';

const nothing = v.optional(v.undefined());

/** What the process at the other end of the pipe answers. */
export const PIPE_METHODS = {
  $ping: { params: v.object({}), result: nothing, urgent: true },
  $memory: { params: v.object({}), result: v.number() },
  $crash: { params: v.object({}), result: nothing },
  $stall: { params: v.object({}), result: nothing },
  $put: { params: v.object({}), result: v.number(), body: true },
  $get: { params: v.object({ bytes: v.number() }), result: nothing, stream: true },
} as const satisfies MethodTable;
export type PipeMethods = typeof PIPE_METHODS;
