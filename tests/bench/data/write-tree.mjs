import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import { randomStream, seedOf } from './random.mjs';
import { lognormalSizes, uniformSizes } from './file-sizes.mjs';
import { fillText } from './text.mjs';

const FOLDERS_PER_FOLDER = 32;
const WRITERS = 2;

/**
 * A tree of text files, described so that any part of it can be written or recomputed alone.
 *
 * @typedef {{ seed: number, files: number, perFolder: number, sizes: { kind: 'lognormal', mean: number } | { kind: 'uniform', low: number, high: number } }} TreeSpec
 */

/** Path of a file below the tree's root: two levels of folders. */
export function pathOf(spec, number) {
  const folder = Math.floor(number / spec.perFolder);
  const outer = String(Math.floor(folder / FOLDERS_PER_FOLDER)).padStart(3, '0');
  const inner = String(folder % FOLDERS_PER_FOLDER).padStart(2, '0');
  return `dept-${outer}/project-${inner}/note-${String(number).padStart(7, '0')}.txt`;
}

export function sizesOf({ files, seed, sizes }) {
  return sizes.kind === 'lognormal' ? lognormalSizes(files, sizes.mean, seed) : uniformSizes(files, sizes.low, sizes.high, seed);
}

/** A file's content, from the tree's seed and the file's number alone. */
export function contentOf(spec, number, size) {
  const content = Buffer.allocUnsafe(size);
  fillText(content, randomStream(seedOf(spec.seed, `file ${number}`)));
  return content;
}

/** Writes the tree with two threads (1,000,000 small files in tmpfs: under a minute); answers its files and bytes. */
export async function writeTree(root, spec) {
  const sizes = sizesOf(spec);
  const folders = Math.ceil(spec.files / spec.perFolder);
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => written({ root, spec, from: Math.floor(folders * writer / WRITERS), to: Math.floor(folders * (writer + 1) / WRITERS) })));
  return { files: spec.files, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

function written(part) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: part });
    worker.once('error', reject);
    worker.once('exit', resolve);
  });
}

function writeFolders({ root, spec, from, to }) {
  const sizes = sizesOf(spec);
  for (let folder = from; folder < to; folder++) {
    const first = folder * spec.perFolder;
    mkdirSync(dirname(`${root}/${pathOf(spec, first)}`), { recursive: true });
    const end = Math.min(spec.files, first + spec.perFolder);
    for (let number = first; number < end; number++) {
      const file = openSync(`${root}/${pathOf(spec, number)}`, 'w');
      writeSync(file, contentOf(spec, number, sizes[number]));
      closeSync(file);
    }
  }
}

if (!isMainThread && workerData?.spec !== undefined) writeFolders(workerData);
