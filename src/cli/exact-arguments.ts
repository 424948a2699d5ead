import { readFileSync } from 'node:fs';
import { decodePath, encodePath } from '../base/path-bytes.js';

/**
 * The command line's words with undecodable bytes kept in the escaping of docs/vault-format.md section 8.
 *
 * Node reads them as U+FFFD, and the file would not be found; where that happened, Linux still shows the bytes themselves (proc(5)). A launcher that
 * ran this program in its place has passed them on as text, so then they are read from the launcher's own command line; it waits for us.
 */
export function exactArguments(): readonly string[] {
  const words = process.argv.slice(2);
  if (process.platform !== 'linux' || !words.some(word => word.includes('\ufffd'))) return words;
  const isLaunched = process.env['MAMORI_WORDS_OF'] === String(process.ppid); // not one that an earlier process left in the environment
  const launched = isLaunched ? exactWords(process.ppid).slice(-words.length) : [];
  // A launcher that was killed meanwhile shows nothing, and another process may have its number.
  const isOurs = launched.length === words.length && launched.every((word, index) => asNodeReads(word) === words[index]);
  return isOurs ? launched : exactWords('self').slice(-words.length);
}

function exactWords(process: number | 'self'): string[] {
  const bytes = readBytes(`/proc/${process}/cmdline`);
  const exact: string[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0, start);
    exact.push(decodePath(bytes.subarray(start, end)));
    start = end + 1;
  }
  return exact;
}

function asNodeReads(word: string): string {
  return encodePath(word).toString('utf8');
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}
