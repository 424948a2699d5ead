import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * The project's own files: what git keeps, and what it would keep if added, relative to the root and sorted.
 *
 * `folders` limits them. Deleted files that git still lists are left out.
 */
export function projectFiles(...folders: readonly string[]): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...folders], {
    cwd: projectRoot, encoding: 'utf8', maxBuffer: 64 << 20,
  });
  return [...new Set(listed.split('\0'))].filter(path => path !== '' && existsSync(projectRoot + path)).toSorted();
}

export function readProjectFile(path: string): string {
  return readFileSync(projectRoot + path, 'utf8');
}
