import * as v from 'valibot';

/** Schemas of the values that methods share; their types are those of src/host/api. */

export const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
export const shortText = text(256);
export const contributionId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/), v.maxLength(128));
export const pluginId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*\.[a-z0-9][a-z0-9-]*$/), v.maxLength(128));
export const path = v.pipe(v.string(), v.minLength(1), v.maxLength(65_536));
export const paths = v.pipe(v.array(path), v.maxLength(100_000));
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const timeMs = v.pipe(v.number(), v.finite());
export const handle = count;
export const nothing = v.optional(v.undefined());
export const json = v.optional(v.unknown());

export const commandArguments = v.object({
  paths: v.optional(paths, []),
  origin: v.optional(v.picklist(['menu', 'command-line', 'notice', 'plugin']), 'plugin'),
  extra: json,
});

export const severity = v.picklist(['information', 'warning', 'alarm']);

export const noticeAction = v.object({ title: text(128), command: contributionId, args: json });

export const newNotice = v.object({
  kind: contributionId, title: shortText, text: text(4096), severity: v.exactOptional(severity), dedupeKey: v.exactOptional(shortText),
  actions: v.exactOptional(v.pipe(v.array(noticeAction), v.maxLength(4))),
});

export const notice = v.object({
  id: shortText, kind: shortText, title: shortText, text: text(4096), severity, atMs: timeMs, source: v.exactOptional(shortText),
  actions: v.pipe(v.array(noticeAction), v.maxLength(4)),
});

export const source = v.object({ id: shortText, name: text(4096), root: path });

export const explanation = v.object({
  path, answer: v.picklist(['protected', 'waiting', 'excluded', 'failing', 'outside', 'not-there', 'not-yet']), source: v.optional(text(4096)),
  protectedAsOfMs: v.optional(timeMs), rule: v.optional(text(4096)), code: v.optional(text(128)),
});

export const runKind = v.picklist(['scheduled', 'manual', 'continuous', 'restore', 'maintenance']);

export const run = v.object({
  number: v.optional(text(32)), source: text(4096), kind: runKind, status: v.picklist(['running', 'completed', 'incomplete', 'not-run']),
  reason: v.optional(text(128)), startedMs: timeMs, finishedMs: v.optional(timeMs), files: count, bytes: count, failed: count,
});

export const runs = v.pipe(v.array(run), v.maxLength(1000));

export const plannedRun = v.object({ kind: v.picklist(['scheduled', 'manual']), sources: v.array(source) });

export const virtualFolder = v.object({ name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)), path });

export const hookProblem = v.object({ code: text(128), message: text(4096) });

export const version = v.object({
  version: count, state: v.picklist(['present', 'deleted', 'dropped']), savedMs: timeMs, sizeBytes: count, modifiedMs: timeMs,
});

export const objectName = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));
export const objectInfo = v.object({ name: objectName, sizeBytes: count, modifiedMs: v.optional(timeMs) });
const limit = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

export const destinationLimits = v.object({
  fileBytes: v.optional(limit), pathCharacters: v.optional(limit), plainNames: v.optional(v.boolean()), files: v.optional(limit),
});

export const byteRange = v.union([v.object({ offset: count, length: count }), v.object({ suffix: count })]);
