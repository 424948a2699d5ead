import { writeFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { eventually } from './support/eventually.js';
import type { Ended } from './support/program.js';
import { makeLargeFiles } from './support/sample-trees.js';
import { test } from './support/world.js';

const ROUNDS = 4;

/** Whichever comes first holds the state folder and serves the others; none of them may notice. */
describe('commands that are started at the same time without an agent', () => {
  test('all succeed, whichever of them ends first', async ({ world }) => {
    writeFileSync(world.inSource('report.txt'), 'first');
    await world.setUp();
    const failed: Ended[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      writeFileSync(world.inSource('report.txt'), `round ${round}`);
      const ended = await Promise.all([
        world.pc.run(['status', '--json']), world.pc.run(['backup', '--json']), world.pc.run(['versions', world.inSource('report.txt'), '--json']),
        world.pc.run(['runs', '--json']), world.pc.run(['up', '--once', '--json']),
      ]);
      failed.push(...ended.filter(({ code }) => code !== 0));
    }
    expect(failed).toEqual([]);
    const { versions } = await world.pc.json<{ versions: readonly unknown[] }>(['versions', world.inSource('report.txt')]);
    expect(versions).toHaveLength(1 + ROUNDS);
  }, 120_000);

  test('up waits for a command that ends by itself, then protects', async ({ world }) => {
    const { pc, source } = world;
    writeFileSync(world.inSource('report.txt'), 'first');
    await world.setUp();
    makeLargeFiles(source, 8);
    const backup = pc.start(['backup', '--json']);
    await eventually('the backup is under way', 30_000, async () => (await pc.call('status', { paths: [] }).catch(() => undefined))?.running.length);
    const agent = await pc.up();
    expect((await backup.ended).code).toBe(0);
    writeFileSync(world.inSource('report.txt'), 'saved by the agent');
    await agent.saved(world.inSource('report.txt'), 30_000, versions => versions[0]?.sizeBytes === 18);
    await agent.stop();
  }, 120_000);
});
