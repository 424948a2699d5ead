import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertSameTree } from '../bench/compare-trees.mjs';
import { editTree } from '../bench/data/edit-run.mjs';
import { lognormalSizes, uniformSizes } from '../bench/data/file-sizes.mjs';
import { changeHidden } from '../bench/data/hidden-change.mjs';
import { noisePieces } from '../bench/data/noise.mjs';
import { fraction, randomStream, seedOf } from '../bench/data/random.mjs';
import { fillText } from '../bench/data/text.mjs';
import { contentOf, pathOf, sizesOf, writeTree } from '../bench/data/write-tree.mjs';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'bench-data-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const spec = { seed: 5, files: 250, perFolder: 20, sizes: { kind: 'uniform', low: 100, high: 2_000 } } as const;

function text(seed: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  fillText(buffer, randomStream(seed));
  return buffer;
}

describe('the bench\'s random streams', () => {
  it('depend on the seed alone and spread evenly', () => {
    const [a, b, c] = [randomStream(1), randomStream(1), randomStream(2)];
    expect([a(), a()]).toEqual([b(), b()]);
    expect(a()).not.toBe(c());
    const mean = Array.from({ length: 10_000 }, () => fraction(a)).reduce((sum, value) => sum + value) / 10_000;
    expect(mean).toBeCloseTo(0.5, 1);
    expect(seedOf(1, 'file 1')).not.toBe(seedOf(1, 'file 2'));
  });
});

describe('the bench\'s text', () => {
  it('compresses like the files of the reference: 1 MiB pieces to half, a file alone to about 0.7', () => {
    const piece = text(7, 1 << 20);
    expect(zstdCompressSync(piece).length / piece.length).toBeGreaterThan(0.42);
    expect(zstdCompressSync(piece).length / piece.length).toBeLessThan(0.56);
    const file = text(8, 11_000);
    expect(zstdCompressSync(file).length / file.length).toBeGreaterThan(0.66);
    expect(zstdCompressSync(file).length / file.length).toBeLessThan(0.82);
  });

  it('never repeats a stretch', () => {
    const pieces = text(9, 1 << 20).toString('latin1').match(/[^]{128}/g);
    expect(new Set(pieces).size).toBe(pieces?.length);
  });
});

describe('the bench\'s noise', () => {
  it('has the asked size, repeats by seed and does not compress', () => {
    const bytes = Buffer.concat([...noisePieces(1, (8 << 20) + 5)]);
    expect(bytes.length).toBe((8 << 20) + 5);
    expect(bytes.equals(Buffer.concat([...noisePieces(1, (8 << 20) + 5)]))).toBe(true);
    expect(zstdCompressSync(bytes.subarray(0, 1 << 20)).length).toBeGreaterThan(1 << 20);
  });
});

describe('file sizes', () => {
  it('have the asked mean and a long tail', () => {
    const sizes = lognormalSizes(50_000, 11_400, 3).toSorted();
    expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length / 11_400).toBeCloseTo(1, 1);
    expect(sizes[25_000]!).toBeLessThan(6_000);
  });

  it('stay within their bounds when uniform', () => {
    const sizes = uniformSizes(1_000, 100, 2_000, 3);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2_000);
  });
});

describe('a generated tree', () => {
  it('holds what any of its files can be recomputed to, whichever thread wrote it', async () => {
    const { files, bytes } = await writeTree(folder, spec);
    const sizes = sizesOf(spec);
    expect(files).toBe(250);
    expect(bytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
    for (const number of [0, 19, 20, 130, 249]) expect(readFileSync(join(folder, pathOf(spec, number))).equals(contentOf(spec, number, sizes[number]!))).toBe(true);
  });

  it('comes out the same after the same edits', async () => {
    const [one, other] = [join(folder, 'one'), join(folder, 'other')];
    const listed = [one, other].map(() => Array.from({ length: spec.files }, (_, number) => pathOf(spec, number)));
    for (const [index, root] of [one, other].entries()) {
      await writeTree(root, spec);
      for (let run = 1; run <= 30; run++) editTree(root, listed[index], 1, run);
    }
    expect(listed[0]).toEqual(listed[1]);
    for (const path of listed[0]!) expect(readFileSync(join(one, path)).equals(readFileSync(join(other, path)))).toBe(true);
  });
});

describe('a hidden change', () => {
  it('leaves size, inode and modification time as they were and changes the bytes', () => {
    const path = join(folder, 'note.txt');
    writeFileSync(path, text(1, 5_000));
    const before = statSync(path, { bigint: true });
    const content = readFileSync(path);
    changeHidden(path, 1);
    const after = statSync(path, { bigint: true });
    expect([after.size, after.mtimeNs, after.ino]).toEqual([before.size, before.mtimeNs, before.ino]);
    expect(after.ctimeNs).toBeGreaterThan(before.ctimeNs);
    expect(readFileSync(path).equals(content)).toBe(false);
  });
});

describe('comparing trees', () => {
  const write = (side: string, content: string, mtime: number) => {
    mkdirSync(join(folder, side), { recursive: true });
    writeFileSync(join(folder, side, 'f'), content);
    utimesSync(join(folder, side, 'f'), 0, mtime);
  };

  it('sees another time, another byte and another name', () => {
    const [a, b] = [join(folder, 'a'), join(folder, 'b')];
    write('a', 'same', 1);
    write('b', 'same', 1);
    expect(assertSameTree(a, b)).toBe(1);
    write('b', 'same', 2);
    expect(() => assertSameTree(a, b)).toThrow('mtimeNs');
    write('b', 'some', 1);
    expect(() => assertSameTree(a, b)).toThrow('other bytes');
    writeFileSync(join(b, 'g'), '');
    expect(() => assertSameTree(a, b)).toThrow('other names');
  });
});
