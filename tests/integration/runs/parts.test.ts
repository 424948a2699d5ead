import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunReport } from '../../../src/core/backup/run-report.js';
import type { Installation } from '../../property/support/installation.js';
import { noise } from '../engine/native-vault-fixture.js';
import { RunWorld } from './run-world.js';

describe('a run that is asked to end early', () => {
  let world: RunWorld;
  beforeEach(() => { world = new RunWorld(); });
  afterEach(() => world.dispose());

  /** Runs part after part, each cut as soon as it has done `files` further files. */
  async function inParts(installation: Installation, files: number): Promise<readonly RunReport[]> {
    const parts: RunReport[] = [];
    while (!parts.at(-1)?.complete) {
      expect(parts.length).toBeLessThan(200);
      parts.push(await installation.backUp('manual', { type: 'all' }, {
        onJob: (job, endEarly) => {
          let ended = false;
          const look = () => {
            if (job.progress().filesDone >= files) endEarly?.();
            else if (!ended) setImmediate(look);
          };
          look();
          void job.result.finally(() => (ended = true));
        },
      }));
    }
    return parts;
  }

  it('commits what it has come to, and the next part goes on from there: together they are the whole run', async () => {
    for (let at = 0; at < 40; at += 1) world.write(`d${at % 7}/large${at}.bin`, noise(at + 1, 12 << 20));
    const installation = await world.open();
    const parts = await inParts(installation, 4);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts.slice(0, -1)) expect(part).toMatchObject({ complete: false, status: 'interrupted' });
    expect(parts.at(-1)).toMatchObject({ complete: true, status: 'completed', counts: { files: 40, directories: 8 } });
    // Each file is saved by one part alone.
    expect(parts.reduce((total, { counts }) => total + counts.new, 0)).toBe(40);
    expect(parts.map(({ committed }) => committed?.sequence)).toEqual(parts.map((_, at) => at + 1));
    expect((await installation.backUp()).counts).toMatchObject({ new: 0, changed: 0, unchanged: 40 });
    expect(await world.differencesFromVault()).toEqual([]);
  }, 120_000);

  it('cuts a folder of many files in the middle', async () => {
    for (let at = 0; at < 3000; at += 1) world.write(`flat/f${at}`, `${at}`.repeat(50));
    const parts = await inParts(await world.open(), 1000);
    expect(parts.at(-1)?.counts.files).toBe(3000);
    expect(parts.reduce((total, { counts }) => total + counts.new, 0)).toBe(3000);
    expect(await world.differencesFromVault()).toEqual([]);
  }, 60_000);

  it('takes nothing for deleted that it did not come to, and tells of what is in a later part', async () => {
    for (let at = 0; at < 30; at += 1) world.write(`d${at}/kept`, noise(at + 1, 1 << 20));
    const installation = await world.open();
    await installation.backUp();
    for (let at = 0; at < 30; at += 1) world.write(`d${at}/new`, noise(at + 100, 12 << 20));
    const parts = await inParts(installation, 4);
    expect(parts.reduce((total, { counts }) => total + counts.removed, 0)).toBe(0);
    expect(parts.reduce((total, { counts }) => total + counts.new, 0)).toBe(30);
    expect(await world.differencesFromVault()).toEqual([]);
  }, 120_000);
});
