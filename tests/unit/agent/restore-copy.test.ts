import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markedName } from '../../../src/agent/clicks/place-beside.js';
import { plainTitle } from '../../../src/agent/shell/menu-titles.js';
import { restoreCopy } from '../../../src/agent/clicks/restore-copy.js';
import { decodePath } from '../../../src/base/path-bytes.js';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'copy-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const SAVED = new Date(2026, 10, 22, 12, 30).getTime();
const row = (version: number, more: object = {}) => ({ version, state: 'present', savedMs: SAVED, sizeBytes: version, modifiedMs: version, type: 'file', ...more });
const context = () => ({ signal: new AbortController().signal, onProgress: () => undefined });

/** Verbs of an agent that knows two versions, and restores what `write` writes. */
function verbs({ versions = [row(2), row(1)], answer = 'protected', write = (to: string, version: number) => writeFileSync(join(to, 'report.txt'), `version ${version}`), errors = [] as object[] } = {}) {
  return ((verb: string, params: { readonly to: string; readonly version: number }) => {
    if (verb === 'versions') return Promise.resolve({ versions });
    if (verb === 'why') return Promise.resolve([{ answer }]);
    if (errors.length === 0) write(params.to, params.version);
    return Promise.resolve({ errors });
  }) as never;
}

async function copied(call: never, path: string, version: number | undefined): Promise<string> {
  const told: string[] = [];
  await restoreCopy(call, { path, version, begunFor: () => [], tell: copy => void told.push(copy) }, context());
  return told.join();
}

describe('a copy of a version', () => {
  it('lies beside the file with the version\'s date in its name, and replaces nothing', async () => {
    writeFileSync(join(folder, 'report.txt'), 'mine');
    const copies = [await copied(verbs(), join(folder, 'report.txt'), 2), await copied(verbs(), join(folder, 'report.txt'), 1)];
    expect(copies).toEqual(['report (2026-11-22 12.30).txt', 'report (2026-11-22 12.30, 2).txt'].map(name => join(folder, name)));
    expect(copies.map(path => readFileSync(path, 'utf8'))).toEqual(['version 2', 'version 1']);
    expect(readdirSync(folder).sort()).toEqual(['report (2026-11-22 12.30).txt', 'report (2026-11-22 12.30, 2).txt', 'report.txt']);
    expect(readFileSync(join(folder, 'report.txt'), 'utf8')).toBe('mine');
  });

  it('is the newest that differs from what is there, where none is named', async () => {
    const path = join(folder, 'report.txt');
    expect(readFileSync(await copied(verbs(), path, undefined), 'utf8')).toBe('version 1');
    expect(readFileSync(await copied(verbs({ answer: 'waiting' }), path, undefined), 'utf8')).toBe('version 2');
  });

  it('can be a folder', async () => {
    const write = (to: string) => {
      mkdirSync(join(to, 'plans/2026'), { recursive: true });
      writeFileSync(join(to, 'plans/2026/a'), 'a');
    };
    mkdirSync(join(folder, 'plans (2026-11-22 12.30)'));
    const copy = await copied(verbs({ write }), join(folder, 'plans'), 1);
    expect(copy).toBe(join(folder, 'plans (2026-11-22 12.30, 2)'));
    expect(readFileSync(join(copy, '2026/a'), 'utf8')).toBe('a');
  });

  it('leaves nothing behind when it does not work, and says why', async () => {
    const path = join(folder, 'report.txt');
    await expect(copied(verbs(), path, 9)).rejects.toMatchObject({ code: 'restore.unknown-version' });
    await expect(copied(verbs({ versions: [row(2, { state: 'dropped' })] }), path, 2)).rejects.toMatchObject({ code: 'restore.unknown-version' });
    await expect(copied(verbs({ errors: [{ path, code: 'vault.damaged', message: 'x' }] }), path, 2)).rejects.toMatchObject({ code: 'vault.damaged' });
    await expect(copied(verbs(), join(folder, 'gone/report.txt'), 2)).rejects.toMatchObject({ code: 'restore.target-unusable' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

it('a marked name fits into what file systems take, and keeps its ending', () => {
  expect(markedName('.profile', 'x')).toBe('.profile (x)');
  expect(markedName('a.tar.gz', 'x')).toBe('a.tar (x).gz');
  const long = markedName(`${'守'.repeat(84)}.txt`, '2026-11-22 12.30');
  expect(long.endsWith(' (2026-11-22 12.30).txt')).toBe(true);
  expect(Buffer.byteLength(long)).toBeLessThanOrEqual(255);
  expect(markedName(decodePath(Buffer.from([0x66, 0xff, 0x2e, 0x61])), 'x')).toBe(`f\udcff (x).a`);
});

it('a title without its access key reads well in both languages', () => {
  expect(['&Back up now', '今すぐバックアップ(&B)', 'Choose &version…', 'バージョンを選ぶ(&V)…', 'R&&D'].map(plainTitle)).toEqual(['Back up now', '今すぐバックアップ', 'Choose version…', 'バージョンを選ぶ…', 'R&D']);
});
