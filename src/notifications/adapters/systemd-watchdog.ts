import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CodedError } from '../../base/coded-error.js';
import { noticeErrors } from '../../terms/errors/notice-errors.js';
import { WATCHDOG_UNIT, watchdogUnits } from '../watchdog/systemd-units.js';

const run = promisify(execFile);

export interface WatchdogPlace {
  /** Of the person's settings: $XDG_CONFIG_HOME, else ~/.config. */
  readonly configFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Sets the daily check up for this person, or anew with another command. The timer runs from now on.
 * @throws CodedError notice.watchdog-not-set
 */
export async function enableWatchdog(command: readonly string[], { configFolder, environment }: WatchdogPlace): Promise<void> {
  const { service, timer } = watchdogUnits(command);
  const folder = unitFolder(configFolder);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${WATCHDOG_UNIT}.service`), service);
    await writeFile(join(folder, `${WATCHDOG_UNIT}.timer`), timer);
    await systemctl(environment, 'daemon-reload');
    await systemctl(environment, 'enable', '--now', `${WATCHDOG_UNIT}.timer`);
  } catch (cause) {
    throw CodedError.of(noticeErrors, 'notice.watchdog-not-set', (cause as Error).message, { cause });
  }
}

/** Removes it and its files; nothing if it was never set up. */
export async function disableWatchdog({ configFolder, environment }: WatchdogPlace): Promise<void> {
  await systemctl(environment, 'disable', '--now', `${WATCHDOG_UNIT}.timer`).catch(() => undefined); // not there, or no systemd: the files go in any case
  for (const end of ['service', 'timer']) await rm(join(unitFolder(configFolder), `${WATCHDOG_UNIT}.${end}`), { force: true });
  await systemctl(environment, 'daemon-reload').catch(() => undefined);
}

function unitFolder(configFolder: string): string {
  return join(configFolder, 'systemd', 'user');
}

async function systemctl(environment: WatchdogPlace['environment'], ...words: readonly string[]): Promise<void> {
  await run('systemctl', ['--user', ...words], { env: environment, timeout: 30_000 });
}
