import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Autostart, AutostartState } from './autostart.js';
import { notSet } from './autostart-failure.js';
import { dailyTaskName, dailyTaskXml } from './daily-task.js';
import type { StartCommand } from './start-command.js';

const RUN_KEY = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run';
const LIMIT_MS = 30_000;

/** Runs a program and answers what it wrote; rejects when it ends with another code than 0. */
export type ProgramRunner = (program: string, words: readonly string[]) => Promise<string>;

export interface WindowsSurroundings {
  /** The built mamori.exe; native/launcher. */
  readonly launcher: string;
  /** DOMAIN\name. */
  readonly user: string;
  readonly run?: ProgramRunner;
}

/** The launcher, which Windows starts at login and which supervises the agent, and a task of Windows' scheduler for the daily check. */
export class WindowsAutostart implements Autostart {
  readonly #command: StartCommand;
  readonly #surroundings: WindowsSurroundings;
  readonly #run: ProgramRunner;

  constructor(command: StartCommand, surroundings: WindowsSurroundings) {
    this.#command = command;
    this.#surroundings = surroundings;
    this.#run = surroundings.run ?? runProgram;
  }

  async state(): Promise<AutostartState> {
    const { launcher } = this.#surroundings;
    const told = await this.#run('reg', ['query', RUN_KEY, '/v', 'Mamori']).catch(() => '');
    const dailyCheck = await this.#run('schtasks', ['/Query', '/TN', this.#task]).then(() => true, () => false);
    return { method: 'windows', enabled: told !== '', current: told.includes(launcher), dailyCheck, place: `${RUN_KEY}\\Mamori` };
  }

  async setAgent(enabled: boolean): Promise<void> {
    const { program, home } = this.#command;
    await this.#trying(() => this.#run(this.#surroundings.launcher, enabled ? ['--register', ...program, home] : ['--unregister']));
  }

  async setDailyCheck(enabled: boolean): Promise<void> {
    if (!enabled) await this.#run('schtasks', ['/Delete', '/TN', this.#task, '/F']).catch(() => ''); // not there
    else await this.#trying(() => this.#createTask());
  }

  get #task(): string {
    return dailyTaskName(this.#command.name);
  }

  async #createTask(): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'mamori-task-'));
    const file = join(folder, 'task.xml');
    const { launcher, user } = this.#surroundings;
    try {
      await writeFile(file, `\ufeff${dailyTaskXml({ launcher, words: ['--check-alive'], user })}`, 'utf16le');
      await this.#run('schtasks', ['/Create', '/TN', this.#task, '/XML', file, '/F']);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #trying(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      throw notSet(cause);
    }
  }
}

async function runProgram(program: string, words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, words, { timeout: LIMIT_MS, windowsHide: true });
  return stdout;
}
