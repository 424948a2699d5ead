import { Buffer } from 'node:buffer';
import { encodePath } from '../../base/path-bytes.js';
import type { PathStyle } from '../ports/shim-library.js';

/** The style of paths on a platform (process.platform). */
export function pathStyleOf(platform: string): PathStyle {
  return platform === 'win32' ? 'windows' : 'linux';
}

/** A path as the shim takes it: the very bytes or units of the file's name, which a string of ours holds without loss. */
export function tablePath(style: PathStyle, path: string): Buffer {
  return style === 'windows' ? Buffer.from(path, 'utf16le') : encodePath(path);
}
