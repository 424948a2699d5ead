import type * as v from 'valibot';
import { manifestReasons, type ManifestReason } from '../../../terms/manifest-reasons.js';
import type { Finding } from './finding.js';
import type { JsonPath } from './json-places.js';

type Issue = v.BaseIssue<unknown>;

const ownReasons: ReadonlySet<string> = new Set(manifestReasons);

/** What a bound means for a text or number, and for a list. */
const BOUNDS: Readonly<Record<string, readonly [scalar: ManifestReason, list: ManifestReason]>> = {
  min_length: ['too-short', 'too-few'], max_length: ['too-long', 'too-many'],
  min_value: ['too-small', 'too-small'], max_value: ['too-large', 'too-large'],
  max_entries: ['too-many', 'too-many'],
};

/** What the schema library found, in our words. Of alternatives (one text, or one per language) the one that was meant is judged, if that shows. */
export function findingsOf(issues: readonly Issue[], within: JsonPath = []): Finding[] {
  return issues.flatMap(issue => {
    const path = [...within, ...(issue.path ?? []).map(item => item.key as string | number)];
    const meant = issue.type === 'union' ? issue.issues?.filter(({ path: inside, kind }) => inside !== undefined || kind === 'validation') : undefined;
    return meant && meant.length > 0 ? findingsOf(meant, path) : [findingOf(issue, path)];
  });
}

function findingOf({ type, message, expected, received, input, requirement }: Issue, path: JsonPath): Finding {
  const bound = BOUNDS[type];
  if (ownReasons.has(message)) return { path, reason: message as ManifestReason, values: { value: shown(input) } };
  if (bound) return { path, reason: Array.isArray(input) ? bound[1] : bound[0], values: { limit: Number(requirement) } };
  if (expected === 'never') return { path, reason: 'unknown-field', values: { field: String(path.at(-1)) } };
  if (received === 'undefined') return { path, reason: 'missing', values: { field: String(path.at(-1)) } };
  if (type === 'picklist' || type === 'literal' || type === 'variant') return { path, reason: 'not-one-of', values: { allowed: listed(expected), value: shown(input) } };
  return { path, reason: 'wrong-type', values: { expected: listed(expected).toLowerCase(), value: shown(input) } };
}

/** `("a" | "b")` and the like, without the outer parentheses. */
function listed(expected: string | null): string {
  return (expected ?? '').replace(/^\((.*)\)$/, '$1');
}

/** Enough of a value to recognise it. */
export function shown(input: unknown): string {
  const text = typeof input === 'string' ? input : JSON.stringify(input) ?? 'undefined';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
