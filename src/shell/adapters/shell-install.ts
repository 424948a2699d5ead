import { access, constants, copyFile, glob, mkdir, mkdtemp, readFile, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { CodedError } from '../../base/coded-error.js';
import { shellErrors } from '../../terms/errors/shell-errors.js';
import { fileManagerTexts } from '../../texts/native/file-manager-texts.js';
import type { FileManager } from '../install/file-managers.js';
import type { CopiedFile, InstallPlan, ScriptSettings } from '../install/install-plan.js';

/** Where Linux distributions keep libraries; Debian one level deeper, by architecture. */
const LIBRARY_FOLDERS = ['/usr/lib', '/usr/lib64', '/usr/lib/*-linux-gnu', '/usr/local/lib'];

/**
 * Puts everything in place; what was there of an earlier version is replaced.
 *
 * Each file appears whole, under another inode: programs that have the one before open or mapped keep it.
 *
 * @throws CodedError `shell.install-failed`
 */
export async function installFiles(plan: InstallPlan, settings: Omit<ScriptSettings, 'shim' | 'texts'>): Promise<readonly string[]> {
  const files = [...plan.emblems, ...plan.copies];
  await wrapped(plan.settingsFile, async part => writeFile(part, `${JSON.stringify({ shim: plan.shim, texts: fileManagerTexts, ...settings } satisfies ScriptSettings, undefined, 2)}\n`));
  for (const { from, to } of files) await wrapped(to, part => copyFile(from, part));
  await Promise.all(plan.iconThemes.map(touch));
  return [plan.settingsFile, ...files.map(({ to }) => to)];
}

/** Takes away what `installFiles` puts, and the folders that are empty then; answers what was there. */
export async function removeFiles(plan: InstallPlan, dataFolder: string): Promise<readonly string[]> {
  const removed: string[] = [];
  // The other way round: a script goes before what it needs.
  for (const path of [...plan.copies.map(({ to }) => to).reverse(), plan.settingsFile, ...plan.emblems.map(({ to }) => to)]) {
    if (!(await exists(path))) continue;
    await rm(path);
    removed.push(path);
  }
  const folders = new Set([plan.settingsFile, ...[...plan.copies, ...plan.emblems].map(({ to }) => to)].map(dirname));
  for (const folder of folders) {
    await removeCompiled(join(folder, '__pycache__'));
    await removeEmpty(folder, dataFolder);
  }
  await Promise.all(plan.iconThemes.map(touch));
  return removed;
}

/** Which of the files are missing or differ from what would be installed. */
export async function staleFiles(files: readonly CopiedFile[]): Promise<readonly CopiedFile[]> {
  const same = await Promise.all(files.map(async ({ from, to }) => {
    const [wanted, present] = await Promise.all([readFile(from), readFile(to).catch(() => undefined)]);
    return present?.equals(wanted) ?? false;
  }));
  return files.filter((_, index) => !same[index]);
}

/** Whether the scripts are told where this agent is (its state folder, the library, and a program that is still there to start it with) and what it would say today. */
export async function settingsAreRight({ settingsFile, shim }: InstallPlan, home: string): Promise<boolean> {
  try {
    const found = JSON.parse(await readFile(settingsFile, 'utf8')) as Partial<ScriptSettings>;
    const [program = '', script = ''] = found.start ?? [];
    return found.home === home && found.shim === shim && isDeepStrictEqual(found.texts, fileManagerTexts) && await exists(program) && await exists(script);
  } catch {
    return false;
  }
}

export async function isProgram(name: string, path: string): Promise<boolean> {
  const found = await Promise.all(path.split(delimiter).map(folder => access(join(folder, name), constants.X_OK).then(() => true, () => false)));
  return found.includes(true);
}

/** Whether the file manager can run Python scripts at all. */
export async function hasBindings({ bindings }: Pick<FileManager, 'bindings'>, libraries: readonly string[] = LIBRARY_FOLDERS): Promise<boolean> {
  for await (const _ of glob(libraries.map(folder => join(folder, bindings)))) return true;
  return false;
}

async function wrapped(path: string, write: (part: string) => Promise<void>): Promise<void> {
  const part = `${path}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await write(part);
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined); // what went wrong first is what is told
    throw CodedError.of(shellErrors, 'shell.install-failed', `${path}: ${(cause as Error).message}`, { data: { path, errno: (cause as NodeJS.ErrnoException).code ?? '' }, cause });
  }
}

/** What Python keeps of our scripts; other programs' scripts may lie in the same folder. */
async function removeCompiled(cache: string): Promise<void> {
  for (const name of await readdir(cache).catch(() => [])) if (/^mamori[_-]/.test(name)) await rm(join(cache, name), { force: true });
  await rmdir(cache).catch(() => undefined);
}

/** Removes empty folders, up to but not including `end`. */
async function removeEmpty(folder: string, end: string): Promise<void> {
  for (let at = folder; at.startsWith(`${end}/`); at = dirname(at)) {
    try {
      await rmdir(at);
    } catch {
      return;
    }
  }
}

/** A cache of icons is believed only while it is younger than its theme's folder (GTK's documentation of icon themes); an entry that comes and goes makes that younger. */
async function touch(folder: string): Promise<void> {
  await mkdtemp(join(folder, '.mamori-')).then(rmdir).catch(() => undefined);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}
