import { describe, expect } from 'vitest';
import type { TrayResult } from '../../src/wire/verbs/tray-results.js';
import { eventually } from './support/eventually.js';
import { write } from './support/sample-trees.js';
import { test } from './support/world.js';

const keysOf = ({ entries }: TrayResult): readonly string[] => entries.flatMap(entry => [entry.key, ...entry.below?.map(({ key }) => key) ?? []]);

describe('the tray\'s functions where no tray is shown', () => {
  test('are told and chosen by key: open, back up, pause, settings, quit', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'a.txt', 'a');
    await world.setUp();
    const agent = await pc.up();
    const tray = await pc.json<TrayResult>(['tray']);
    expect(tray.shown).toBe(false);
    expect(tray.state[0]).toBe('Protected');
    expect(keysOf(tray)).toEqual([`open/${source}`, 'back-up', 'pause', 'settings', 'settings/scheduled', 'settings/usage', 'settings/all', 'quit']);
    expect(tray.entries.map(({ group }) => group)).toEqual([1, 1, 1, 2, 3]);
    expect((await pc.call('tray.get', { language: 'ja' })).state[0]).toBe('保護されています');

    await pc.json(['tray', 'pause']);
    expect((await agent.call('status', { paths: [] })).agent).toBe('paused');
    expect((await pc.json<TrayResult>(['tray'])).entries[2]).toMatchObject({ title: 'Go on' });
    await pc.json(['tray', 'pause']);
    expect((await agent.call('status', { paths: [] })).agent).toBe('running');

    await pc.json(['tray', 'settings/usage']);
    expect((await pc.json<TrayResult>(['tray'])).entries[3]?.below?.[1]).toMatchObject({ key: 'settings/usage', checked: false });

    const manual = async () => (await agent.call('runs', { page: 1 })).runs.filter(({ kind }) => kind === 'manual').length;
    const before = await manual();
    await pc.json(['tray', 'back-up']);
    await eventually('everything was backed up', 30_000, async () => await manual() > before);

    expect(await pc.failure(['tray', 'interrupt'])).toBe('shell.unknown-choice');
    await pc.json(['tray', 'quit']);
    expect((await agent.ended).code).toBe(0);
  });

  test('say how things are and set what can be set without an agent', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'a.txt', 'a');
    await world.setUp();
    expect((await pc.json<TrayResult>(['tray'])).shown).toBe(false);
    await pc.json(['tray', 'settings/scheduled']);
    expect((await pc.json<TrayResult>(['tray'])).entries.find(({ key }) => key === 'settings')?.below?.[0]).toMatchObject({ checked: false });
  });
});
