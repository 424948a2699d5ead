import { createHash } from 'node:crypto';
import { posix, win32 } from 'node:path';

/** What decides where a user's state lies; read once from the process by a composition root. */
export interface UserSurroundings {
  readonly platform: string; //               process.platform
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly userHome: string;
  readonly userId: number; //                 -1 where there is none
}

/**
 * The folder of all state of this user: `MAMORI_HOME`, else `%LOCALAPPDATA%\Mamori`, else `mamori` below
 * `XDG_STATE_HOME` (XDG Base Directory Specification 0.8; ~/.local/state).
 */
export function stateHome({ platform, environment, userHome }: UserSurroundings): string {
  const named = environment['MAMORI_HOME'];
  if (platform === 'win32') return named ? win32.resolve(named) : win32.join(environment['LOCALAPPDATA'] ?? win32.join(userHome, 'AppData', 'Local'), 'Mamori');
  if (named) return posix.resolve(named);
  const state = environment['XDG_STATE_HOME'];
  return posix.join(state && posix.isAbsolute(state) ? state : posix.join(userHome, '.local', 'state'), 'mamori');
}

/** Where a vault is created when nobody says where: user data, not state, so that clearing state never takes the backups along. */
export function defaultVaultFolder({ platform, environment, userHome }: UserSurroundings): string {
  const named = environment['MAMORI_HOME'];
  if (platform === 'win32') return win32.join(named ? win32.resolve(named) : win32.join(environment['LOCALAPPDATA'] ?? win32.join(userHome, 'AppData', 'Local'), 'Mamori'), 'vault');
  if (named) return posix.join(posix.resolve(named), 'vault');
  const data = environment['XDG_DATA_HOME'];
  return posix.join(data && posix.isAbsolute(data) ? data : posix.join(userHome, '.local', 'share'), 'mamori', 'vault');
}

/**
 * The address at which the agent of one state folder listens.
 *
 * A Unix socket's path holds 107 bytes (unix(7)), so the state folder is hashed rather than spelled; its folder must be
 * the user's own and closed to others, which both sides check.
 */
export function endpointAddress(home: string, { platform, environment, userId }: UserSurroundings): string {
  const digest = createHash('sha256').update(home).digest('hex').slice(0, 16);
  if (platform === 'win32') return `\\\\.\\pipe\\mamori-${digest}`;
  const runtime = environment['XDG_RUNTIME_DIR'];
  const folder = runtime && posix.isAbsolute(runtime) && runtime.length < 60 ? posix.join(runtime, 'mamori') : `/tmp/mamori-${userId}`;
  return posix.join(folder, `${digest}.sock`);
}
