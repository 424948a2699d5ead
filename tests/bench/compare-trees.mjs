import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * Throws unless `copy` holds the same entries as `original`: names, kinds, sizes, permissions, modification times to the
 * nanosecond, link targets, and the bytes of every `stride`-th file.
 */
export function assertSameTree(original, copy, stride = 1) {
  let files = 0;
  const pending = [''];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const names = namesIn(original + folder);
    if (names.join('\0') !== namesIn(copy + folder).join('\0')) throw new Error(`${copy}${folder} holds other names than ${original}${folder}`);
    for (const name of names) {
      const path = `${folder}/${name}`;
      const kind = assertSameEntry(original + path, copy + path);
      if (kind === 'folder') pending.push(path);
      else if (kind === 'file' && files++ % stride === 0) assertSameBytes(original + path, copy + path);
    }
  }
  return files;
}

const namesIn = folder => readdirSync(folder).sort();

function assertSameEntry(original, copy) {
  const [a, b] = [original, copy].map(path => lstatSync(path, { bigint: true }));
  const different = ['mode', 'mtimeNs', ...(a.isFile() ? ['size'] : [])].find(field => a[field] !== b[field] && !(a.isSymbolicLink() && field === 'mtimeNs'));
  if (different !== undefined) throw new Error(`${copy}: ${different} is ${b[different]}, was ${a[different]}`);
  if (a.isSymbolicLink() && readlinkSync(original) !== readlinkSync(copy)) throw new Error(`${copy} points elsewhere than ${original}`);
  return a.isDirectory() ? 'folder' : a.isFile() ? 'file' : 'other';
}

export function assertSameBytes(original, copy) {
  if (!readFileSync(original).equals(readFileSync(copy))) throw new Error(`${copy} has other bytes than ${original}`);
}
