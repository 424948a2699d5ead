import { execFile } from 'node:child_process';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { win32 } from 'node:path';
import { promisify } from 'node:util';
import { CodedError } from '../../base/coded-error.js';
import { shellErrors } from '../../terms/errors/shell-errors.js';

const MODULE = 'mamori_explorer.dll';
const LIMIT_MS = 60_000;
/** regsvr32's word for "the module refused": without an administrator's rights it always does. */
const REFUSED = 5;

export interface ExplorerPlace {
  /** The built DLL. */
  readonly built: string;
  /** %ProgramFiles%, where only administrators may write. */
  readonly programFiles: string;
  /** The shim's version: a DLL of another one lies in a folder of its own. */
  readonly abi: number;
}

/** Runs `regsvr32` and answers its exit code. */
export type ModuleRegistrar = (words: readonly string[]) => Promise<number>;

const runRegsvr: ModuleRegistrar = async words =>
  promisify(execFile)('regsvr32', [...words], { timeout: LIMIT_MS, windowsHide: true }).then(() => 0, failure => (failure as { code?: number }).code ?? REFUSED);

export const explorerModule = ({ programFiles, abi }: ExplorerPlace): string => win32.join(programFiles, 'Mamori', `explorer-${abi}`, MODULE);

/**
 * Copies the DLL below %ProgramFiles% and registers it for all users. A DLL that programs have loaded gives way under another name and goes at the next install.
 *
 * @returns the path of the registered DLL
 * @throws CodedError `shell.needs-administrator` (nothing was changed), `shell.install-failed`
 */
export async function installExplorer(place: ExplorerPlace, regsvr: ModuleRegistrar = runRegsvr): Promise<string> {
  const module = explorerModule(place);
  const aside = `${module}.old`;
  try {
    await mkdir(win32.dirname(module), { recursive: true });
    await rm(aside, { force: true });
    await rename(module, aside).catch(onlyMissing);
    await copyFile(place.built, module);
  } catch (cause) {
    throw refused(module, cause as NodeJS.ErrnoException);
  }
  await register(['/s', module], module, regsvr);
  await rm(aside, { force: true }).catch(() => undefined); // somebody has it loaded
  return module;
}

/** Takes the registration out and the DLL away, as far as no program has it loaded. Answers the DLL's path. Fails as installExplorer. */
export async function uninstallExplorer(module: string, regsvr: ModuleRegistrar = runRegsvr): Promise<string> {
  await register(['/s', '/u', module], module, regsvr);
  await rm(win32.dirname(module), { recursive: true, force: true }).catch(() => undefined);
  return module;
}

async function register(words: readonly string[], module: string, regsvr: ModuleRegistrar): Promise<void> {
  const code = await regsvr(words);
  if (code === REFUSED) throw CodedError.of(shellErrors, 'shell.needs-administrator', module);
  if (code !== 0) throw CodedError.of(shellErrors, 'shell.install-failed', `regsvr32 ended with ${code}: ${module}`, { data: { path: module, errno: String(code) } });
}

function onlyMissing(failure: NodeJS.ErrnoException): void {
  if (failure.code !== 'ENOENT') throw failure;
}

function refused(module: string, cause: NodeJS.ErrnoException): CodedError {
  const isDenied = cause.code === 'EPERM' || cause.code === 'EACCES';
  return CodedError.of(shellErrors, isDenied ? 'shell.needs-administrator' : 'shell.install-failed', `${module}: ${cause.message}`, { data: { path: module, errno: cause.code ?? '' }, cause });
}
