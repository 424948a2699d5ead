import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodedError } from '../../base/coded-error.js';
import { autostartErrors } from '../../terms/errors/autostart-errors.js';
import type { Autostart } from './autostart.js';
import { DesktopAutostart } from './desktop-autostart.js';
import type { StartCommand } from './start-command.js';
import { SystemdAutostart, systemdVersion } from './systemd-autostart.js';
import { WindowsAutostart } from './windows-autostart.js';

const inProgram = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const SCRIPTS = { keepRunning: inProgram('scripts/keep-running.sh'), checkDaily: inProgram('scripts/check-daily.sh') };

export interface AutostartSurroundings {
  readonly platform: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly userHome: string;
}

/**
 * Whoever starts programs at login here: systemd if this person has a manager that answers, else the desktop; on Windows the launcher. Cost: a process.
 * @throws CodedError autostart.no-launcher where nobody is known
 */
export async function openAutostart(command: StartCommand, { platform, environment, userHome }: AutostartSurroundings): Promise<Autostart> {
  if (platform === 'win32') {
    const launcher = inProgram('build\\Release\\mamori.exe');
    if (!existsSync(launcher)) throw CodedError.of(autostartErrors, 'autostart.no-launcher', launcher, { data: { launcher } });
    return new WindowsAutostart(command, { launcher, user: `${environment['USERDOMAIN'] ?? '.'}\\${environment['USERNAME'] ?? ''}` });
  }
  if (platform !== 'linux') throw CodedError.of(autostartErrors, 'autostart.no-launcher', platform, { data: { platform } });
  const configFolder = environment['XDG_CONFIG_HOME'] || join(userHome, '.config');
  const version = await systemdVersion({ environment });
  return version === undefined ? new DesktopAutostart(command, configFolder, SCRIPTS) : new SystemdAutostart(command, { configFolder, environment }, version);
}
