import * as v from 'valibot';
import { consistencyFindings, reservedFindings } from './consistency-findings.js';
import type { Finding } from './finding.js';
import { allActivationEvents } from './implied-events.js';
import { JsonPlaces, placeAt, type JsonPath } from './json-places.js';
import { jsonEndsAt } from './json-syntax.js';
import { MANIFEST_LIMITS } from './limits.js';
import type { ManifestCheck, ManifestProblem } from './manifest-problem.js';
import { ManifestSchema } from './manifest-schema.js';
import { findingsOf } from './schema-findings.js';

/**
 * Reads the text of a plugin's package.json.
 *
 * `file` is only what problems name; `builtIn` admits the product's own name as publisher. Never throws, whatever the text. First the shape is judged, then, if that holds, whether the parts fit together; at
 * most `reportedProblems` problems come back, in the order of the file. Cost: below a millisecond for a usual manifest; one of 430 KiB with a
 * thousand commands in two menus took 15 to 60 ms, which is why installed plugins are indexed.
 */
export function checkManifest(text: string, file: string, { builtIn = false }: { readonly builtIn?: boolean } = {}): ManifestCheck {
  if (Buffer.byteLength(text) > MANIFEST_LIMITS.fileBytes) return refused('', file, [{ path: [], reason: 'file-too-large', values: { limit: MANIFEST_LIMITS.fileBytes } }]);
  const bare = text.replace(/^\uFEFF/, ''); // Windows editors like to begin a file with it
  const json = parseJson(bare);
  if (json === undefined) return { ok: false, problems: [{ file, pointer: '', ...placeAt(bare, jsonEndsAt(bare)), reason: 'not-json', values: {} }] };
  const parsed = v.safeParse(ManifestSchema, json.value, { abortPipeEarly: true }); // bounds come before patterns: no pattern meets a text beyond them
  if (!parsed.success) return refused(bare, file, findingsOf(parsed.issues));
  const manifest = parsed.output;
  const findings = [...(builtIn ? [] : reservedFindings(manifest)), ...consistencyFindings(manifest)];
  if (findings.length > 0) return refused(bare, file, findings);
  return { ok: true, manifest: { ...manifest, id: `${manifest.publisher}.${manifest.name}`, activationEvents: allActivationEvents(manifest) } };
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function refused(text: string, file: string, findings: readonly Finding[]): ManifestCheck {
  const places = new JsonPlaces(text);
  const problems = findings.slice(0, MANIFEST_LIMITS.reportedProblems).map(({ path, reason, values = {} }): ManifestProblem => (
    { file, pointer: pointerOf(path), ...places.of(path), reason, values }
  ));
  return { ok: false, problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

function pointerOf(path: JsonPath): string {
  return path.map(step => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
