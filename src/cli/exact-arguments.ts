import { readFileSync } from 'node:fs';
import { decodePath } from '../base/path-bytes.js';

/**
 * The command line's words with undecodable bytes kept in the escaping of docs/vault-format.md section 8.
 *
 * Node reads them as U+FFFD, and the file would not be found; where that happened, Linux still shows the bytes themselves (proc(5)).
 */
export function exactArguments(): readonly string[] {
  const words = process.argv.slice(2);
  if (process.platform !== 'linux' || !words.some(word => word.includes('\ufffd'))) return words;
  const bytes = readFileSync('/proc/self/cmdline');
  const exact: string[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0, start);
    exact.push(decodePath(bytes.subarray(start, end)));
    start = end + 1;
  }
  return exact.slice(-words.length);
}
