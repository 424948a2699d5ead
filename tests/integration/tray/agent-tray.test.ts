import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { eventually } from '../../e2e/support/eventually.js';
import { write } from '../../e2e/support/sample-trees.js';
import { test, type World } from '../../e2e/support/world.js';
import { manifestText } from '../../unit/host/install/support.js';
import { TestBus } from '../notifications/support/test-bus.js';
import { requires } from '../support/requires.js';
import { everyRow, TrayClient } from './support/tray-client.js';

/** An agent whose tray this test is: what a panel would draw is read, and clicked. */
async function agentOn(bus: TestBus, world: World, words: readonly string[] = []) {
  const client = await TrayClient.start(bus.address);
  const agent = await world.pc.up(words, { environment: { DBUS_SESSION_BUS_ADDRESS: bus.address } });
  await eventually('the icon is there', 20_000, async () => (await labels(client).catch((): readonly string[] => [])).includes('_Back up now'));
  return { client, agent };
}

const labels = async (client: TrayClient) => [...everyRow(await client.menu())].flatMap(({ properties }) => (properties['label'] === undefined ? [] : [String(properties['label'])]));

requires(['dbus-daemon'])('the tray of an agent', () => {
  test('ticks what is switched on, and switches it', async ({ world }) => {
    await using bus = await TestBus.start(join(world.folder, 'bus'));
    writeFileSync(world.inSource('a'), 'a');
    await world.setUp();
    const { client } = await agentOn(bus, world);
    const tick = async () => (await client.row('_Monthly usage notice')).properties['toggle-state'];
    expect(await tick()).toBe(1);
    await client.click(await client.row('_Monthly usage notice'));
    await eventually('it is off', 10_000, async () => await tick() === 0);
    expect(await world.pc.call('config.get', { key: 'notices.monthlyUsage' })).toEqual({ 'notices.monthlyUsage': false });
    await client.click(await client.row('_Automatic backup'));
    await eventually('the schedule is off', 10_000, async () => (await world.pc.call('schedule.get', {})).schedule?.on === false);
    expect(await labels(client)).not.toContainEqual(expect.stringMatching(/^Next backup/));
    await client.close();
  });

  test('shows what plugins contribute, as their conditions have it, and runs their commands', async ({ world }) => {
    await using bus = await TestBus.start(join(world.folder, 'bus'));
    writeFileSync(world.inSource('a'), 'a');
    await world.setUp();
    write(world.folder, 'desk/package.json', manifestText({
      name: 'desk', contributes: {
        commands: [{ command: 'desk.report', title: 'Write the &report' }, { command: 'desk.never', title: 'Never' }],
        menus: { tray: [{ command: 'desk.report', when: 'runState == idle' }, { command: 'desk.never', when: 'runState == paused' }] },
        notices: [{ id: 'desk.done', title: 'Done', severity: 'information' }],
      },
    }));
    write(world.folder, 'desk/main.js', `export function activate(context, mamori) {
      context.subscriptions.push(mamori.commands.registerCommand('desk.report', () => mamori.notices.show({ kind: 'desk.done', title: 'Done', text: 'It is written.' })));
    }`);
    await world.pc.json(['plugin', 'install', join(world.folder, 'desk'), '--yes']);
    const { client } = await agentOn(bus, world);
    await eventually('it is offered', 10_000, async () => (await labels(client)).includes('Write the _report'));
    expect(await labels(client)).not.toContain('Never');
    await client.click(await client.row('Write the _report'));
    await eventually('the command ran', 30_000, async () => (await world.pc.call('notices.list', { all: false })).notices.some(({ kind }) => kind.endsWith('desk.done')));
    await client.click(await client.row('_Pause'));
    await eventually('conditions are judged anew', 10_000, async () => (await labels(client)).includes('Never'));
    expect(await labels(client)).not.toContain('Write the _report');
    await client.close();
  });

  test('has its own entries without any plugin, each once', async ({ world }) => {
    await using bus = await TestBus.start(join(world.folder, 'bus'));
    writeFileSync(world.inSource('a'), 'a');
    await world.setUp();
    const { client, agent } = await agentOn(bus, world, ['--no-plugins']);
    expect((await labels(client)).filter(label => label === '_Back up now')).toHaveLength(1);
    await client.click(await client.row('_Back up now'));
    await eventually('the backup was made', 20_000, async () => (await world.pc.call('runs', { page: 1 })).runs.filter(({ kind, status }) => kind === 'manual' && status === 'completed').length === 2);
    await client.click(await client.row('_Quit'));
    expect((await agent.ended).code).toBe(0);
    await client.close();
  });
});
