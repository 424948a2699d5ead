import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** The sizes of the images in an .ico file, in their order (ICONDIR: a count at 4, entries of 16 bytes from 6 that begin with the width, 0 for 256). */
export function sizesOf(icon) {
  const bytes = readFileSync(icon);
  return Array.from({ length: bytes.readUInt16LE(4) }, (_, index) => bytes.readUInt8(6 + 16 * index) || 256);
}

/** Which of the pixels of an icon's smallest image are more opaque than not, row by row: what is left of it without its colours. */
export async function outlineOf(icon) {
  const { stdout } = await promisify(execFile)('convert', [`${icon}[0]`, '-alpha', 'extract', '-depth', '8', 'gray:-'], { encoding: 'buffer' });
  return [...stdout].map(alpha => alpha > 127);
}
