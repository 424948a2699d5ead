import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { eventually } from '../../e2e/support/eventually.js';
import type { Pc } from '../../e2e/support/pc.js';
import { test, type World } from '../../e2e/support/world.js';
import { DesktopSession, hasNotificationDaemon } from '../notifications/support/desktop-session.js';
import { requires } from '../support/requires.js';
import { TrayPanel } from './support/tray-panel.js';

const needed = ['Xvfb', 'dbus-daemon', 'xdotool', 'import', 'xfce4-panel', 'xdg-open', ...(hasNotificationDaemon ? [] : ['xfce4-notifyd'])];

const manualRuns = async (pc: Pc) => (await pc.call('runs', { page: 1 })).runs.filter(({ kind, status }) => kind === 'manual' && status === 'completed').length;

async function agentOn(desktop: DesktopSession, world: World) {
  writeFileSync(world.inSource('letter.txt'), 'first');
  await world.setUp();
  // What xdg-open starts for a page where no desktop says otherwise; this machine's programs, a real browser among them, are kept from it.
  const browser = join(world.folder, 'browser');
  const opened = join(world.folder, 'opened');
  writeFileSync(browser, `#!/bin/sh\nprintf '%s\\n' "$1" >> '${opened}'\n`);
  chmodSync(browser, 0o755);
  const agent = await world.pc.up([], { environment: { ...desktop.environment, BROWSER: browser, XDG_DATA_DIRS: join(world.folder, 'no-programs') } });
  return { agent, opened, panel: TrayPanel.start(desktop) };
}

requires(needed)('the tray in a real panel', () => {
  test('shows that all is protected; its menu backs up, pauses, goes on and quits, by access keys', async ({ world }) => {
    const { pc } = world;
    await using desktop = await DesktopSession.start();
    const { panel, agent } = await agentOn(desktop, world);
    await panel.icon('protected');
    const before = await manualRuns(pc);
    await panel.choose('protected', 'b');
    await eventually('the backup was made', 20_000, async () => await manualRuns(pc) === before + 1);
    await eventually('the outcome was told', 20_000, async () => (await pc.call('notices.list', { all: false })).notices.some(({ kind, fate }) => kind === 'backup-finished' && fate === 'told'));
    await panel.choose('protected', 'p');
    await eventually('it is paused', 10_000, async () => (await pc.call('status', { paths: [] })).agent === 'paused');
    await panel.choose('paused', 'p');
    await eventually('it goes on', 10_000, async () => (await pc.call('status', { paths: [] })).agent === 'running');
    expect((await pc.call('status', { paths: [] })).tray).toBe('shown');
    expect((await pc.call('shell.doctor', {})).checks.find(({ name }) => name === 'tray')).toMatchObject({ state: 'ok' });
    await panel.choose('protected', 'q');
    expect((await agent.ended).code).toBe(0);
  });

  test('a click on the icon says how things are in a toast', async ({ world }) => {
    await using desktop = await DesktopSession.start();
    const { panel } = await agentOn(desktop, world);
    const { x, y } = await panel.icon('protected');
    await desktop.click(x, y, 'left');
    await desktop.toast();
  });

  test('shows a problem until it is gone, and opens what there is to say about it', async ({ world }) => {
    const { pc, vault } = world;
    await using desktop = await DesktopSession.start();
    const { panel, opened } = await agentOn(desktop, world);
    await panel.icon('protected');
    renameSync(vault, `${vault}-away`);
    writeFileSync(world.inSource('more.txt'), 'more');
    await panel.choose('problem', 'n');
    const page = await eventually('the page is opened', 20_000, () => (existsSync(opened) ? readFileSync(opened, 'utf8').trim() : undefined));
    expect(page).toBe(join(pc.home, 'details', 'notices.html'));
    expect(readFileSync(page, 'utf8')).toContain('The vault cannot be reached');
    renameSync(`${vault}-away`, vault);
    await pc.call('backup', { paths: [] });
    await panel.icon('protected');
  });
});
