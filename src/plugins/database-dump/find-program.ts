import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { DumpFailure } from './failure.js';

/**
 * Where one of the programs lies: in the folders given, else where the system looks for programs; in the same folder, the earlier name counts.
 *
 * @throws DumpFailure `database.tool-missing`
 */
export async function findProgram(names: readonly string[], folders: readonly string[]): Promise<string> {
  const places = [...folders, ...(process.env['PATH'] ?? '').split(delimiter)].filter(folder => isAbsolute(folder)); // never the folder that happens to be the current one
  const absolute = names.find(name => isAbsolute(name));
  if (absolute !== undefined) return absolute;
  for (const folder of places) {
    for (const name of names) {
      const path = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
      if (await isProgram(path)) return path;
    }
  }
  throw new DumpFailure('database.tool-missing', `none of ${names.join(', ')} is there`);
}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(() => true, () => false);
}
