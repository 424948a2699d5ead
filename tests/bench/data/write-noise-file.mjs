import { closeSync, openSync, writeSync } from 'node:fs';
import { noisePieces } from './noise.mjs';

/** Writes one file of incompressible bytes. */
export function writeNoiseFile(path, seed, totalBytes) {
  const file = openSync(path, 'w');
  for (const piece of noisePieces(seed, totalBytes)) writeSync(file, piece);
  closeSync(file);
}
