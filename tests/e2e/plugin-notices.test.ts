import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import type { PluginRow } from '../../src/wire/verbs/plugin-results.js';
import { eventually } from './support/eventually.js';
import { write } from './support/sample-trees.js';
import { test } from './support/world.js';

const PLUGIN = fileURLToPath(new URL('../fixtures/plugins/listener', import.meta.url));
const ID = 'acme.listener';

interface Heard {
  readonly heard: readonly string[];
  readonly language: string;
}

describe('a plugin that listens', { timeout: 120_000 }, () => {
  test('is started by the notice it waits for, hears of it and of runs, and tells its own by the channels that its manifest names', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'file.txt', 'text');
    await world.setUp();
    await pc.json(['plugin', 'install', PLUGIN, '--yes']);
    const agent = await pc.up([], { environment: { MAMORI_LANGUAGE: 'ja' } });
    const row = async () => (await pc.json<readonly PluginRow[]>(['plugin', 'list'])).find(({ id }) => id === ID);
    const heard = async () => (await agent.call('command.run', { command: 'listener.heard', paths: [], origin: 'menu' })).value as Heard;
    const hears = (what: string) => eventually(what, 20_000, async () => (await heard()).heard.includes(what));
    expect(await row()).toMatchObject({ running: false });
    await agent.call('notify.test', { mail: false });
    await eventually('it is started', 20_000, async () => (await row())?.running);
    await hears('notice notify-test');
    expect((await heard()).language).toBe('ja');
    await agent.call('backup', { paths: [] });
    await hears('run documents running');
    await hears('run documents completed');
    await agent.call('command.run', { command: 'listener.ring', paths: [], origin: 'menu' });
    await hears('notice listener.ring');
    await hears('bell listener.ring Ring');
    expect((await row())?.output).toContainEqual({ channel: 'heard', line: 'bell listener.ring Ring' });
    await agent.call('config.set', { key: `notices.channels.plugin/${ID}/listener.ring`, value: 'log' });
    await agent.call('command.run', { command: 'listener.ring', paths: [], origin: 'menu' });
    await eventually('it hears of both', 20_000, async () => (await heard()).heard.filter(what => what === 'notice listener.ring').length === 2);
    expect((await heard()).heard.filter(what => what.startsWith('bell'))).toHaveLength(1);
    await agent.stop();
  });
});
