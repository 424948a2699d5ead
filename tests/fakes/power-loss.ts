import { dirname } from 'node:path/posix';
import type { Random } from '../../src/base/random.js';
import type { DiskCall } from './recording-folder-fs.js';
import { randomBelow } from './seeded-random.js';

interface ModelFile {
  readonly written: Buffer[];
  syncedWrites: number;
}

/** A change of a folder's entries that no sync of that folder has covered yet, or that one has. */
interface EntryChange {
  readonly folder: string;
  readonly madeAt: number; // index of the call
  readonly kind: 'set' | 'remove' | 'mkdir';
  readonly path: string;
  readonly file: ModelFile | undefined;
  durable: boolean;
}

/**
 * What a disk may hold when power is lost after the given calls.
 *
 * A weak file system: a file's bytes are safe once it was synced, else all, some or none of them are
 * there; a change of an entry is safe once a sync of its folder that began after it has ended, else it is
 * there or not, independently of every other one; an entry below a folder whose own entry is lost is lost
 * with it. A rename is one change of the target and one of the source.
 */
export function* statesAfterPowerLoss(calls: readonly DiskCall[], random: Random, samples: number): Generator<Map<string, Buffer>> {
  const changes = entryChanges(calls);
  for (let sample = 0; sample < samples; sample += 1) {
    const folders = new Set(['.']);
    const entries = new Map<string, ModelFile>();
    for (const change of changes) {
      if (!change.durable && randomBelow(random, 2) === 0) continue;
      if (change.kind === 'mkdir') folders.add(change.path);
      else if (change.kind === 'remove') entries.delete(change.path);
      else entries.set(change.path, change.file!);
    }
    const reachable = [...entries].filter(([path]) => isReachable(path, folders));
    yield new Map(reachable.map(([path, file]) => [path, survivingBytes(file, random)]));
  }
}

function entryChanges(calls: readonly DiskCall[]): EntryChange[] {
  const files = new Map<string, ModelFile>();
  const changes: EntryChange[] = [];
  for (const [madeAt, entry] of calls.entries()) {
    const change = (kind: EntryChange['kind'], path: string, file?: ModelFile) =>
      changes.push({ kind, path, file, folder: dirname(path), madeAt, durable: false });
    const file = files.get(entry.path);
    if (entry.call === 'create') {
      const created: ModelFile = { written: [], syncedWrites: 0 };
      files.set(entry.path, created);
      change('set', entry.path, created);
    } else if (entry.call === 'write') file!.written.push(entry.bytes);
    else if (entry.call === 'datasync') file!.syncedWrites = file!.written.length;
    else if (entry.call === 'mkdir') change('mkdir', entry.path);
    else if (entry.call === 'syncFolder') {
      for (const each of changes) each.durable ||= each.folder === entry.path && each.madeAt < entry.begunAt;
    } else if (entry.call === 'unlink') {
      files.delete(entry.path);
      change('remove', entry.path);
    } else {
      files.set(entry.to, file!);
      change('set', entry.to, file);
      if (entry.call === 'rename') {
        files.delete(entry.path);
        change('remove', entry.path);
      }
    }
  }
  return changes;
}

function isReachable(path: string, folders: ReadonlySet<string>): boolean {
  const folder = dirname(path);
  return folders.has(folder) && (folder === '.' || isReachable(folder, folders));
}

function survivingBytes(file: ModelFile, random: Random): Buffer {
  const synced = Buffer.concat(file.written.slice(0, file.syncedWrites));
  if (file.syncedWrites === file.written.length) return synced;
  const unsynced = Buffer.concat(file.written.slice(file.syncedWrites));
  return Buffer.concat([synced, unsynced.subarray(0, randomBelow(random, unsynced.length + 1))]);
}
