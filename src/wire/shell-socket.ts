import { Buffer } from 'node:buffer';

/*
 * The socket at which the file-manager extensions of ownCloud's and Nextcloud's desktop clients ask their client for marks and menus, version 1.1: lines of
 * UTF-8, `VERB:arguments`, paths joined by a record separator, nothing escaped (src/gui/socketapi of both clients, and their extensions' sources).
 */

/** The last of a line. A path that holds it cannot be said. */
export const LINE_END = 0x0a;
const COLON = 0x3a;
/** Between the paths of a selection (U+001E). */
const PATH_SEPARATOR = 0x1e;
export const SHELL_SOCKET_VERSION = '1.1';

/** What a mark says; `NOP` is none. */
export type ShellSocketStatus = 'OK' | 'SYNC' | 'ERROR' | 'NOP';

/** What a client asks; paths are the bytes that it sent, because answers repeat them. */
export type ShellSocketRequest =
  | { readonly type: 'version' | 'strings' }
  | { readonly type: 'status'; readonly path: Buffer }
  | { readonly type: 'menu'; readonly paths: readonly Buffer[] }
  /** A chosen entry, or a verb of the clients that we do not have. */
  | { readonly type: 'command'; readonly command: string; readonly paths: readonly Buffer[] };

/** Reads one line without its end; undefined for what is none of the protocol. */
export function parseShellSocketLine(line: Buffer): ShellSocketRequest | undefined {
  const colon = line.indexOf(COLON);
  if (colon <= 0) return undefined;
  const verb = line.toString('latin1', 0, colon);
  const rest = line.subarray(colon + 1);
  switch (verb) {
    case 'VERSION': return { type: 'version' };
    case 'GET_STRINGS': return { type: 'strings' };
    case 'RETRIEVE_FILE_STATUS':
    case 'RETRIEVE_FOLDER_STATUS': return { type: 'status', path: rest };
    case 'GET_MENU_ITEMS': return { type: 'menu', paths: pathsIn(rest) };
    default: return { type: 'command', command: verb, paths: pathsIn(rest) };
  }
}

/** One line of an answer; line ends within are left out, so that no text can begin a line of its own. */
export function shellSocketLine(...parts: readonly (string | Buffer)[]): Buffer {
  const bytes = parts.flatMap((part, index) => [...(index > 0 ? [Buffer.of(COLON)] : []), typeof part === 'string' ? Buffer.from(part.replaceAll('\n', ' ')) : part]);
  return Buffer.concat([...bytes, Buffer.of(LINE_END)]);
}

function pathsIn(bytes: Buffer): readonly Buffer[] {
  const paths: Buffer[] = [];
  for (let from = 0; from <= bytes.length;) {
    const at = bytes.indexOf(PATH_SEPARATOR, from);
    const end = at === -1 ? bytes.length : at;
    if (end > from) paths.push(bytes.subarray(from, end));
    from = end + 1;
  }
  return paths;
}
