import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { noiseStream } from './noise.mjs';

/**
 * Overwrites a file in place and puts its modification time back to the nanosecond: size, times but ctime, inode and mode stay
 * the same. A program that compares only size and modification time misses it.
 */
export function changeHidden(path, seed) {
  const before = statSync(path, { bigint: true });
  const witness = `${tmpdir()}/mamori-bench-times-${process.pid}`; // beside the file it would be a change of its folder
  execFileSync('touch', ['-r', path, witness]);
  const file = openSync(path, 'r+');
  writeSync(file, noiseStream(seed)(Number(before.size)), 0);
  closeSync(file);
  execFileSync('touch', ['-r', witness, path]);
  rmSync(witness);
  const after = statSync(path, { bigint: true });
  if (['size', 'mtimeNs', 'ino', 'mode'].some(field => before[field] !== after[field])) throw new Error(`bug: the change of ${path} shows`);
}
