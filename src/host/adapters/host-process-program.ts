import { existsSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** What a host process runs, before any plugin. */
export interface HostProgram {
  readonly entry: string;
  /** Options of Node beside the permissions. */
  readonly nodeOptions: readonly string[];
  /** Files and folders that its own code is read from. */
  readonly code: readonly string[];
}

/** What src/host/child and what it imports load from node_modules; tests/integration/host/hosts start the program with nothing else to read. */
const PACKAGES = ['valibot', 'rxjs'];

/** The program as it was built, beside this file. */
export function builtProgram(): HostProgram {
  const built = join(import.meta.dirname, '../..');
  return {
    entry: join(import.meta.dirname, 'host-process-main.js'),
    nodeOptions: [],
    code: [built, join(built, '../package.json'), ...hostPackages()],
  };
}

export function hostPackages(): readonly string[] {
  return PACKAGES.map(packageFolder);
}

function packageFolder(name: string): string {
  const inside = join(sep, 'node_modules', name, sep);
  const file = fileURLToPath(import.meta.resolve(name));
  return file.slice(0, file.lastIndexOf(inside) + inside.length - 1);
}

/** The paths and where they really lie: Node compares both, and looks modules up by their real names. A path that does not exist stays as it is. */
export function withRealPaths(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.flatMap(path => [path, realPath(path)]))];
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

const SETPRIV = '/usr/bin/setpriv';
let dyingWithParent: readonly string[] | undefined;

/**
 * What stands before the command, so that the kernel ends a host when the agent dies, even one whose event loop is blocked and does not see its pipe close (prctl(2),
 * PR_SET_PDEATHSIG, by util-linux's setpriv, which is part of every Debian and Fedora). Empty where there is no such thing; such a host ends when its loop turns.
 */
export function endingWithParent(): readonly string[] {
  dyingWithParent ??= process.platform === 'linux' && existsSync(SETPRIV) && !realpathSync(SETPRIV).endsWith('busybox') ? [SETPRIV, '--pdeathsig', 'KILL', '--'] : [];
  return dyingWithParent;
}
