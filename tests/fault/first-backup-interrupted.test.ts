import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { compareTrees } from '../e2e/support/compare-trees.js';
import { eventually } from '../e2e/support/eventually.js';
import { write } from '../e2e/support/sample-trees.js';
import { test } from '../e2e/support/world.js';

const FILES = 40;
const FILE_BYTES = 10_000_000;
const PACK_BYTES = 32 * 1024 * 1024;

/** Packs that are whole: what is being written has another name. */
function packsIn(vault: string): readonly { readonly name: string; readonly sizeBytes: number }[] {
  const folder = join(vault, 'packs');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /^[0-9a-f]{64}$/.test(entry.name))
    .map(entry => ({ name: entry.name, sizeBytes: statSync(join(entry.parentPath, entry.name)).size }));
}

const sizeOf = (vault: string) => packsIn(vault).reduce((total, { sizeBytes }) => total + sizeBytes, 0);

describe('a first backup that is killed near its end', () => {
  test('has stored for good what it stored: the next start goes on from there', async ({ world }) => {
    const { pc, source, vault } = world;
    for (let at = 0; at < FILES; at += 1) write(source, `d${at % 4}/f${at}.bin`, randomBytes(FILE_BYTES));
    const first = pc.start(['up', source, '--vault', vault, '--once', '--json']);
    const before = await eventually('most of it is stored', 60_000, async () => (sizeOf(vault) > 0.6 * FILES * FILE_BYTES ? packsIn(vault) : undefined));
    first.child.kill('SIGKILL');
    await first.ended.catch(() => undefined);
    expect(existsSync(join(vault, 'runs')) && readdirSync(join(vault, 'runs')).length > 0).toBe(false);

    await pc.upOnce([source, '--vault', vault]);

    const after = new Set(packsIn(vault).map(({ name }) => name));
    for (const { name } of before) expect(after).toContain(name);
    // What was on its way when it was killed is stored again: at most the packs being filled and two being written, of either kind.
    expect(sizeOf(vault)).toBeLessThan(FILES * FILE_BYTES + 4 * PACK_BYTES);
    expect(compareTrees(source, await world.restored())).toEqual([]);
    expect(await pc.json(['verify', '--packs', '--read-data'])).toMatchObject({ damage: [], affected: [] });
  }, 180_000);
});
