import * as v from 'valibot';
import type { ManifestReason } from '../../../terms/manifest-reasons.js';
import { MANIFEST_LIMITS } from './limits.js';
import { description, title } from './local-text.js';

const about = { title: v.optional(title), description: v.optional(description), order: v.optional(v.number()) };
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const text = v.pipe(v.string(), v.maxLength(MANIFEST_LIMITS.descriptionChars));
const labels = v.optional(v.pipe(v.array(title), v.maxLength(MANIFEST_LIMITS.enumValues)));

/** The JSON Schema subset of one setting: one type each, flat, so that the page, the command line and the tray can all ask for it. */
const setting = v.variant('type', [
  v.strictObject({ type: v.literal('boolean'), ...about, default: v.optional(v.boolean()) }),
  v.strictObject({ type: v.literal('integer'), ...about, default: v.optional(v.pipe(v.number(), v.safeInteger())), minimum: v.optional(v.number()), maximum: v.optional(v.number()) }),
  v.strictObject({ type: v.literal('number'), ...about, default: v.optional(v.number()), minimum: v.optional(v.number()), maximum: v.optional(v.number()) }),
  v.strictObject({
    type: v.literal('string'), ...about, default: v.optional(text), minLength: v.optional(count), maxLength: v.optional(count),
    enum: v.optional(v.pipe(v.array(text), v.minLength(1), v.maxLength(MANIFEST_LIMITS.enumValues))), enumDescriptions: labels,
    format: v.optional(v.picklist(['uri', 'email', 'multiline'])),
  }),
  v.strictObject({
    type: v.literal('array'), ...about, items: v.strictObject({ type: v.literal('string') }), default: v.optional(v.pipe(v.array(text), v.maxLength(MANIFEST_LIMITS.enumValues))),
    maxItems: v.optional(count),
  }),
]);

const key = v.pipe(v.string(), v.maxLength(MANIFEST_LIMITS.idChars), v.regex(/^[A-Za-z0-9][\w-]*(?:\.[\w-]+)+$/, 'bad-setting-key' satisfies ManifestReason));

/** Settings by key; a key begins with the plugin's name, as other ids do. Secrets are no settings: they belong in the credential store. */
export const configuration = v.strictObject({
  title: v.optional(title),
  properties: v.pipe(v.record(key, setting), v.maxEntries(MANIFEST_LIMITS.settings)),
});
