import type { Buffer } from 'node:buffer';
import { recordFlags } from '../catalog/file-record.js';
import { decodeRecord, flagsOfRecord } from '../catalog/record-codec.js';
import type { TimedItem } from './retention-candidate.js';

/**
 * What a version is to retention:
 * - `generation`: read cleanly, content of its own, made or promoted by a scheduled or manual run;
 * - `save`: the same without a generation;
 * - `metadata`: content as before; uses up no generation, whoever made it;
 * - `torn`: changed while it was read, stands for no content.
 */
export type VersionClass = 'generation' | 'save' | 'metadata' | 'torn';

export interface ClassifiedVersion {
  readonly sequence: number;
  readonly timeMs: number;
  readonly kind: VersionClass;
  readonly record: Buffer;
}

export function classify(items: readonly TimedItem[]): readonly ClassifiedVersion[] {
  return items.flatMap(item => item.kind !== 'version' ? [] : [{
    sequence: item.sequence, timeMs: item.timeMs, record: item.record, kind: classOf(flagsOfRecord(item.record)),
  }]);
}

/** Generations and saves stand for a content of their own. */
export function hasContent({ kind }: ClassifiedVersion): boolean {
  return kind === 'generation' || kind === 'save';
}

/** Whether two versions are of the same thing with the same content, whatever their metadata. */
export function sameContent(a: ClassifiedVersion, b: ClassifiedVersion): boolean {
  return contentKey(a) === contentKey(b);
}

function contentKey({ record }: ClassifiedVersion): string {
  const { kind, size, content, target, device } = decodeRecord(record);
  return [kind, kind === 'file' ? size : '', content?.depth, content?.ids.toString('hex'), target?.toString('hex'), device].join(' ');
}

function classOf(flags: number): VersionClass {
  if ((flags & recordFlags.torn) !== 0) return 'torn';
  if ((flags & recordFlags.metadataOnly) !== 0) return 'metadata';
  return (flags & recordFlags.generation) !== 0 ? 'generation' : 'save';
}
