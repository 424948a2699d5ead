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
 * The address at which the agent of one state folder listens: on Windows the place under which the shim publishes its pipe's random name.
 *
 * A Unix socket's path holds 107 bytes (unix(7)), so the state folder is hashed rather than spelled; its folder must be
 * the user's own and closed to others, which both sides check.
 */
export function endpointAddress(home: string, surroundings: UserSurroundings): string {
  if (surroundings.platform === 'win32') return digestOf(home.toLowerCase()); // paths differ in case only by how they were typed
  return socketIn(ownRuntimeFolder(surroundings) ?? sharedFolder(surroundings), home);
}

/**
 * Where a client looks for the agent, best first: the agent may have been started by a session that has a runtime folder, the client by
 * cron or su, which have none, or the other way round.
 */
export function endpointCandidates(home: string, surroundings: UserSurroundings): readonly string[] {
  const { platform, userId } = surroundings;
  if (platform === 'win32') return [endpointAddress(home, surroundings)];
  const folders = [ownRuntimeFolder(surroundings), `/run/user/${userId}/mamori`, sharedFolder(surroundings)];
  return [...new Set(folders.filter(folder => folder !== undefined))].map(folder => socketIn(folder, home));
}

/** Longer ones, in bytes, would leave no room for the rest of a socket's path. */
const MAX_RUNTIME_BYTES = 64;

function ownRuntimeFolder({ environment }: UserSurroundings): string | undefined {
  const runtime = environment['XDG_RUNTIME_DIR'];
  if (!runtime || !posix.isAbsolute(runtime) || Buffer.byteLength(runtime) > MAX_RUNTIME_BYTES) return undefined;
  return posix.join(runtime, 'mamori');
}

function sharedFolder({ userId }: UserSurroundings): string {
  return `/tmp/mamori-${userId}`;
}

function socketIn(folder: string, home: string): string {
  return posix.join(folder, `${digestOf(home)}.sock`);
}

function digestOf(home: string): string {
  return createHash('sha256').update(home).digest('hex').slice(0, 16);
}
