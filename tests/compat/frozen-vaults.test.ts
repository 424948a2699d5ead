import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Pc } from '../e2e/support/pc.js';
import { listTree, type ListedPath } from './support/list-tree.js';

/** `expected.json` of a frozen vault; freeze-vault.mjs writes it. */
interface Expected {
  readonly device: string;
  readonly root: string;
  readonly forgotten: string;
  readonly states: readonly { readonly sequence: number; readonly kind: string; readonly atMs: number; readonly entries: readonly ListedPath[] }[];
}

const VAULTS = new URL('vaults/', import.meta.url).pathname;
const READER = new URL('independent-reader/reader.mjs', import.meta.url).pathname;
const MAX_ROUNDING_NS = 1_000n; // of the reader, which sets times through floating-point seconds

const formats = readdirSync(VAULTS);
const readJson = <T>(...parts: readonly string[]) => JSON.parse(readFileSync(join(VAULTS, ...parts), 'utf8')) as T;

/** A copy of a frozen vault in a place of its own, which goes with the test. */
class Thawed {
  readonly folder = mkdtempSync(join(tmpdir(), 'mamori-frozen-'));
  readonly vault = join(this.folder, 'vault');

  constructor(format: string) {
    cpSync(join(VAULTS, format, 'vault'), this.vault, { recursive: true });
  }

  newFolder(name: string): string {
    const folder = join(this.folder, name);
    mkdirSync(folder);
    return folder;
  }

  [Symbol.dispose](): void {
    execFileSync('chmod', ['-R', 'u+rwX', this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

describe.runIf(process.platform === 'linux').each(formats)('a frozen vault of %s', format => {
  const { device, root, forgotten, states } = readJson<Expected>(format, 'expected.json');
  const secrets = readJson<{ readonly recoveryCode: string; readonly passphrase: string }>(format, 'secrets.json');

  test.each([['recovery code', '--recovery-code', secrets.recoveryCode], ['passphrase', '--passphrase', secrets.passphrase]])(
    'every state of it is restored by the independent reader with the %s, from a place that it cannot write to', async (_name, option, secret) => {
      using thawed = new Thawed(format);
      execFileSync('chmod', ['-R', 'a-w', thawed.vault]);
      const before = listTree(thawed.vault);
      for (const { sequence, entries } of states) {
        const target = join(thawed.folder, `after-${sequence}`);
        const { stdout } = await promisify(execFile)(process.execPath, [READER, thawed.vault, target, option, secret, '--at', String(sequence)]);
        const { source } = JSON.parse(stdout) as { source: string };
        expectSame(listTree(join(target, source)).map(readersShare), entries.filter(({ kind }) => kind !== 'fifo').map(readersShare), MAX_ROUNDING_NS);
      }
      expect(listTree(thawed.vault)).toEqual(before);
    });

  test('a PC that knows nothing but the recovery code attaches it, and restores its newest state and every older one', async () => {
    using thawed = new Thawed(format);
    const pc = new Pc(thawed.newFolder('pc'));
    const own = thawed.newFolder('own');
    writeFileSync(join(own, 'a.txt'), 'of this PC');
    const events = await pc.upOnce([own, '--vault', thawed.vault, '--name', 'new-pc'], { passphrase: secrets.recoveryCode });
    expect(events.map(({ type }) => type)).toContain('vault-attached');
    const kept = keepsAttributes(thawed.folder) ? (entry: ListedPath) => entry : withoutAttributes;
    const restored = async (name: string, words: readonly string[]) => {
      const target = thawed.newFolder(name);
      await pc.json(['restore', root, '--device', device, '--to', target, ...words]);
      return listTree(join(target, 'documents')).map(kept);
    };
    expectSame(await restored('latest', []), (states.at(-1) as Expected['states'][number]).entries.map(kept));
    for (const { sequence, atMs, entries } of states) {
      expectSame(await restored(`after-${sequence}`, ['--at', new Date(atMs).toISOString()]), entries.map(kept));
    }
  });

  test('it verifies as whole, goes on taking backups, and has forgotten what was deleted from it', async () => {
    using thawed = new Thawed(format);
    const pc = new Pc(thawed.newFolder('pc'));
    const own = thawed.newFolder('own');
    await pc.upOnce([own, '--vault', thawed.vault, '--name', 'new-pc'], { passphrase: secrets.passphrase });
    writeFileSync(join(own, 'a.txt'), 'of this PC');
    expect(await pc.json(['backup'])).toMatchObject({ errors: [] });
    expect(await pc.json(['verify', '--read-data'])).toMatchObject({ damage: [], affected: [], complete: true });
    expect(await pc.json(['versions', join(root, forgotten), '--device', device])).toMatchObject({ versions: [] });
    expect(await pc.failure(['restore', join(root, forgotten), '--device', device, '--to', own])).toBe('restore.unknown-path');
  });
});

/** What the independent reader restores of a path. */
function readersShare({ sparse: _sparse, attributes: _attributes, ...entry }: ListedPath): ListedPath {
  return entry;
}

function withoutAttributes({ attributes: _attributes, ...entry }: ListedPath): ListedPath {
  return entry;
}

/** Compares listings; a time that the expectation leaves out is not looked at, any other may differ by `roundingNs`. */
function expectSame(actual: readonly ListedPath[], expected: readonly ListedPath[], roundingNs = 0n): void {
  const times = new Map(expected.map(({ path, mtimeNs }) => [path, mtimeNs]));
  const snapped = actual.map(({ mtimeNs, ...entry }) => {
    const wanted = times.get(entry.path);
    if (wanted === undefined || mtimeNs === undefined) return entry;
    const difference = BigInt(mtimeNs) - BigInt(wanted);
    return { ...entry, mtimeNs: difference <= roundingNs && -difference <= roundingNs ? wanted : mtimeNs };
  });
  expect(snapped).toEqual(expected);
}

/** Whether extended attributes can be set here and listed. */
function keepsAttributes(folder: string): boolean {
  const works = (program: string, words: readonly string[]) => spawnSync(program, [...words, folder]).status === 0;
  return works('setfattr', ['-n', 'user.probe', '-v', '1']) && works('getfattr', ['-n', 'user.probe']);
}
