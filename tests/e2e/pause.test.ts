import { describe, expect } from 'vitest';
import type { BackupResult, VersionsResult } from '../../src/wire/verbs/results.js';
import { eventually } from './support/eventually.js';
import { write } from './support/sample-trees.js';
import { test } from './support/world.js';

describe('a pause', () => {
  test('holds a backup that is asked for, says so at once, lets the person give up, and lets the rest go on', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'a.txt', 'a');
    await world.setUp();
    const agent = await pc.up();
    expect(await pc.json(['pause'])).toEqual({ paused: true });
    write(source, 'b.txt', 'b');

    const givenUp = pc.start(['backup']);
    await eventually('the pause is told of', 20_000, () => givenUp.output.stderr.includes('Paused, "mamori resume" goes on'));
    givenUp.child.kill('SIGINT');
    expect(await givenUp.ended).toMatchObject({ code: 1, stderr: expect.stringContaining('The work was interrupted.') as string });

    const held = pc.start(['backup', '--json']);
    await eventually('the pause is told of', 20_000, () => held.output.stderr.includes('Paused'));
    expect((await agent.call('status', { paths: [] })).agent).toBe('paused');
    expect((await pc.json<VersionsResult>(['versions', world.inSource('a.txt')])).versions).toHaveLength(1); // what only reads is not held
    expect((await pc.json<VersionsResult>(['versions', world.inSource('b.txt')])).versions).toEqual([]);

    expect(await pc.json(['resume'])).toEqual({ paused: false });
    const { code, stdout } = await held.ended;
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as BackupResult).runs[0]).toMatchObject({ status: 'completed', files: 2 });
    await agent.saved(world.inSource('b.txt'));
    expect((await agent.stop()).code).toBe(0);
  });
});
