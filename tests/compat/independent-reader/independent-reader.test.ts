import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatRecoveryCode } from '../../../src/core/vault/keys/recovery-code.js';
import { BASE_NS, fileRecord, folderRecord, linkRecord, PASSPHRASE, SECRET, SmallVault, SOURCE, type EntrySpec } from './small-vault.js';

const READER = new URL('reader.mjs', import.meta.url).pathname;
const CODE = formatRecoveryCode(SECRET);
let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'mamori-reader-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

/** Runs the reader as a program of its own. */
async function read(vault: SmallVault, ...options: string[]) {
  vault.writeTo(join(folder, 'vault'));
  const given = options.length > 0 ? options : ['--recovery-code', CODE];
  const run = promisify(execFile)(process.execPath, [READER, join(folder, 'vault'), join(folder, 'out'), ...given]);
  const { stderr, code } = await run.then(done => ({ ...done, code: 0 }), (failure: { stderr: string; code: number }) => failure);
  return { code, stderr, at: (path: string) => join(folder, 'out', SOURCE, path) };
}

const put = (path: string, sequence: number, record: Buffer): EntrySpec => ({ ...split(path), op: 0, sequence, record });
const say = (path: string, sequence: number, op: 1 | 2 | 3 | 4 | 5): EntrySpec => ({ ...split(path), op, sequence });
function split(path: string) {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(0, slash)), name: path.slice(slash + 1) };
}

describe('independent reader', () => {
  it('is one file of at most 500 lines that imports node only', () => {
    const text = readFileSync(READER, 'utf8');
    expect(text.split('\n').length).toBeLessThanOrEqual(501);
    expect([...text.matchAll(/^import .* from '([^']+)'/gm)].every(([, from]) => from?.startsWith('node:'))).toBe(true);
  });

  it('restores contents, modes, times, links and names that are no UTF-8', async () => {
    const vault = await SmallVault.create();
    const small = vault.piece(Buffer.from('hello\n'));
    const large = [vault.piece(randomBytes(1_500_000)), vault.piece(Buffer.alloc(3_000_000, 'abc'))];
    const ids = vault.piece(Buffer.concat(large.map(piece => piece.id)));
    vault.putPack([large, [ids]], false);
    const group = Buffer.alloc(8, 1);
    vault.putRun([small], [
      put('', 1, folderRecord()), put('a', 1, fileRecord([small], { mode: 0o600, hardLink: group })), put('empty', 1, fileRecord([])), put('sub', 1, folderRecord(0o555)),
      put('sub/big', 1, fileRecord([ids], { depth: 1, size: 4_500_000 })), put('sub/link', 1, linkRecord('../a')),
      put('sub/same', 1, fileRecord([small], { mode: 0o600, hardLink: group })),
      { folder: 'sub', name: Buffer.of(0x63, 0xe9), op: 0, sequence: 1, record: fileRecord([small]) },
    ]);
    const { code, stderr, at } = await read(vault, '--passphrase', PASSPHRASE);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readFileSync(at('a'), 'utf8')).toBe('hello\n');
    expect(statSync(at('empty')).size).toBe(0);
    expect(readFileSync(at('sub/big')).equals(Buffer.concat(large.map(piece => piece.content)))).toBe(true);
    expect(readlinkSync(at('sub/link'))).toBe('../a');
    expect(statSync(at('a')).ino).toBe(statSync(at('sub/same')).ino);
    expect(statSync(at('a')).mode & 0o7777).toBe(0o600);
    expect(statSync(at('sub')).mode & 0o7777).toBe(0o555);
    expect(Number(statSync(at('sub'), { bigint: true }).mtimeNs - BASE_NS)).toBeCloseTo(0, -3);
    expect(lstatSync(at('sub/link')).mtimeMs).toBeCloseTo(-1500, 3);
    expect(readdirSync(at('sub'), { encoding: 'buffer' })).toContainEqual(Buffer.of(0x63, 0xe9));
  });

  it('folds runs after a checkpoint, across key epochs, to any point in time', async () => {
    const vault = await SmallVault.create();
    const one = vault.piece(Buffer.from('one'));
    const first = vault.putRun([one], [put('x', 1, fileRecord([one])), put('y', 1, fileRecord([one])), put('z', 1, fileRecord([one]))]);
    vault.putPack([[one]]);
    vault.putRun([], [], [put('x', 1, fileRecord([one])), put('y', 1, fileRecord([one])), put('z', 1, fileRecord([one]))]);
    vault.store.remove(first);
    await vault.rotate();
    const two = vault.piece(Buffer.from('two'));
    const three = vault.piece(Buffer.from('three'));
    vault.putRun([two], [put('x', 3, fileRecord([two])), say('y', 3, 1), say('z', 1, 3)]);
    vault.putRun([three], [put('x', 4, fileRecord([three])), say('z', 1, 5)]);
    const now = await read(vault);
    expect(now).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(now.at(''))).toEqual(['x']);
    expect(readFileSync(now.at('x'), 'utf8')).toBe('three');
    rmSync(join(folder, 'out'), { recursive: true });
    const then = await read(vault, '--recovery-code', CODE.toLowerCase().replaceAll('0', 'o'), '--at', '2', '--source', SOURCE);
    expect(readFileSync(then.at('x'), 'utf8')).toBe('one');
    expect(readFileSync(then.at('y'), 'utf8')).toBe('one');
    expect(readdirSync(then.at(''))).toEqual(['x', 'y']);
  });

  it('tells a dropped version from a file that was not there', async () => {
    const vault = await SmallVault.create();
    const one = vault.piece(Buffer.from('one'));
    vault.putRun([one], [put('x', 1, fileRecord([one]))]);
    vault.putRun([], [put('x', 2, fileRecord([one]))], undefined, [say('x', 1, 3)]);
    const { code, stderr, at } = await read(vault, '--recovery-code', CODE, '--at', '1');
    expect(code).toBe(1);
    expect(stderr).toContain('x: its version of that time was dropped');
    expect(readdirSync(at(''))).toEqual([]);
  });

  it('restores what is intact of a damaged vault and says what is not', async () => {
    const vault = await SmallVault.create();
    const [good, bad] = [vault.piece(Buffer.from('good')), vault.piece(Buffer.from('bad'))];
    const pack = vault.putPack([[good], [bad]], false);
    vault.putRun([], [put('bad', 1, fileRecord([bad])), put('good', 1, fileRecord([good]))]);
    vault.store.flipBit(pack, (28 + 40 + 4 + 60) * 8);
    const { code, stderr, at } = await read(vault);
    expect(code).toBe(1);
    expect(stderr).toContain(`${pack}: is damaged`);
    expect(stderr).toContain('/bad: an envelope was changed');
    expect(readFileSync(at('good'), 'utf8')).toBe('good');
  });

  it('notices a run that is gone and a pack that is missing', async () => {
    const vault = await SmallVault.create();
    const one = vault.piece(Buffer.from('one'));
    vault.putRun([], []);
    const second = vault.putRun([], []);
    vault.putRun([], [put('x', 3, fileRecord([one]))]);
    vault.store.remove(second);
    const { code, stderr } = await read(vault);
    expect(code).toBe(1);
    expect(stderr).toContain('run 3 of');
    expect(stderr).toContain('is missing');
  });

  it('writes nothing outside the target', async () => {
    const vault = await SmallVault.create();
    const one = vault.piece(Buffer.from('one'));
    vault.putRun([one], [put('../out/escaped', 1, fileRecord([one])), put('./x', 1, fileRecord([one])), put('ok', 1, fileRecord([one]))]);
    const { code, at } = await read(vault);
    expect(code).toBe(1);
    expect(readdirSync(at(''))).toEqual(['ok']);
    expect(readdirSync(join(folder, 'out'))).toEqual([SOURCE]);
  });

  it.each([
    ['--passphrase', 'wrong'], ['--recovery-code', '0000-0000-0000-0000-0000-0000-0000'], ['--recovery-code', formatRecoveryCode(Buffer.alloc(16))], ['--unknown', 'x'],
  ])('refuses %s %s', async (name, value) => {
    expect((await read(await SmallVault.create(), name, value)).code).toBe(2);
  });
});
