import * as v from 'valibot';

/** What the elevated process (./elevated-command.ts) reports: the modules that are in place or were taken away, or why that failed. */
export const ElevatedReport = v.union([
  v.strictObject({ modules: v.pipe(v.array(v.string()), v.readonly()) }),
  v.strictObject({
    error: v.strictObject({
      code: v.string(),
      message: v.string(),
      kind: v.picklist(['expected', 'environment', 'bug']),
      retry: v.picklist(['never', 'later']),
      data: v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null()])),
    }),
  }),
]);
export type ElevatedReport = v.InferOutput<typeof ElevatedReport>;
