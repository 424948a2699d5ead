import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Autostart, AutostartState } from './autostart.js';
import { notSet } from './autostart-failure.js';
import { autostartEntry, withoutVariables, type SupervisionScripts } from './desktop-entry.js';
import { agentWords, dailyCheckName, dailyCheckWords, type StartCommand } from './start-command.js';

const SHELL = '/bin/sh';

/** Entries for the desktop's own autostart, where there is no systemd: shell scripts of ours start the agent again and check daily for as long as the session lasts. */
export class DesktopAutostart implements Autostart {
  readonly #command: StartCommand;
  readonly #configFolder: string;
  readonly #scripts: SupervisionScripts;

  constructor(command: StartCommand, configFolder: string, scripts: SupervisionScripts) {
    this.#command = command;
    this.#configFolder = configFolder;
    this.#scripts = scripts;
  }

  async state(): Promise<AutostartState> {
    const place = this.#file(this.#command.name);
    const [agent, check] = await Promise.all([place, this.#file(dailyCheckName(this.#command))].map(file => readFile(file, 'utf8').catch(() => undefined)));
    return { method: 'desktop-entry', enabled: agent !== undefined, current: agent !== undefined && withoutVariables(agent) === withoutVariables(this.#agentEntry), dailyCheck: check !== undefined, place };
  }

  setAgent(enabled: boolean): Promise<void> {
    return this.#set(this.#command.name, enabled ? this.#agentEntry : undefined);
  }

  setDailyCheck(enabled: boolean): Promise<void> {
    return this.#set(dailyCheckName(this.#command), enabled ? this.#checkEntry : undefined);
  }

  get #agentEntry(): string {
    return autostartEntry({
      comment: { en: 'Backs up what you save', ja: '保存したファイルを自動でバックアップします' },
      environment: this.#command.environment, words: [SHELL, this.#scripts.keepRunning, ...agentWords(this.#command)],
    });
  }

  get #checkEntry(): string {
    return autostartEntry({
      comment: { en: 'Says so when nothing is backed up', ja: 'バックアップされていないときに知らせます' },
      environment: this.#command.environment, words: [SHELL, this.#scripts.checkDaily, ...dailyCheckWords(this.#command)],
    });
  }

  #file(name: string): string {
    return join(this.#configFolder, 'autostart', `${name}.desktop`);
  }

  async #set(name: string, text: string | undefined): Promise<void> {
    try {
      if (text === undefined) return await rm(this.#file(name), { force: true });
      await mkdir(dirname(this.#file(name)), { recursive: true, mode: 0o700 });
      await writeFile(this.#file(name), text);
    } catch (cause) {
      throw notSet(cause);
    }
  }
}
