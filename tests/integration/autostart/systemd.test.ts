import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { agentUnit, dailyCheckUnits } from '../../../src/platform/autostart/systemd-units.js';
import type { AutostartResult } from '../../../src/wire/verbs/autostart-results.js';
import { MAIN } from '../../e2e/support/program.js';
import { test, type World } from '../../e2e/support/world.js';
import { requires } from '../support/requires.js';

/** A manager that remembers what it was asked; no user manager runs in a container. */
function withSystemd(world: World, pc = world.pc) {
  const bin = world.newFolder('bin');
  const calls = join(world.folder, 'calls');
  const program = `#!/bin/sh\nshift\necho "$@" >> '${calls}'\ncase "$1" in show) echo 252.39-1 ;; enable) for unit; do :; done; touch '${bin}'/"$unit".on ;; disable) rm -f '${bin}'/*.on ;; is-enabled) [ -e '${bin}'/"$2".on ] && echo enabled ;; esac\n`;
  writeFileSync(join(bin, 'systemctl'), program);
  chmodSync(join(bin, 'systemctl'), 0o755);
  return {
    environment: { PATH: `${bin}:${pc.environment['PATH'] ?? ''}` },
    units: join(pc.environment['XDG_CONFIG_HOME'] as string, 'systemd', 'user'),
    calls: () => (existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n').filter(call => !call.startsWith('show')) : []),
  };
}

describe('autostart by systemd', () => {
  test('is set up by the first start that goes on, and told', async ({ world }) => {
    const pc = world.usualPc;
    await world.setUp(pc);
    const { environment, units, calls } = withSystemd(world, pc);
    expect(existsSync(units)).toBe(false); // not by --once
    const agent = await pc.up([], { environment });
    expect(agent.output.stdout).toContain('Mamori starts at each login from now on');
    const [unit = ''] = calls()[1]?.split(' ').slice(1) ?? [];
    expect(readFileSync(join(units, unit), 'utf8')).toContain(`ExecStart=:"${process.execPath}" "${MAIN}" "up" "--supervised" "--home" "${pc.home}"\n`);
    expect(calls()).toEqual(['daemon-reload', `enable ${unit}`, 'daemon-reload', `enable --now ${unit.replace('.service', '-check-alive.timer')}`]);
    expect(await pc.json<AutostartResult>(['autostart', 'status'], { environment })).toEqual({ method: 'systemd', enabled: true, current: true, dailyCheck: true, place: join(units, unit) });
  });

  test('is not set up for a state folder of its own unless that is asked for, and its entries are its own', async ({ world }) => {
    const { pc, usualPc } = world;
    await world.setUp();
    const { environment, units, calls } = withSystemd(world);
    const agent = await pc.up([], { environment });
    expect(agent.output.stdout).toContain(`Mamori is not set to start at login, as this is not its usual state folder (${pc.home}).`);
    expect([existsSync(units), calls()]).toEqual([false, []]);
    await agent.stop();
    const { place: own } = await pc.json<AutostartResult>(['autostart', 'enable'], { environment });
    const again = await pc.up([], { environment });
    expect(again.output.stdout).not.toContain('not set to start');
    await again.stop();
    const shared = { ...environment, XDG_CONFIG_HOME: pc.environment['XDG_CONFIG_HOME'] as string }; // the same person
    const { place: usual } = await usualPc.json<AutostartResult>(['autostart', 'enable'], { environment: shared });
    expect(usual).toMatch(/\/mamori\.service$/);
    expect(own).toMatch(/\/mamori-[0-9a-f]{8}\.service$/);
    await usualPc.json(['autostart', 'disable'], { environment: shared });
    expect([usual, own].map(place => existsSync(place as string))).toEqual([false, true]);
  });

  test('is not set up where it was refused, then or before', async ({ world }) => {
    const { pc } = world;
    await world.setUp();
    const { environment, units, calls } = withSystemd(world);
    const refused = await pc.up(['--no-autostart'], { environment });
    await refused.stop();
    const later = await pc.up([], { environment });
    await later.stop();
    expect(existsSync(units) && calls().some(call => call.startsWith('enable'))).toBe(false);
    expect(await pc.json<AutostartResult>(['autostart', 'enable'], { environment })).toMatchObject({ enabled: true, dailyCheck: true });
    expect(await pc.json<AutostartResult>(['autostart', 'disable'], { environment })).toMatchObject({ enabled: false, dailyCheck: false });
    expect(execFileSync('find', [units, '-type', 'f'], { encoding: 'utf8' })).toBe('');
  });

  test('is brought up to date when the program has moved', async ({ world }) => {
    const { pc } = world;
    await world.setUp();
    const { environment } = withSystemd(world);
    const { place = '' } = await pc.json<AutostartResult>(['autostart', 'enable'], { environment });
    writeFileSync(place, readFileSync(place, 'utf8').replace(MAIN, '/gone/main.js'));
    expect(await pc.json<AutostartResult>(['autostart', 'status'], { environment })).toMatchObject({ enabled: true, current: false });
    await pc.up([], { environment });
    expect(await pc.json<AutostartResult>(['autostart', 'status'], { environment })).toMatchObject({ enabled: true, current: true });
  });

  test('is the daily check alone, if wanted', async ({ world }) => {
    const { pc } = world;
    await world.setUp();
    const { environment } = withSystemd(world);
    await pc.json(['check-alive', '--enable'], { environment });
    expect(await pc.json<AutostartResult>(['autostart', 'status'], { environment })).toMatchObject({ enabled: false, dailyCheck: true });
  });
});

describe('a supervised start', () => {
  test('ends cleanly where an agent runs already, or nothing was ever set up', async ({ world }) => {
    const { pc } = world;
    mkdirSync(pc.home);
    expect(await pc.run(['up', '--supervised'])).toMatchObject({ code: 0, stderr: expect.stringContaining('not set up') as string });
    await world.setUp();
    await pc.up();
    expect(await pc.run(['up', '--supervised'])).toMatchObject({ code: 0, stderr: expect.stringContaining('running already') as string });
  });

  test('ends cleanly when it is asked to, sets up nothing, and fails when it is killed', async ({ world }) => {
    const { pc } = world;
    await world.setUp();
    const stopped = await pc.up(['--supervised']);
    await pc.json(['stop']);
    expect(await stopped.ended).toMatchObject({ code: 0 });
    const terminated = await pc.up(['--supervised']);
    terminated.signal('SIGTERM');
    expect(await terminated.ended).toMatchObject({ code: 0 });
    expect(await pc.json<AutostartResult>(['autostart', 'status'])).toMatchObject({ method: 'desktop-entry', enabled: false });
  });
});

requires(['systemd-analyze'])('the units', () => {
  it('are what systemd takes them for, whatever the paths say', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mamori units %-'));
    const program = join(folder, 'no de %h$x');
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    const command = { program: [program, 'a b', '100%', '$HOME', 'c"d', '日本\\x'], home: '/h', name: 'mamori', environment: { MAMORI_LANGUAGE: 'ja "50%"' } };
    const { service, timer } = dailyCheckUnits(command);
    const units = { 'mamori.service': agentUnit(command, 252), 'mamori-check-alive.service': service, 'mamori-check-alive.timer': timer };
    const files = Object.entries(units).map(([name, text]) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    });
    const said = execFileSync('systemd-analyze', ['verify', '--user', '--man=no', ...files], { encoding: 'utf8', stdio: 'pipe', env: { ...process.env, XDG_RUNTIME_DIR: folder } });
    expect(said).toBe('');
    rmSync(folder, { recursive: true, force: true });
  });
});
