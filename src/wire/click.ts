import * as v from 'valibot';

/**
 * What a person chose in a file manager's menu. The file manager makes the id, and may send the same click again: it is carried out once.
 *
 * A selection that is too long for one message comes in parts, with ids of their own.
 */
export const Click = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}(-\d{1,4})?$/)),
  verb: v.picklist(['backup', 'why']),
  paths: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(65_536))), v.minLength(1), v.maxLength(100_000)), // absolute, escaped
});
export type Click = v.InferOutput<typeof Click>;
