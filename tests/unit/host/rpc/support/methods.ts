import * as v from 'valibot';
import type { MethodTable } from '../../../../../src/wire/plugins/rpc/method.js';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A few methods of each shape, for conversations of tests. */
export const TEST_METHODS = {
  '$echo': { params: v.object({ text: v.string(), times: v.optional(count, 1) }), result: v.string() },
  '$fail': { params: v.object({ how: v.picklist(['coded', 'plain', 'abort']) }), result: v.optional(v.undefined()) },
  '$wait': { params: v.object({}), result: v.string() },
  '$lie': { params: v.object({}), result: v.string() },
  '$ping': { params: v.object({}), result: v.optional(v.undefined()), urgent: true },
  '$put': { params: v.object({ most: v.optional(count) }), result: v.object({ bytes: count, sum: count }), body: true },
  '$get': { params: v.object({ bytes: count, piece: v.optional(count, 65_536) }), result: v.object({ bytes: count }), stream: true },
} as const satisfies MethodTable;
export type TestMethods = typeof TEST_METHODS;
