import { access, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { win32 } from 'node:path';
import { CodedError } from '../../base/coded-error.js';
import { shellErrors } from '../../terms/errors/shell-errors.js';
import type { WindowsMachine } from '../ports/windows-machine.js';

const MODULE = 'mamori_explorer.dll';
/** Each version of the shim has a folder of its own. */
const FOLDER = /^explorer-\d+$/;
/** Parts of a path that are ours: "Mamori", the folder in it, a file in that. */
const [HELD_FOLDER, HELD_FILE] = [2, 3];

export const explorerModule = (programFiles: string, abi: number): string => win32.join(programFiles, 'Mamori', `explorer-${abi}`, MODULE);

/** @throws CodedError `shell.place-open` where others than administrators could change what Explorer loads */
export function refuseOpenPlace(machine: WindowsMachine, path: string, heldParts: number = HELD_FILE): void {
  const open = machine.openPlace(path, heldParts);
  if (!open) return;
  const data = { path: open.path, ...(open.sid !== undefined && { sid: open.sid }) };
  throw CodedError.of(shellErrors, 'shell.place-open', open.sid === undefined ? `${open.path} is a link` : `${open.path} can be changed by ${open.sid}`, { data });
}

/**
 * Puts the module where administrators alone can write, registers it for all users, and removes earlier ones. Nothing is registered before every part of its path was looked at.
 *
 * A module that programs have loaded gives way under another name, and goes when the system starts the next time. What fails leaves the one before in its place.
 *
 * @param content the module's bytes, as they were checked: what lies at their origin is not read again
 * @returns the path of the registered module
 * @throws CodedError `shell.place-open`, `shell.needs-administrator`, `shell.install-failed`
 */
export async function installExplorer(machine: WindowsMachine, content: Uint8Array, abi: number): Promise<string> {
  const module = explorerModule(machine.programFiles(), abi);
  const [folder, next] = [win32.dirname(module), `${module}.new`];
  let isGuarded = false;
  try {
    machine.makeFolder(win32.dirname(folder));
    machine.makeFolder(folder);
    refuseOpenPlace(machine, folder, HELD_FOLDER);
    isGuarded = true;
    await rm(next, { force: true });
    machine.makeFile(next, content);
    refuseOpenPlace(machine, next);
    await takeThePlace(machine, module, next);
  } catch (failure) {
    if (isGuarded) await rm(next, { force: true }).catch(() => undefined); // elsewhere the name may lead to a file of somebody
    for (const empty of [folder, win32.dirname(folder)]) await rmdir(empty).catch(() => undefined); // what is not empty was there
    throw wrapped(failure, module);
  }
  await removeAllBut(machine, win32.dirname(folder), module);
  return module;
}

/**
 * Takes the registration out and the modules away; those that are loaded go when the system starts the next time.
 *
 * @param spare a module that can take the registration out where none of the installed ones is left
 * @returns the modules that were installed
 * @throws CodedError as installExplorer; after `shell.place-open` the registration is out, but the files stay
 */
export async function uninstallExplorer(machine: WindowsMachine, spare: string): Promise<readonly string[]> {
  const folder = win32.join(machine.programFiles(), 'Mamori');
  const folders = (await readdir(folder).catch(() => [])).filter(name => FOLDER.test(name));
  const modules: string[] = [];
  for (const name of folders) if (await exists(win32.join(folder, name, MODULE))) modules.push(win32.join(folder, name, MODULE));
  const trusted = modules.findLast(module => !machine.openPlace(module, HELD_FILE));
  machine.register(trusted ?? spare, false);
  if (await exists(folder)) await removeAllBut(machine, folder, undefined);
  return modules;
}

/** The old module gives way, the new one comes, and is registered; a new one that does not register gives the place back. */
async function takeThePlace(machine: WindowsMachine, module: string, next: string): Promise<void> {
  const aside = await exists(module) ? await unused(`${module}.old`) : undefined;
  if (aside !== undefined) await rename(module, aside);
  await rename(next, module);
  try {
    machine.register(module, true);
  } catch (failure) {
    await rm(module, { force: true });
    if (aside !== undefined) {
      await rename(aside, module);
      machine.register(module, true);
    }
    throw failure;
  }
}

/** Files and folders below a place that is closed to others: in one that is not, what is removed might lead elsewhere. */
async function removeAllBut(machine: WindowsMachine, folder: string, kept: string | undefined): Promise<void> {
  refuseOpenPlace(machine, folder, HELD_FOLDER - 1);
  for (const name of (await readdir(folder)).filter(entry => FOLDER.test(entry))) {
    const inner = win32.join(folder, name);
    refuseOpenPlace(machine, inner, HELD_FOLDER);
    for (const file of await readdir(inner)) if (win32.join(inner, file) !== kept) await removeNowOrLater(machine, win32.join(inner, file));
    if (kept === undefined || win32.dirname(kept) !== inner) await removeNowOrLater(machine, inner);
  }
  if (kept === undefined) await removeNowOrLater(machine, folder);
}

async function removeNowOrLater(machine: WindowsMachine, path: string): Promise<void> {
  await rm(path).catch(() => rmdir(path)).catch(() => machine.removeAtRestart(path));
}

/** A name with a number behind it under which nothing lies: an earlier one may still be loaded. */
async function unused(path: string): Promise<string> {
  for (let number = 1; ; number++) if (!(await exists(`${path}${number}`))) return `${path}${number}`;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}

function wrapped(failure: unknown, module: string): unknown {
  if (failure instanceof CodedError) return failure;
  const { code = '', message } = failure as NodeJS.ErrnoException;
  const isDenied = code === 'EPERM' || code === 'EACCES';
  return CodedError.of(shellErrors, isDenied ? 'shell.needs-administrator' : 'shell.install-failed', `${module}: ${message}`, { data: { path: module, errno: code }, cause: failure });
}
