import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Autostart, AutostartState } from './autostart.js';
import { notSet } from './autostart-failure.js';
import { dailyCheckName, type StartCommand } from './start-command.js';
import { agentUnit, dailyCheckUnits, withoutVariables } from './systemd-units.js';

const run = promisify(execFile);

/** A manager that does not answer for so long is none. */
const SYSTEMCTL_MS = 10_000;

export interface SystemdSurroundings {
  /** $XDG_CONFIG_HOME, else ~/.config. */
  readonly configFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The version of this person's systemd manager, such as 252; undefined where none answers. Cost: a process. */
export async function systemdVersion({ environment }: Pick<SystemdSurroundings, 'environment'>): Promise<number | undefined> {
  try {
    const { stdout } = await systemctl(environment, 'show', '--property=Version', '--value');
    const version = Number.parseInt(stdout, 10);
    return Number.isNaN(version) ? undefined : version;
  } catch {
    return undefined;
  }
}

/** User units: systemd starts and supervises the agent, and checks daily. */
export class SystemdAutostart implements Autostart {
  readonly #command: StartCommand;
  readonly #surroundings: SystemdSurroundings;
  readonly #version: number;

  constructor(command: StartCommand, surroundings: SystemdSurroundings, version: number) {
    this.#command = command;
    this.#surroundings = surroundings;
    this.#version = version;
  }

  async state(): Promise<AutostartState> {
    const place = this.#file(this.#agentUnit);
    const [written, enabled, dailyCheck] = await Promise.all([readFile(place, 'utf8').catch(() => ''), this.#isEnabled(this.#agentUnit), this.#isEnabled(this.#timer)]);
    return { method: 'systemd', enabled: enabled && written !== '', current: withoutVariables(written) === withoutVariables(agentUnit(this.#command, this.#version)), dailyCheck, place };
  }

  async setAgent(enabled: boolean): Promise<void> {
    if (enabled) await this.#set([[this.#agentUnit, agentUnit(this.#command, this.#version)]], ['enable', this.#agentUnit]);
    else await this.#remove([this.#agentUnit], ['disable', this.#agentUnit]);
  }

  async setDailyCheck(enabled: boolean): Promise<void> {
    const { service, timer } = dailyCheckUnits(this.#command);
    if (enabled) await this.#set([[this.#checkService, service], [this.#timer, timer]], ['enable', '--now', this.#timer]);
    else await this.#remove([this.#timer, this.#checkService], ['disable', '--now', this.#timer]);
  }

  get #agentUnit(): string {
    return `${this.#command.name}.service`;
  }

  get #checkService(): string {
    return `${dailyCheckName(this.#command)}.service`;
  }

  get #timer(): string {
    return `${dailyCheckName(this.#command)}.timer`;
  }

  #file(unit: string): string {
    return join(this.#surroundings.configFolder, 'systemd', 'user', unit);
  }

  async #set(units: readonly (readonly [string, string])[], words: readonly string[]): Promise<void> {
    const { configFolder, environment } = this.#surroundings;
    try {
      await mkdir(join(configFolder, 'systemd', 'user'), { recursive: true });
      for (const [unit, text] of units) await writeFile(this.#file(unit), text);
      await systemctl(environment, 'daemon-reload');
      await systemctl(environment, ...words);
    } catch (cause) {
      throw notSet(cause);
    }
  }

  /** The files go in any case, and with them what they say. */
  async #remove(units: readonly string[], words: readonly string[]): Promise<void> {
    const { environment } = this.#surroundings;
    await systemctl(environment, ...words).catch(() => undefined);
    for (const unit of units) await rm(this.#file(unit), { force: true });
    await systemctl(environment, 'daemon-reload').catch(() => undefined);
  }

  async #isEnabled(unit: string): Promise<boolean> {
    return systemctl(this.#surroundings.environment, 'is-enabled', unit).then(({ stdout }) => stdout.trim() === 'enabled', () => false);
  }
}

function systemctl(environment: SystemdSurroundings['environment'], ...words: readonly string[]): Promise<{ readonly stdout: string }> {
  return run('systemctl', ['--user', ...words], { env: environment, timeout: SYSTEMCTL_MS });
}
