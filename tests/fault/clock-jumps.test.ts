import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../fakes/manual-clock.js';
import { MemoryObjectStore } from '../fakes/memory-object-store.js';
import { Installation, makeVault } from '../property/support/installation.js';

const DAY_MS = 86_400_000;

describe('a wall clock that jumps', () => {
  let folder: string;
  let clock: ManualClock;
  let installation: Installation;
  let edits = 0;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mamori-clock-'));
    mkdirSync(join(folder, 'root'));
    clock = new ManualClock(1_790_000_000_000);
    const store = new MemoryObjectStore({ nowMs: () => clock.nowMs() });
    const keys = await makeVault(store, clock);
    installation = await Installation.open({ store, keys, home: join(folder, 'home'), root: join(folder, 'root'), clock, generations: 2 });
  });
  afterEach(() => {
    installation.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function edit(): Promise<number> {
    clock.advance(60_000);
    edits += 1;
    writeFileSync(join(folder, 'root/file.txt'), `edit ${edits} `.repeat(edits));
    await installation.backUp();
    return installation.historyOf(['file.txt']).filter(item => item.includes(' version ')).length;
  }

  it('drops the oldest generation while it goes right', async () => {
    expect([await edit(), await edit(), await edit()]).toEqual([1, 2, 2]);
  });

  it('drops nothing in a run before which it went back, and does when runs follow each other again', async () => {
    await edit();
    await edit();
    clock.shiftWall(-DAY_MS);
    expect(await edit()).toBe(3);
    expect(await edit()).toBe(2);
  });

  it('keeps the order of runs when it goes back: each is restorable by its number', async () => {
    await edit();
    clock.shiftWall(-400 * DAY_MS);
    await edit();
    await edit();
    expect(installation.sequences).toEqual([1, 2, 3]);
    expect(installation.historyOf(['file.txt']).map(item => item.split(' ')[1])).toEqual(['1', '2', '3']);
  });

  it('keeps the newest versions when it leaps ahead, whatever their age seems to be', async () => {
    await edit();
    await edit();
    clock.shiftWall(5_000 * DAY_MS);
    expect(await edit()).toBe(2);
    clock.shiftWall(-5_000 * DAY_MS);
    expect(await edit()).toBe(3);
  });
});
