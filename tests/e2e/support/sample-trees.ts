import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, ftruncateSync, linkSync, lutimesSync, mkdirSync, openSync, symlinkSync, truncateSync, utimesSync, writeFileSync, writeSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled } from '../../integration/support/requires.js';

/** A path below `root` given by the bytes of its name. */
export function rawPath(root: string, name: Buffer | string): Buffer {
  return Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name)]);
}

/** Writes a file and the folders above it. */
export function write(root: string, path: string, content: string | Buffer): void {
  const place = join(root, path);
  mkdirSync(join(place, '..'), { recursive: true });
  writeFileSync(place, content);
}

/** One of everything that a Linux file system can hold and a user can make. */
export function makeOddTree(root: string): void {
  write(root, 'letter.txt', 'Dear Sir,\n');
  write(root, 'empty-file', '');
  write(root, 'large/photo.raw', randomBytes(9_000_000));
  write(root, 'large/text.log', 'the same line again and again\n'.repeat(200_000));
  mkdirSync(join(root, 'empty-folder'), 0o700);
  mkdirSync(join(root, 'readonly'));
  write(root, 'readonly/inside', 'x');
  chmodSync(join(root, 'readonly/inside'), 0o400);
  chmodSync(join(root, 'readonly'), 0o555);
  write(root, 'bin/tool', '#!/bin/sh\n');
  chmodSync(join(root, 'bin/tool'), 0o6755);
  makeNames(root);
  makeLinks(root);
  makeSparse(root);
  execFileSync('mkfifo', ['-m', '640', join(root, 'pipe')]);
  makeTimes(root);
  makeAttributes(root);
  mkdirSync(join(root, ...Array.from({ length: 120 }, (_, depth) => `d${depth}`)), { recursive: true });
  write(root, `${Array.from({ length: 120 }, (_, depth) => `d${depth}`).join('/')}/bottom.txt`, 'deep');
}

function makeNames(root: string): void {
  for (const name of ['new\nline', ' blank ', '-dash', 'quote"\'\\', 'zażółć', '日本語の書類.txt', 'e\u0301', '\u00e9', '*?[a]', 'tab\t', '.hidden', 'x'.repeat(255)]) {
    writeFileSync(join(root, name), name);
  }
  writeFileSync(rawPath(root, Buffer.from([0x6e, 0xff, 0xfe, 0x80])), 'no UTF-8');
  mkdirSync(rawPath(root, Buffer.from([0xc3, 0x28])));
  writeFileSync(rawPath(root, Buffer.from([0xc3, 0x28, 0x2f, 0xa0])), 'no UTF-8 below no UTF-8');
}

function makeLinks(root: string): void {
  symlinkSync('letter.txt', join(root, 'to-letter'));
  symlinkSync('nowhere/at all', join(root, 'dangling'));
  symlinkSync('../..', join(root, 'large/up'));
  symlinkSync('.', join(root, 'loop'));
  symlinkSync('/etc/hostname', join(root, 'absolute'));
  linkSync(join(root, 'letter.txt'), join(root, 'large/letter-again'));
  linkSync(join(root, 'letter.txt'), join(root, 'zz-letter-again'));
}

function makeSparse(root: string): void {
  const file = openSync(join(root, 'sparse.img'), 'w');
  ftruncateSync(file, 64 << 20);
  writeSync(file, Buffer.from('in the middle'), 0, 13, 20 << 20);
  closeSync(file);
  writeFileSync(join(root, 'all-hole.img'), '');
  truncateSync(join(root, 'all-hole.img'), 5 << 20);
}

function makeTimes(root: string): void {
  utimesSync(join(root, 'empty-file'), 1, 1);
  execFileSync('touch', ['-d', '1969-07-20 20:17:40.123456789Z', join(root, ' blank ')]);
  execFileSync('touch', ['-d', '2038-01-20 03:14:07.999999999Z', join(root, 'zażółć')]);
  lutimesSync(join(root, 'dangling'), 1_000_000_000.5, 1_000_000_000.5);
}

function makeAttributes(root: string): void {
  if (!isInstalled('setfattr')) return;
  execFileSync('setfattr', ['-n', 'user.comment', '-v', 'kept', join(root, 'empty-file')]);
  execFileSync('setfattr', ['-n', 'user.binary', '-v', '0x00ff10', join(root, 'empty-file')]);
  execFileSync('setfattr', ['-n', 'user.folder', '-v', 'also', join(root, 'empty-folder')]);
}

/** Many small files with plain names, content from the path and a generation number. */
export function makeManyFiles(root: string, count: number, generation = 0, perFolder = 100): void {
  for (let at = 0; at < count; at += 1) {
    const folder = join(root, `f${String(Math.floor(at / perFolder)).padStart(4, '0')}`);
    if (at % perFolder === 0) mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${at}.txt`), `${at} in generation ${generation}\n`.repeat(1 + (at % 7)));
  }
}

/** Files of 30 MB that do not compress: a backup of them takes long enough to be interrupted. */
export function makeLargeFiles(root: string, count: number): void {
  for (let at = 0; at < count; at += 1) write(root, `large-${at}`, randomBytes(30_000_000));
}
