import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { SqliteLocalState } from '../../../src/platform/catalog/index.js';
import { eventually } from '../../e2e/support/eventually.js';
import type { Pc } from '../../e2e/support/pc.js';
import { test, type World } from '../../e2e/support/world.js';
import { requires } from '../support/requires.js';
import { DesktopSession, hasNotificationDaemon } from './support/desktop-session.js';

/** `import` is ImageMagick's. The daemon lies on no search path, so its name stands for it when it is missing. */
const needed = ['Xvfb', 'dbus-daemon', 'xdotool', 'import', 'xdg-open', ...(hasNotificationDaemon ? [] : ['xfce4-notifyd'])];

/** What the scheduler leaves when times were missed while the PC was off. */
function missBackups(pc: Pc): void {
  const state = SqliteLocalState.open(join(pc.home, 'state.db'));
  const missed = ['2026-11-20T12:30', '2026-11-21T12:30'].map((key, index) => ({ key, dueMs: index, reason: 'pc-off', because: 'off' }));
  state.outbox.add({ id: 'missed-backups test', kind: 'missed-backups', payload: { missed }, createdMs: 1 });
  state.dispose();
}

async function setUpWith(world: World): Promise<void> {
  writeFileSync(world.inSource('letter.txt'), 'first');
  await world.setUp();
}

/** Root may read everything: then it is somebody else whose session it is. */
function ordinaryUser({ folder }: World): { readonly asUser?: { readonly uid: number; readonly gid: number } } {
  if (process.getuid?.() !== 0) return {};
  const nobody = { uid: 65_534, gid: 65_534 };
  execFileSync('chown', ['-R', `${nobody.uid}:${nobody.gid}`, folder]);
  return { asUser: nobody };
}

const manualRuns = async (pc: Pc) => (await pc.call('runs', { page: 1 })).runs.filter(({ kind }) => kind === 'manual').length;

requires(needed)('toasts on a real desktop', () => {
  test('"Back up now" on the toast of a missed backup backs up, and the outcome is told', async ({ world }) => {
    await using desktop = await DesktopSession.start();
    const { pc } = world;
    await setUpWith(world);
    missBackups(pc);
    await pc.up([], { environment: desktop.environment });
    const before = await manualRuns(pc);
    const toast = await desktop.toast();
    expect((await pc.call('notices.list', { all: false })).notices).toMatchObject([{ kind: 'missed-backup', fate: 'told', deliveries: [{ channel: 'toast' }] }]);
    await desktop.press(toast, 0);
    await eventually('the backup was made', 20_000, async () => await manualRuns(pc) === before + 1);
    await eventually('the outcome was told', 20_000, async () => (await pc.call('notices.list', { all: false })).notices.some(({ kind, fate }) => kind === 'backup-finished' && fate === 'told'));
    expect((await pc.call('notices.list', { all: true })).notices.find(({ kind }) => kind === 'missed-backup')?.seenMs).toBeGreaterThan(0);
  });

  test('a button works after the agent was killed and started again, once', async ({ world }) => {
    await using desktop = await DesktopSession.start();
    const { pc } = world;
    await setUpWith(world);
    missBackups(pc);
    const first = await pc.up([], { environment: desktop.environment });
    const toast = await desktop.toast();
    await first.kill();
    await pc.up([], { environment: desktop.environment });
    const before = await manualRuns(pc);
    await desktop.press(toast, 0);
    await eventually('the backup was made', 20_000, async () => await manualRuns(pc) === before + 1);
  });

  test('"Undo" after a restore in place puts back what was there', async ({ world }) => {
    await using desktop = await DesktopSession.start();
    const { pc } = world;
    await setUpWith(world);
    const letter = world.inSource('letter.txt');
    const agent = await pc.up([], { environment: desktop.environment });
    writeFileSync(letter, 'second');
    await agent.saved(letter, 30_000, versions => versions.length === 2);
    await pc.json(['restore', letter, '--version', '1']);
    expect(readFileSync(letter, 'utf8')).toBe('first');
    const toast = await desktop.toast();
    expect(await desktop.countButtons(toast)).toBe(2);
    await desktop.press(toast, 0);
    await eventually('the restore is undone', 20_000, () => readFileSync(letter, 'utf8') === 'second');
    await eventually('that is told', 20_000, async () => (await pc.call('notices.list', { all: false })).notices.some(({ kind }) => kind === 'undo-finished'));
  });

  test('"Details" of an incomplete backup opens a page that tells each file, its cause and what to do, whatever the file is called', async ({ world }) => {
    const { pc } = world;
    const more = world.newFolder('more');
    writeFileSync(join(more, 'fine.txt'), 'fine');
    writeFileSync(join(more, '<img src=x onerror=alert(1)>'), 'closed', { mode: 0 });
    const opened = join(world.folder, 'opened');
    // What xdg-open starts for a page where no desktop says otherwise; this machine's programs, a real browser among them, are kept from it.
    const browser = join(world.folder, 'browser');
    writeFileSync(browser, `#!/bin/sh\nprintf '%s\\n' "$1" >> '${opened}'\n`, { mode: 0o755 });
    const asUser = ordinaryUser(world);
    await using desktop = await DesktopSession.start(asUser);
    pc.upUnwatched([more, '--vault', world.vault], { environment: { ...desktop.environment, BROWSER: browser, XDG_DATA_DIRS: join(world.folder, 'no-programs') }, ...asUser });
    const toast = await desktop.toast();
    expect(await pc.json(['notices', 'list'], asUser)).toMatchObject({ notices: [{ kind: 'backup-failed', saying: { values: { source: 'more', reason: 'no-access' } } }] });
    await desktop.press(toast, 0);
    const file = await eventually('the page is opened', 20_000, () => (existsSync(opened) ? readFileSync(opened, 'utf8').trim() : undefined));
    const page = readFileSync(file, 'utf8');
    expect(file.startsWith(join(pc.home, 'details'))).toBe(true);
    expect(page).toContain('incomplete (no access)');
    expect(page).toContain('<li>&lt;img src=x onerror=alert(1)&gt;</li>');
    expect(page).toContain('What to do: ');
    expect(page).not.toContain('<img');
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test('"Don\'t show again" mutes the kind until the command line brings it back', async ({ world }) => {
    await using desktop = await DesktopSession.start();
    const { pc } = world;
    await setUpWith(world);
    missBackups(pc);
    await pc.up([], { environment: desktop.environment });
    await desktop.press(await desktop.toast(), 1);
    await eventually('the kind is muted', 10_000, async () => (await pc.call('notices.list', { all: false })).muted.includes('missed-backup'));
    await desktop.noToast();
    expect((await pc.run(['notices', 'list'])).stdout).toContain('missed-backup');
    expect((await pc.run(['notices', 'reset'])).stdout).toContain('1');
    expect((await pc.call('notices.list', { all: false })).muted).toEqual([]);
    expect(await pc.json(['notices', 'reset'])).toEqual({ reset: 0 });
  });
});

describe('without a desktop', () => {
  test('a notice falls to the log, quietly, and stays until it is seen', async ({ world }) => {
    const { pc } = world;
    await setUpWith(world);
    const tested = await pc.json<{ readonly deliveries: readonly object[] }>(['notify', 'test'], { code: 1 });
    expect(tested.deliveries).toMatchObject([{ channel: 'toast', failure: 'notice.channel-unavailable' }, { channel: 'log' }]);
    expect((await pc.json<{ readonly warnings: readonly { readonly code: string }[] }>(['status'])).warnings.map(({ code }) => code)).not.toContain('notice.channel-unavailable');
    expect(await pc.json(['notices', 'list'])).toMatchObject({ notices: [{ kind: 'notify-test' }] });
    await pc.json(['notices', 'seen', '1']);
    expect(await pc.json(['notices', 'list'])).toMatchObject({ notices: [] });
    expect(await pc.failure(['notices', 'seen', '9'])).toBe('notice.unknown');
  });
});
