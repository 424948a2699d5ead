import { Buffer } from 'node:buffer';
import type { ContentReference } from '../../ports/engine.js';
import type { JsonValue } from '../canonical-json.js';
import { JsonReader, JsonShapeError } from '../json-reader.js';

export type RunKind = 'scheduled' | 'manual' | 'continuous' | 'restore' | 'maintenance';

/** The source as it was; `root` as a string of src/base/path-bytes.ts. Exclusions and schedule belong to the rooms that make them. */
export interface SourceDefinition {
  readonly name: string;
  readonly device: string;
  readonly platform: string;
  readonly root: string;
  readonly exclusions: JsonValue | undefined;
  readonly schedule: JsonValue | undefined;
}

export interface RunCounts {
  readonly files: number;
  readonly directories: number;
  readonly bytes: number;
  readonly new: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  readonly failed: number;
  /** Folders apart, and what was left out though earlier runs saved it; roots of earlier programs lack them (and count folders among the files). */
  readonly newFolders?: number | undefined;
  readonly changedFolders?: number | undefined;
  readonly removedFolders?: number | undefined;
  readonly kept?: number | undefined;
  /** Of the files that the run removed, as they were before; of versions that were dropped by then nothing is known. */
  readonly removedBytes?: number | undefined;
}

/** A root without what only folding needs; a line of `checkpoint.runs`. */
export interface RunSummary {
  readonly source: string;
  readonly sequence: number;
  readonly writer: string;
  readonly predecessor: string | undefined; // SHA-256 of the source's previous run object
  readonly kind: RunKind;
  readonly number: string; //                   of the history people see, 000012-1: run and branch; '' where it has none
  readonly startedMs: number; //                wall time, for display only
  readonly finishedMs: number;
  readonly definition: SourceDefinition;
  readonly counts: RunCounts;
  readonly status: string;
  readonly errors: readonly { readonly path: string; readonly code: string }[]; // the first 1,000
  readonly acknowledged: readonly string[]; //  ids of the condemned lists that the writer had read
  readonly program: string;
}

/** A run's commit record, section 7 of docs/vault-format.md. */
export interface RunRoot extends RunSummary {
  readonly records: ContentReference;
  readonly operations: ContentReference | undefined;
  readonly checkpoint: { readonly records: ContentReference; readonly runs: ContentReference } | undefined;
}

export const MAX_ROOT_BYTES = 64 * 1024 * 1024;
export const MAX_ERRORS = 1000;
const MAX_PATH = 64 * 1024; // 32,767 units on Windows, 4,096 bytes on Linux; escapes never lengthen a string
const KINDS: readonly RunKind[] = ['scheduled', 'manual', 'continuous', 'restore', 'maintenance'];
const COUNTS = ['files', 'directories', 'bytes', 'new', 'changed', 'removed', 'unchanged', 'failed'] as const;
const LATER_COUNTS = ['newFolders', 'changedFolders', 'removedFolders', 'kept', 'removedBytes'] as const;

/** Reads a root; anything that does not fit is a `JsonShapeError`, members of later versions are passed over. */
export function parseRunRoot(plaintext: Uint8Array): RunRoot {
  const reader = JsonReader.parse(plaintext, 'run', MAX_ROOT_BYTES);
  const checkpoint = reader.has('checkpoint') ? reader.object('checkpoint') : undefined;
  return {
    ...parseSummary(reader),
    records: parseContentReference(reader.object('records')),
    operations: reader.has('operations') ? parseContentReference(reader.object('operations')) : undefined,
    checkpoint: checkpoint && { records: parseContentReference(checkpoint.object('records')), runs: parseContentReference(checkpoint.object('runs')) },
  };
}

export function formatRunRoot(root: RunRoot): Buffer {
  return Buffer.from(JSON.stringify({ ...summaryJson(root), records: root.records, operations: root.operations, checkpoint: root.checkpoint }), 'utf8');
}

/** The stream `checkpoint.runs`: one JSON object a line. */
export function formatRunSummaries(runs: readonly RunSummary[]): Buffer {
  return Buffer.from(runs.map(run => `${JSON.stringify(summaryJson(run))}\n`).join(''), 'utf8');
}

export function parseRunSummaries(stream: Buffer): readonly RunSummary[] {
  const runs: RunSummary[] = [];
  for (let from = 0; from < stream.length;) {
    const newline = stream.indexOf(0x0a, from);
    const to = newline < 0 ? stream.length : newline;
    if (to > from) runs.push(parseSummary(JsonReader.parse(stream.subarray(from, to), 'run', MAX_ROOT_BYTES)));
    from = to + 1;
  }
  if (runs.some((run, at) => at > 0 && run.sequence <= (runs[at - 1] as RunSummary).sequence)) throw new JsonShapeError('runs do not ascend');
  return runs;
}

function parseSummary(reader: JsonReader): RunSummary {
  reader.integer('format', 1, 1);
  const counts = reader.object('counts');
  const definition = reader.object('definition');
  return {
    source: reader.hex('source', 16),
    sequence: reader.integer('sequence', 1),
    writer: reader.hex('writer', 8),
    predecessor: reader.has('predecessor') ? reader.hex('predecessor', 32) : undefined,
    kind: reader.oneOf('kind', KINDS),
    number: reader.text('number', 32),
    startedMs: reader.integer('startedMs', Number.MIN_SAFE_INTEGER),
    finishedMs: reader.integer('finishedMs', Number.MIN_SAFE_INTEGER),
    definition: {
      name: definition.text('name', 1024),
      device: definition.text('device', 1024),
      platform: definition.text('platform', 64),
      root: definition.text('root', MAX_PATH),
      exclusions: definition.json('exclusions', 2 ** 20),
      schedule: definition.json('schedule'),
    },
    counts: Object.fromEntries([...COUNTS, ...LATER_COUNTS.filter(name => counts.has(name))].map(name => [name, counts.integer(name)])) as unknown as RunCounts,
    status: reader.text('status', 64),
    errors: reader.objects('errors', MAX_ERRORS, error => ({ path: error.text('path', MAX_PATH), code: error.text('code', 64) })),
    acknowledged: reader.hexes('acknowledged', 10_000, 8),
    program: reader.text('program', 64),
  };
}

function parseContentReference(reader: JsonReader): ContentReference {
  return { depth: reader.integer('depth', 0, 16), ids: reader.hexes('ids', 65_536, 16), bytes: reader.integer('bytes') };
}

function summaryJson({ predecessor, source, sequence, writer, kind, number, startedMs, finishedMs, definition, counts, status, errors, acknowledged, program }: RunSummary) {
  return {
    format: 1, source, sequence, writer, predecessor: predecessor ?? null, kind, number, startedMs, finishedMs, definition, counts, status,
    errors: errors.slice(0, MAX_ERRORS), acknowledged, program,
  };
}
