/**
 * Which rooms of src/ a room may import. `terms` is open to every room and is not listed; a room may always import itself.
 * A folder without a line here fails the check. A nested room ("host/api") is a room of its own.
 */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  terms: [],
  base: [],
  texts: [],
  wire: ['base'],
  core: ['base'],
  platform: ['base', 'core', 'wire'],
  notifications: ['base', 'texts', 'core'],
  shell: ['base', 'texts', 'core', 'wire'],
  'host/api': [],
  host: ['base', 'wire', 'host/api'],
  plugins: ['host/api'],
  agent: ['base', 'texts', 'wire', 'core', 'platform', 'notifications', 'shell', 'host', 'host/api', 'plugins'],
  service: ['base', 'texts', 'wire', 'core', 'platform'],
  console: ['texts', 'wire'],
  cli: ['base', 'texts', 'wire', 'agent'],
};

/** Rooms that touch nothing but memory: what they import beside src/ is on these two lists. */
export const pureRooms: ReadonlySet<string> = new Set(['terms', 'base', 'texts', 'wire', 'core', 'host/api']);
export const pureBuiltins: ReadonlySet<string> = new Set([
  'node:assert', 'node:async_hooks', 'node:buffer', 'node:crypto', 'node:events', 'node:path', 'node:path/posix', 'node:path/win32',
  'node:string_decoder', 'node:util', 'node:zlib',
]);
/** `semver` compares version strings and ranges and touches nothing else; wire reads plugins' `engines` with it. */
export const purePackages: ReadonlySet<string> = new Set(['rxjs', 'valibot', 'semver']);

/** Rooms whose I/O lies in one folder; outside it they count as pure. */
export const roomsWithAdapters: ReadonlySet<string> = new Set(['notifications', 'shell', 'host']);

/** The one file that may load native code, so that there is one place to look when loading fails. */
export const nativeDoor = 'src/platform/native-binding.ts';

/** Reads of time, chance and timers that belong to src/base alone: everything else takes a Clock or a Random. */
export const ambientReads: ReadonlySet<string> = new Set([
  'Date.now', 'performance.now', 'process.hrtime', 'Math.random', 'setTimeout', 'setInterval', 'setImmediate', 'new Date()',
]);

/** The room of a file: the longest listed prefix of its path below src/, or undefined. */
export function roomOf(path: string): string | undefined {
  const folders = path.split('/').slice(1, -1);
  for (let depth = folders.length; depth > 0; depth--) {
    const name = folders.slice(0, depth).join('/');
    if (Object.hasOwn(rooms, name)) return name;
  }
  return undefined;
}
