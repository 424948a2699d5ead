import * as v from 'valibot';

const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}(-\d{1,4})?$/));
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(65_536)); // absolute, escaped
const paths = v.pipe(v.array(path), v.minLength(1), v.maxLength(100_000));
const onePath = v.pipe(v.array(path), v.length(1));
const version = v.pipe(v.number(), v.integer(), v.minValue(1)); // as the verb `versions` names it

/**
 * What a person chose in a file manager's menu. The file manager makes the id, and may send the same click again: it is carried out once.
 *
 * - `backup`, `why`: of what is selected.
 * - `restore`: the version comes back to its place, after what is there now was saved.
 * - `restore-copy`: the version, or without one the newest that differs from what is there, is put beside it under a name of its own.
 * - `command`: a plugin's command, with what is selected.
 *
 * A selection that is too long for one message comes in parts, with ids of their own; a command then runs once for each.
 */
export const Click = v.variant('verb', [
  v.object({ id, verb: v.picklist(['backup', 'why']), paths }),
  v.object({ id, verb: v.literal('restore'), paths: onePath, version }),
  v.object({ id, verb: v.literal('restore-copy'), paths: onePath, version: v.optional(version) }),
  v.object({ id, verb: v.literal('command'), command: v.pipe(v.string(), v.minLength(1), v.maxLength(128)), paths }),
]);
export type Click = v.InferOutput<typeof Click>;
/** What is kept of a click beside its id. */
export type ClickWork = Click extends infer C ? C extends Click ? Omit<C, 'id'> : never : never;
