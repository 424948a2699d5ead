import { lstatSync, readlinkSync, type BigIntStats } from 'node:fs';
import { encodePath } from '../../base/path-bytes.js';
import type { FileRecord, RecordKind } from '../../core/catalog/file-record.js';

/** What has a path now, links not followed; undefined: nothing, or nothing that can be looked at. */
export function presentEntry(path: string): BigIntStats | undefined {
  try {
    return lstatSync(encodePath(path), { throwIfNoEntry: false, bigint: true });
  } catch {
    return undefined; // a file where a folder of the path should be
  }
}

/**
 * Whether what is there is what a record says, as restores see it (`isUnchanged` in native/engine/restore): kind, size and time.
 *
 * A folder is as its entries are: its own time says nothing.
 */
export function isAsRecorded(path: string, present: BigIntStats, record: FileRecord): boolean {
  if (kindOf(present) !== record.kind) return false;
  if (record.kind === 'directory') return true;
  if (record.kind === 'symlink') return record.target?.equals(readlinkSync(encodePath(path), 'buffer')) ?? false;
  return (record.kind !== 'file' || Number(present.size) === record.size) && storedTime(present.mtimeNs) === storedTime(record.mtimeNs);
}

/** Windows keeps times in steps of 100 ns. */
function storedTime(mtimeNs: bigint): bigint {
  return process.platform === 'win32' ? mtimeNs / 100n : mtimeNs;
}

function kindOf(present: BigIntStats): RecordKind {
  if (present.isFile()) return 'file';
  if (present.isDirectory()) return 'directory';
  if (present.isSymbolicLink()) return 'symlink';
  if (present.isFIFO()) return 'fifo';
  if (present.isSocket()) return 'socket';
  return present.isCharacterDevice() ? 'character-device' : 'block-device';
}
