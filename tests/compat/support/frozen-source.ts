import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { appendFileSync, chmodSync, linkSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Deleted from the vault with all its versions: no state has it. */
export const FORGOTTEN = 'secret.txt';

const NOISE_BYTES = 2_000_000;
const CROWD = 80;
const LONG_TARGET = 'far/'.repeat(1000);

/** One of everything that a vault can hold. */
export function firstState(root: string): void {
  mkdirSync(root);
  write(root, 'README.txt', 'A frozen vault.\n');
  write(root, FORGOTTEN, 'nobody is to read this again\n');
  write(root, 'draft.txt', 'to be renamed\n');
  write(root, 'gone.txt', 'to be deleted\n');
  write(root, 'noise.bin', noise(1, NOISE_BYTES));
  write(root, 'empty-file', '');
  write(root, 'nested/a/b/c/deep.txt', 'deep\n');
  write(root, 'becomes-folder', 'a file at first\n');
  mkdirSync(join(root, 'empty-folder'), 0o700);
  write(root, 'bin/tool', '#!/bin/sh\n');
  chmodSync(join(root, 'bin/tool'), 0o755);
  write(root, 'private.txt', 'mine\n');
  chmodSync(join(root, 'private.txt'), 0o600);
  makeNames(root);
  symlinkSync('README.txt', join(root, 'link'));
  symlinkSync('nowhere/\u00fc', join(root, 'dangling'));
  linkSync(join(root, 'private.txt'), join(root, 'nested/private-too'));
  linkSync(join(root, 'private.txt'), join(root, 'zz-private-as-well'));
  write(root, 'sparse.img', '');
  truncateSync(join(root, 'sparse.img'), 3 << 20);
  appendFileSync(join(root, 'sparse.img'), 'after the hole\n');
  execFileSync('mkfifo', ['-m', '640', join(root, 'pipe')]);
  execFileSync('setfattr', ['-n', 'user.comment', '-v', 'kept', join(root, 'private.txt')]);
  touch(root, 'empty-file', '1969-07-20 20:17:40.123456789Z');
  touch(root, 'draft.txt', '2040-02-29 03:14:07.999999999Z');
}

function makeNames(root: string): void {
  for (const name of ['new\nline', '\u65e5\u672c\u8a9e/\u898b\u7a4d\u66f8.txt', 'e\u0301', '\u00e9', ' blank ', 'quote"\'\\', '\u{1f5c4}']) write(root, name, `${name}\n`);
  mkdirSync(bytes(root, [0xc3, 0x28]));
  writeFileSync(bytes(root, [0xc3, 0x28, 0x2f, 0xa0]), 'no UTF-8 below no UTF-8\n');
  writeFileSync(bytes(root, [0x6e, 0xff, 0xfe, 0x80]), 'no UTF-8\n');
}

/** Saved continuously. */
export function secondState(root: string): void {
  write(root, 'new/folder/new.txt', 'new\n');
  unlinkSync(join(root, 'gone.txt'));
  appendFileSync(join(root, 'README.txt'), 'Edited while it was watched.\n');
}

/** Links with targets so long that their records, 320 KB, make a checkpoint due. */
export function makeCrowd(root: string): void {
  mkdirSync(join(root, 'crowd'));
  for (let at = 0; at < CROWD; at += 1) symlinkSync(`${LONG_TARGET}${at}`, join(root, `crowd/${at}`));
}

/** Saved under the second key, which stores even what an edited file kept once more. */
export function thirdState(root: string): void {
  rmSync(join(root, 'crowd'), { recursive: true });
  unlinkSync(join(root, FORGOTTEN));
  renameSync(join(root, 'draft.txt'), join(root, 'new/final.txt'));
  appendFileSync(join(root, 'noise.bin'), noise(2, 50_000));
  unlinkSync(join(root, 'becomes-folder'));
  write(root, 'becomes-folder/inside.txt', 'a folder now\n');
}

/** Saved after the collection; the edited file shares chunks with its version before. */
export function fourthState(root: string): void {
  appendFileSync(join(root, 'noise.bin'), noise(3, 50_000));
  rmSync(join(root, 'nested/a'), { recursive: true });
  unlinkSync(join(root, 'link'));
  symlinkSync('new/final.txt', join(root, 'link'));
  unlinkSync(join(root, 'zz-private-as-well'));
  writeFileSync(join(root, 'private.txt'), 'still mine, under two names\n');
  chmodSync(join(root, 'bin/tool'), 0o711);
  writeFileSync(bytes(root, [0x6e, 0xff, 0xfe, 0x80]), 'no UTF-8, edited\n');
}

/** The same bytes each time; four random bits in each, so that they are cut anywhere and stored in little more than half. */
function noise(seed: number, size: number): Buffer {
  return createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16)).update(Buffer.alloc(size)).map(byte => byte & 15) as Buffer;
}

function write(root: string, path: string, content: string | Buffer): void {
  const place = join(root, path);
  mkdirSync(join(place, '..'), { recursive: true });
  writeFileSync(place, content);
}

function bytes(root: string, path: readonly number[]): Buffer {
  return Buffer.concat([Buffer.from(`${root}/`), Buffer.from(path)]);
}

function touch(root: string, path: string, time: string): void {
  execFileSync('touch', ['-d', time, join(root, path)]);
}
