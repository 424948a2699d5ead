import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** How a program is started: the file, and what stands before its own arguments. */
export interface NpmCommand {
  readonly file: string;
  readonly before: readonly string[];
}

/**
 * The machine's npm: the one beside this Node, else the first in PATH. Its program is run by this Node where it is found, because npm's start script on Windows
 * cannot be run without a shell. Undefined when there is none.
 */
export function findNpm(node: string, path: string, platform: string): NpmCommand | undefined {
  const folders = [dirname(node), ...path.split(delimiter).filter(folder => folder !== '')];
  for (const folder of folders) {
    const program = platform === 'win32' ? join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js') : realPathOf(join(folder, 'npm'));
    if (program === undefined || !existsSync(program)) continue;
    return program.endsWith('.js') ? { file: node, before: [program] } : { file: program, before: [] };
  }
  return undefined;
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
