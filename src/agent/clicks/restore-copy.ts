import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CodedError } from '../../base/coded-error.js';
import { encodePath } from '../../base/path-bytes.js';
import { systemRandom } from '../../base/random.js';
import type { Activity } from '../../core/ports/local-catalog-state.js';
import { civilTime } from '../../core/schedule/civil-time.js';
import { systemZone } from '../../platform/system-moments.js';
import { previousVersion } from '../../plugins/backup-commands/choose-version.js';
import { restoreErrors } from '../../terms/errors/restore-errors.js';
import { restoreFileErrors } from '../../terms/errors/restore-file-errors.js';
import type { VerbContext } from '../../shell/endpoint/connection.js';
import type { VersionRow } from '../../wire/verbs/results.js';
import { exists, markedName, placeBeside, placedBefore } from './place-beside.js';
import type { CallVerb } from '../plugins/host-services.js';
import { hasEnded } from '../verbs/operation-history.js';

/** In the hidden folder: the restored file or folder under its own name, and the path that was last tried for it. */
const RESTORED = 'restored';
const TRIED = 'tried';

export interface CopyWish {
  readonly path: string;
  /** Without one it is the newest that differs from what is there now. */
  readonly version?: number | undefined;
  /** The rows of the history that an action began. */
  readonly begunFor: (action: string) => readonly Activity[];
  /** Hears the copy's path before the last trace of the work goes. */
  readonly tell: (copy: string) => void;
}

/**
 * Puts a version of a file or folder beside it, with the version's date in its name. Nothing that is there is touched.
 *
 * It is restored into a hidden folder beside it, and then gets its name. For an action that folder has a name made from the action's, and holds what is needed to go on after a crash: a copy is made, and told
 * of, once. When the history says that the restore is done and nothing lies in the folder any more, it was placed and told of.
 *
 * @throws CodedError `restore.unknown-version`, `restore.target-unusable` when nothing can be written there, and what a restore fails with
 */
export async function restoreCopy(call: CallVerb, { path, version, begunFor, tell }: CopyWish, context: VerbContext): Promise<void> {
  const folder = dirname(path);
  const name = basename(path);
  const { action } = context;
  const scratch = join(folder, `.mamori-${action === undefined ? systemRandom.bytes(8).toString('hex') : createHash('sha256').update(action).digest('hex').slice(0, 16)}`);
  const wasRestored = action !== undefined && begunFor(action).some(hasEnded);
  const tried = join(scratch, TRIED);
  const restored = join(scratch, RESTORED, name);
  try {
    const target = wasRestored ? await readFile(encodePath(tried), 'utf8').catch(() => undefined) : undefined;
    if (target !== undefined && await placedBefore(restored, target)) return tell(target);
    const row = await wantedVersion(call, path, version, context);
    await makeScratch(scratch, wasRestored);
    const { errors } = await call('restore', { paths: [path], version: row.version, to: join(scratch, RESTORED), overwrite: 'never', nearest: false, dryRun: false }, context);
    if (errors[0]) throw CodedError.fromWire({ ...errors[0], kind: 'environment', retry: 'never', data: { path } });
    if (wasRestored && !await exists(encodePath(restored))) return;
    const mark = markOf(row);
    const nameOf = (attempt: number) => markedName(name, attempt === 1 ? mark : `${mark}, ${attempt}`);
    tell(await placeBeside(restored, folder, nameOf, at => writeFile(encodePath(tried), at, { flush: true })));
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
async function makeScratch(scratch: string, keep: boolean): Promise<void> {
  if (!keep) await rm(encodePath(scratch), { recursive: true, force: true }); // half of a copy, of the same action
  for (const folder of [scratch, join(scratch, RESTORED)]) {
    await mkdir(encodePath(folder), { mode: 0o700 }).catch((failure: NodeJS.ErrnoException) => {
      if (failure.code !== 'EEXIST') throw failure;
    });
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
