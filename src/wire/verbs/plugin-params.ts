import * as v from 'valibot';
import { CAPABILITY_NAMES } from '../plugins/manifest/capabilities.js';

const text = (max: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(max));

/** `publisher.name`, as typed: one that cannot exist is only unknown. */
export const pluginId = text(256);

/** A folder or .tgz file (absolute), or a package as npm names it. */
export const pluginOrigin = v.variant('kind', [
  v.object({ kind: v.literal('path'), path: text(65_536) }),
  v.object({ kind: v.literal('package'), spec: text(400) }),
]);

const granted = v.union([v.literal('all'), v.array(v.picklist(CAPABILITY_NAMES))]);

/** What the person grants beforehand; `ask`: the answer is to be a question where one is needed. Without it a question is a failure. */
export const pluginGrant = v.optional(v.union([v.literal('ask'), granted]));

/** The person's answer to a question. */
export const pluginAnswer = v.object({ staged: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)), grant: v.union([v.literal('decline'), granted]) });
