import { appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { between, randomStream, seedOf } from './random.mjs';
import { fillText } from './text.mjs';

const SHARE_EDITED = 100; // one file in so many is touched by a run

/**
 * A day's work on a tree: paragraphs replaced, text appended, files replaced, renamed, deleted and added; deterministic by
 * seed and run number. `paths` is the list of files and is kept in step.
 */
export function editTree(root, paths, seed, runNumber) {
  const next = randomStream(seedOf(seed, `edit ${runNumber}`));
  const text = bytes => { const buffer = Buffer.allocUnsafe(bytes); fillText(buffer, next); return buffer; };
  for (let edits = Math.max(1, Math.floor(paths.length / SHARE_EDITED)); edits > 0; edits--) {
    const index = between(next, 0, paths.length - 1);
    const path = `${root}/${paths[index]}`;
    switch (next() % 8) {
      case 0: appendFileSync(path, text(between(next, 50, 2_000))); break;
      case 1: writeFileSync(path, text(between(next, 200, 20_000))); break;
      case 2: renameTo(root, paths, index, `${paths[index].replace(/(-r\d+)?\.txt$/, '')}-r${runNumber}.txt`); break;
      case 3: rmSync(path); addFile(root, paths, index, `${paths[index].replace(/[^/]+$/, '')}new-${runNumber}-${edits}.txt`, text(between(next, 200, 20_000))); break;
      default: replaceParagraph(path, next, text);
    }
  }
}

function renameTo(root, paths, index, name) {
  renameSync(`${root}/${paths[index]}`, `${root}/${name}`);
  paths[index] = name;
}

function addFile(root, paths, index, name, content) {
  writeFileSync(`${root}/${name}`, content);
  paths[index] = name;
}

function replaceParagraph(path, next, text) {
  const content = readFileSync(path);
  const from = between(next, 0, content.length);
  const to = Math.min(content.length, from + between(next, 0, 400));
  writeFileSync(path, Buffer.concat([content.subarray(0, from), text(between(next, 20, 400)), content.subarray(to)]));
}
