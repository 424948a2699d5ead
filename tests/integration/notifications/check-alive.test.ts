import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { watchdogUnits } from '../../../src/notifications/watchdog/systemd-units.js';
import { SqliteLocalState } from '../../../src/platform/catalog/index.js';
import type { AliveResult, NoticesResult } from '../../../src/wire/verbs/notice-results.js';
import { test } from '../../e2e/support/world.js';
import { requires } from '../support/requires.js';

const DAY_MS = 86_400_000;

describe('the check from outside', () => {
  test('says nothing while the agent runs and all is backed up', async ({ world }) => {
    const { pc } = world;
    writeFileSync(world.inSource('a'), 'a');
    await world.setUp();
    await pc.up();
    expect(await pc.json<AliveResult>(['check-alive'])).toMatchObject({ running: true, sources: [{ overdue: false }] });
    expect((await pc.call('notices.list', { all: true })).notices).toEqual([]);
  });

  test('says that the agent has not run for days, and that nothing was backed up, without one', async ({ world }) => {
    const { pc } = world;
    writeFileSync(world.inSource('a'), 'a');
    await world.setUp();
    const agent = await pc.up();
    await agent.stop();
    expect(await pc.json<AliveResult>(['check-alive'], { code: 1 })).toMatchObject({ running: false, sources: [{ overdue: false }] });
    expect(await pc.json<NoticesResult>(['notices', 'list'])).toMatchObject({ notices: [] }); // it was off for a moment only
    const state = SqliteLocalState.open(join(pc.home, 'state.db'));
    const schedule = state.settings.get('schedule-state') as { seen: { wallMs: number } };
    state.settings.set('schedule-state', { ...schedule, seen: { ...schedule.seen, wallMs: Date.now() - 2 * DAY_MS } });
    state.dispose();
    await pc.json<AliveResult>(['check-alive'], { code: 1 });
    expect(await pc.json<NoticesResult>(['notices', 'list'])).toMatchObject({ notices: [{ kind: 'agent-not-running', fate: 'told' }] });
  });

  test('is set up with the program and the state folder that asked, and removed without a trace', async ({ world }) => {
    const { pc } = world;
    await world.setUp();
    const bin = world.newFolder('bin');
    const calls = join(world.folder, 'calls');
    writeFileSync(join(bin, 'systemctl'), `#!/bin/sh\necho "$@" >> '${calls}'\n`);
    chmodSync(join(bin, 'systemctl'), 0o755);
    const environment = { PATH: `${bin}:${pc.environment['PATH'] ?? ''}` };
    const units = join(pc.environment['XDG_CONFIG_HOME'] as string, 'systemd', 'user');
    await pc.json(['check-alive', '--enable'], { environment });
    expect(readFileSync(join(units, 'mamori-check-alive.service'), 'utf8')).toContain(`"check-alive" "--home" "${pc.home}"`);
    expect(readFileSync(calls, 'utf8').split('\n')).toEqual(['--user daemon-reload', '--user enable --now mamori-check-alive.timer', '']);
    await pc.json(['check-alive', '--disable'], { environment });
    expect(existsSync(join(units, 'mamori-check-alive.timer'))).toBe(false);
  });
});

requires(['systemd-analyze'])('the units', () => {
  it('are what systemd takes them for, whatever the command says', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mamori-units-'));
    const { service, timer } = watchdogUnits(['/bin/true', 'a b', '100%', '$HOME', 'c"d', '日本\\x']);
    writeFileSync(join(folder, 'mamori-check-alive.service'), service);
    writeFileSync(join(folder, 'mamori-check-alive.timer'), timer);
    const said = execFileSync('systemd-analyze', ['verify', '--user', '--man=no', join(folder, 'mamori-check-alive.timer'), join(folder, 'mamori-check-alive.service')], { encoding: 'utf8', stdio: 'pipe', env: { ...process.env, XDG_RUNTIME_DIR: folder } });
    expect(said).toBe('');
    rmSync(folder, { recursive: true, force: true });
  });

  it('quote every word', () => {
    expect(watchdogUnits(['/a b', '100%', '$HOME', 'c"d\\']).service).toContain('ExecStart="/a b" "100%%" "$$HOME" "c\\"d\\\\"\n');
  });
});
