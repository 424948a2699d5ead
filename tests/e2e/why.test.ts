import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { encodePath } from '../../src/base/path-bytes.js';
import { write } from './support/sample-trees.js';
import { test } from './support/world.js';

describe.skipIf(process.platform === 'win32')('why', () => {
  test('knows links, and names that are no UTF-8, as what they are', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'report.txt', 'text');
    symlinkSync('report.txt', world.inSource('link'));
    const badFile = world.inSource('bad-\udcff.txt');
    const badFolder = world.inSource('folder-\udcfe');
    writeFileSync(encodePath(badFile), 'bad');
    mkdirSync(encodePath(badFolder));
    writeFileSync(encodePath(`${badFolder}/in.txt`), 'in');
    await world.setUp();
    const all = [world.inSource('link'), badFile, badFolder, `${badFolder}/in.txt`];
    const agent = await pc.up();
    expect((await agent.call('why', { paths: all })).map(({ answer }) => answer)).toEqual(all.map(() => 'protected'));
    await agent.call('pause', {});
    writeFileSync(encodePath(`${badFolder}/new.txt`), 'new');
    await agent.call('resume', {});
    const { errors } = await agent.call('backup', { paths: [badFolder] });
    expect(errors).toEqual([]);
    expect((await agent.call('versions', { path: `${badFolder}/new.txt` })).versions).toHaveLength(1);
    await agent.stop();
  });

  test('says it in words of the asked language: state, time, rule, cause and remedy', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'report.txt', 'text');
    write(source, 'old.log', 'log');
    await world.setUp();
    await pc.json(['config', 'set', 'exclude.extensions', '["log"]']);
    const agent = await pc.up();
    const [english, excluded, outside] = await agent.call('why', { paths: [world.inSource('report.txt'), world.inSource('old.log'), '/elsewhere'], language: 'en' });
    expect(english?.words).toMatch(/^protected as of \d{4}-\d\d-\d\d \d\d:\d\d$/);
    expect(excluded?.words).toMatch(/^excluded by rule \*\.log; the version of .* is kept$/);
    expect(outside?.words).toBe('not inside any source');
    const [japanese] = await agent.call('why', { paths: [world.inSource('report.txt')], language: 'ja' });
    expect(japanese?.words).toMatch(/^保護されています（.*時点）$/);
    expect(await agent.call('why', { paths: [world.inSource('report.txt')] })).not.toHaveProperty('0.words');
    await agent.stop();
  });
});
