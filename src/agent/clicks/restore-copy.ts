import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CodedError } from '../../base/coded-error.js';
import { encodePath } from '../../base/path-bytes.js';
import { systemRandom } from '../../base/random.js';
import { civilTime } from '../../core/schedule/civil-time.js';
import { systemZone } from '../../platform/system-moments.js';
import { previousVersion } from '../../plugins/backup-commands/choose-version.js';
import { restoreErrors } from '../../terms/errors/restore-errors.js';
import { restoreFileErrors } from '../../terms/errors/restore-file-errors.js';
import type { VerbContext } from '../../shell/endpoint/connection.js';
import type { VersionRow } from '../../wire/verbs/results.js';
import { markedName, placeBeside } from './place-beside.js';
import type { CallVerb } from '../plugins/host-services.js';

/**
 * Puts a version of a file or folder beside it, with the version's date in its name; answers the new path. Nothing that is there is touched.
 *
 * Without a version it is the newest that differs from what is there now.
 * @throws CodedError `restore.unknown-version`, `restore.target-unusable` when nothing can be written there, and what a restore fails with
 */
export async function restoreCopy(call: CallVerb, path: string, version: number | undefined, context: VerbContext): Promise<string> {
  const row = await wantedVersion(call, path, version, context);
  const folder = dirname(path);
  const scratch = await makeScratch(folder);
  try {
    const { errors } = await call('restore', { paths: [path], version: row.version, to: scratch, overwrite: 'never', nearest: false, dryRun: false }, context);
    if (errors[0]) throw CodedError.fromWire({ ...errors[0], kind: 'environment', retry: 'never', data: { path } });
    const mark = markOf(row);
    return await placeBeside(join(scratch, basename(path)), folder, attempt => markedName(basename(path), attempt === 1 ? mark : `${mark}, ${attempt}`));
  } catch (failure) {
    throw failure instanceof CodedError || context.signal.aborted ? failure : unusable(folder, failure);
  } finally {
    await rm(encodePath(scratch), { recursive: true, force: true });
  }
}

async function wantedVersion(call: CallVerb, path: string, version: number | undefined, context: VerbContext): Promise<VersionRow> {
  const { versions } = await call('versions', { path }, context);
  const found = version !== undefined ? versions.find(row => row.version === version)
    : previousVersion(versions, (await call('why', { paths: [path] }, context))[0]?.answer ?? 'not-yet');
  const row = versions.find(candidate => candidate.version === found?.version);
  if (row?.state === 'present') return row;
  throw CodedError.of(restoreErrors, 'restore.unknown-version', `no content of ${path} as version ${version ?? 'before this one'}`, { data: { path } });
}

/** On the same file system, so that the copy only changes its name; hidden, and gone when it is done. */
async function makeScratch(folder: string): Promise<string> {
  const scratch = join(folder, `.mamori-${systemRandom.bytes(8).toString('hex')}`);
  try {
    await mkdir(encodePath(scratch), { mode: 0o700 });
    return scratch;
  } catch (failure) {
    throw unusable(folder, failure);
  }
}

/** A time as file names may hold it: no colon. */
function markOf({ savedMs }: VersionRow): string {
  const { date, minute } = civilTime(systemZone(), savedMs);
  return `${date} ${String(Math.floor(minute / 60)).padStart(2, '0')}.${String(minute % 60).padStart(2, '0')}`;
}

function unusable(folder: string, cause: unknown): CodedError {
  const { code } = cause as NodeJS.ErrnoException;
  return CodedError.of(restoreFileErrors, 'restore.target-unusable', `${folder} (${code})`, { data: { target: folder, errno: code ?? null }, cause });
}
