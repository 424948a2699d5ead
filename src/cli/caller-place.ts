import { readlinkSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { decodePath } from '../base/path-bytes.js';
import type { CallerPlace } from './command.js';

/** Reads paths as the caller means them; `folder` is the caller's, absolute. */
export function callerPlace(folder: string, platform: string): CallerPlace {
  const { resolve } = platform === 'win32' ? win32 : posix;
  const plainlyHere = platform === 'win32' ? /^(?:\.{1,2}(?:$|[\\/])|[A-Za-z]:[\\/]|[\\/]{2})/ : /^(?:\.{1,2}(?:$|\/)|\/)/;
  const absolute = (path: string) => resolve(folder, path);
  return { absolute, scoped: path => (plainlyHere.test(path) ? absolute(path) : path) };
}

/**
 * The folder in which the command was called, in the escaping of docs/vault-format.md section 8; `npm start` and `npm run` change it and keep the
 * caller's in INIT_CWD.
 */
export function callerFolder(): string {
  const folder = process.env['npm_lifecycle_event'] === undefined ? process.cwd() : process.env['INIT_CWD'] ?? process.cwd();
  if (process.platform !== 'linux' || !folder.includes('\ufffd')) return folder;
  return decodePath(readlinkSync('/proc/self/cwd', 'buffer'));
}
