import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DesktopAutostart } from '../../../src/platform/autostart/desktop-autostart.js';
import { eventually } from '../../e2e/support/eventually.js';
import { projectRoot } from '../../meta/support/project-files.js';
import { requires } from '../support/requires.js';

requires(['gio'])('the entries for desktops without systemd', () => {
  it('start the program as a desktop reads them, whatever the paths say, and again when it fails', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mamori 100% $x `-'));
    const program = join(folder, 'no"de %f');
    const called = join(folder, 'called');
    writeFileSync(program, '#!/bin/sh\nprintf "%s\\n" "$MAMORI_LANGUAGE" "$@" >> "$(dirname "$0")/called"\n[ "$(grep -c supervised "$(dirname "$0")/called")" -eq 2 ]\n', { mode: 0o755 });
    mkdirSync(join(folder, 'h'));
    const command = { program: [program, 'a \\ b', '50%u', '$HOME', '日本'], home: join(folder, 'h'), name: 'mamori', environment: { MAMORI_LANGUAGE: 'ja' } };
    const scripts = { keepRunning: join(projectRoot, 'scripts/keep-running.sh'), checkDaily: join(projectRoot, 'scripts/check-daily.sh') };
    const autostart = new DesktopAutostart(command, join(folder, 'config'), scripts);
    await autostart.setAgent(true);
    await autostart.setDailyCheck(true);
    const { place, ...state } = await autostart.state();
    expect(state).toEqual({ method: 'desktop-entry', enabled: true, current: true, dailyCheck: true });
    execFileSync('gio', ['launch', place], { stdio: 'ignore' });
    const once = ['ja', 'a \\ b', '50%u', '$HOME', '日本', 'up', '--supervised', '--home', join(folder, 'h')];
    await eventually('it was started twice', 10_000, () => existsSync(called) && readFileSync(called, 'utf8').split('\n').length > 2 * once.length);
    expect(readFileSync(called, 'utf8').trimEnd().split('\n')).toEqual([...once, ...once]);
    await autostart.setAgent(false);
    await autostart.setDailyCheck(false);
    expect(await autostart.state()).toMatchObject({ enabled: false, dailyCheck: false });
    rmSync(folder, { recursive: true, force: true });
  });
});
