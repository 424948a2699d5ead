import * as v from 'valibot';
import type { ManifestReason } from '../../../terms/manifest-reasons.js';
import { MANIFEST_LIMITS } from './limits.js';

/**
 * Words a person reads: one string for everybody, or one per language of the product.
 *
 * Both languages stand side by side in the manifest, so that a missing one is seen by the check; VS Code's `%key%` with its second file is not taken over, and refused by name, because a person
 * would be shown it as it stands.
 */
export type LocalText = string | { readonly ja: string; readonly en: string };

const words = (maxChars: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(maxChars), v.regex(/^(?!%[^%\s]+%$)/, 'key-of-text' satisfies ManifestReason));
const localText = (maxChars: number) => v.union([words(maxChars), v.strictObject({ ja: words(maxChars), en: words(maxChars) })]);

export const title = localText(MANIFEST_LIMITS.titleChars);
export const description = localText(MANIFEST_LIMITS.descriptionChars);

/** The words for one language. */
export function wordsIn(text: LocalText, language: 'ja' | 'en'): string {
  return typeof text === 'string' ? text : text[language];
}
