import { Buffer } from 'node:buffer';

/** As much as a file manager keeps of it (MAMORI_EXTENSION_BYTES of native/shim). */
const MAX_BYTES = 55;

/**
 * The key `resourceExtension` of a path: what follows the last dot of its last name, unless that is its first character, with A–Z in lower case; '' without one.
 *
 * Undefined, as for a key that is not there, for one that is longer than 55 bytes or no well-formed text. native/shim/menu/extension_of.h says the same.
 */
export function resourceExtension(path: string, platform: 'posix' | 'windows'): string | undefined {
  const name = path.replace(platform === 'windows' ? /[/\\]+$/ : /\/+$/, '').split(platform === 'windows' ? /[/\\]/ : '/').at(-1) ?? '';
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 ? name.slice(dot + 1).replace(/[A-Z]/g, letter => letter.toLowerCase()) : '';
  return extension.isWellFormed() && Buffer.byteLength(extension) <= MAX_BYTES ? extension : undefined;
}
