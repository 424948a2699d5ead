import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { VersionsResult } from '../../src/wire/verbs/results.js';
import { eventually } from './support/eventually.js';
import { menusOf, notingPlugin } from './support/file-manager-menus.js';
import { write } from './support/sample-trees.js';
import { test } from './support/world.js';

const BACK_UP = '&Back up now';
const ONE = [BACK_UP, '&All versions…', 'Restore a &copy…', '&Why is this protected?'];

describe('menus of file managers', () => {
  test('show what plugins contribute for what is selected, and follow plugins and settings', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'report.txt', 'text');
    write(source, 'picture.png', 'picture');
    await world.setUp();
    await pc.json(['plugin', 'install', notingPlugin(world.folder), '--yes']);
    const agent = await pc.up();
    const menus = await menusOf(pc);
    const [report, picture] = [world.inSource('report.txt'), world.inSource('picture.png')];
    await menus.shows([...ONE, 'Leave a &note'], 'file', report);
    expect(menus.entries('file', report)?.map(({ action, group, enabled }) => [action, group, enabled])).toEqual(
      [['backup', 0, true], ['versions', 1, true], ['copy', 1, true], ['why', 2, true], ['command', 3, true]]);
    expect(menus.entries('file', picture)?.map(({ title }) => title)).toEqual(ONE);
    expect(menus.entries('file', report, picture)?.map(({ title }) => title)).toEqual([BACK_UP, ONE[3]]);
    expect(menus.entries('folder', source)?.map(({ title }) => title)).toEqual(ONE);
    expect(menus.entries('folder/background', source)?.map(({ title }) => title)).toEqual([BACK_UP, ONE[3]]);
    expect(menus.entries('file', join(world.folder, 'elsewhere.txt'))?.map(({ title }) => title)).toEqual([ONE[3]]);
    expect(menus.entries('file', ...Array.from({ length: 101 }, (_, number) => world.inSource(`${number}.txt`)))?.map(({ title }) => title)).toEqual([BACK_UP]);

    await pc.json(['config', 'set', 'noting.on', 'false']);
    await eventually('the entry is grey', 10_000, () => menus.entries('file', report)?.at(-1)?.enabled === false);
    await pc.json(['plugin', 'disable', 'acme.noting']);
    await menus.shows(ONE, 'file', report);
    await agent.kill();
    expect(menus.entries('file', report)?.map(({ title }) => title)).toEqual(ONE);
    await menus.dispose();
  });

  test('lead to clicks that bring a version back, put a copy beside the file and run a command, each once', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'report.txt', 'first');
    await world.setUp();
    await pc.json(['plugin', 'install', notingPlugin(world.folder), '--yes']);
    await pc.json(['backup']);
    writeFileSync(world.inSource('report.txt'), 'second');
    await pc.json(['backup']);
    const path = world.inSource('report.txt');
    const { versions } = await pc.json<VersionsResult>(['versions', path]);
    const version = versions.at(-1)?.version as number;
    const id = () => randomBytes(16).toString('hex');
    const spool = join(pc.home, 'clicks');
    mkdirSync(spool, { recursive: true });
    const leave = (click: { readonly id: string }) => writeFileSync(join(spool, `${click.id}.json`), JSON.stringify(click));
    const copy = { id: id(), verb: 'restore-copy' as const, paths: [path], version };
    leave({ ...copy });
    const agent = await pc.up();
    const copies = () => readdirSync(source).filter(name => /^report \(\d{4}-\d\d-\d\d \d\d\.\d\d\)\.txt$/.test(name));
    await eventually('the copy is there', 30_000, () => copies().length === 1);
    expect(readFileSync(world.inSource(copies()[0] as string), 'utf8')).toBe('first');
    expect(await agent.call('click', copy)).toEqual({ accepted: false });

    expect(await agent.call('click', { id: id(), verb: 'restore', paths: [path], version })).toEqual({ accepted: true });
    await eventually('the version is back', 30_000, () => readFileSync(path, 'utf8') === 'first');
    await eventually('it was told', 20_000, async () => (await agent.call('notices.list', { all: true })).notices.find(({ kind }) => kind === 'restore-finished'));
    expect((await pc.call('versions', { path })).versions.some(({ version: saved }) => saved > version)).toBe(true);
    await agent.call('undo', {});
    expect(readFileSync(path, 'utf8')).toBe('second');

    await agent.call('click', { id: id(), verb: 'command', command: 'noting.note', paths: [path] });
    await eventually('the command has run', 30_000, () => readdirSync(source).includes('.report.txt.note'));
    const kinds = await eventually('all of it was told', 20_000, async () => {
      const found = (await agent.call('notices.list', { all: true })).notices.map(({ kind }) => kind);
      return found.includes('command-finished') && found;
    });
    expect(kinds).toContain('copy-restored');
    expect(copies()).toHaveLength(1);
    await agent.stop();
  });
});
