import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CodedError } from '../../base/coded-error.js';
import { autostartErrors } from '../../terms/errors/autostart-errors.js';
import type { Autostart, AutostartState } from './autostart.js';
import { notSet } from './autostart-failure.js';
import { dailyTaskName, dailyTaskXml } from './daily-task.js';
import type { StartCommand } from './start-command.js';

const RUN_KEY = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run';
/** Where the launcher keeps what it starts; native/launcher/start. */
const PRODUCT_KEY = 'HKCU\\Software\\Mamori';
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

/**
 * The launcher, which Windows starts at login and which supervises the agent, and a task of Windows' scheduler for the daily check.
 *
 * The launcher starts the agent of one state folder. That of another is neither told as ours nor replaced or taken out.
 */
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
    const told = await this.#otherHome() === undefined ? await this.#run('reg', ['query', RUN_KEY, '/v', 'Mamori']).catch(() => '') : '';
    const dailyCheck = await this.#run('schtasks', ['/Query', '/TN', this.#task]).then(() => true, () => false);
    return { method: 'windows', enabled: told !== '', current: told.includes(launcher), dailyCheck, place: `${RUN_KEY}\\Mamori` };
  }

  async setAgent(enabled: boolean): Promise<void> {
    const { program, home } = this.#command;
    const other = await this.#otherHome();
    if (other !== undefined && !enabled) return;
    if (other !== undefined) throw CodedError.of(autostartErrors, 'autostart.other-home', other, { data: { home: other } });
    await this.#trying(() => this.#run(this.#surroundings.launcher, enabled ? ['--register', ...program, home] : ['--unregister']));
  }

  async setDailyCheck(enabled: boolean): Promise<void> {
    if (!enabled) await this.#run('schtasks', ['/Delete', '/TN', this.#task, '/F']).catch(() => ''); // not there
    else {
      const other = await this.#otherHome(); // whose agent the task would look for
      if (other !== undefined) throw CodedError.of(autostartErrors, 'autostart.other-home', other, { data: { home: other } });
      await this.#trying(() => this.#createTask());
    }
  }

  /** The state folder that is started at login if it is not ours. */
  async #otherHome(): Promise<string | undefined> {
    const told = await this.#run('reg', ['query', PRODUCT_KEY, '/v', 'Home']).catch(() => '');
    const home = /^\s*Home\s+REG_SZ\s+(.+?)\s*$/m.exec(told)?.[1];
    return home === undefined || comparable(home) === comparable(this.#command.home) ? undefined : home;
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

/** As far as `reg` shows a path: it writes in the console's code page, in which only ASCII is sure to be what it was. */
function comparable(home: string): string {
  return home.toLowerCase().replace(/[^\x20-\x7e].*$/s, '…');
}

async function runProgram(program: string, words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, words, { timeout: LIMIT_MS, windowsHide: true });
  return stdout;
}
