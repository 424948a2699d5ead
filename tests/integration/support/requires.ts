import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from 'vitest';

/**
 * A `describe` for tests that need programs of the machine: `requires(['dbus-daemon'])('real keyring', () => …)`.
 *
 * Where one is missing, the group is skipped and its name says what it lacks; in CI (`CI` is set) it fails,
 * because a check that never runs there would go unnoticed.
 */
export function requires(programs: readonly string[]): (name: string, tests: () => void) => void {
  const missing = programs.filter(program => !isInstalled(program));
  if (missing.length === 0) return (name, tests) => void describe(name, tests);
  const reason = `needs ${missing.join(', ')}`;
  if (!process.env['CI']) return (name, tests) => void describe.skip(`${name} (${reason})`, tests);
  return name => void it(name, () => { throw new Error(reason); });
}

export function isInstalled(program: string): boolean {
  // Some daemons are installed where only root's search path leads.
  const folders = `${process.env['PATH'] ?? ''}${delimiter}/usr/sbin${delimiter}/usr/libexec`.split(delimiter);
  return folders.some(folder => folder !== '' && isExecutable(join(folder, program)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
