import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { runLogged } from './run-command.mjs';
import { runFolder } from './wine-place.mjs';

/** What the tests under Wine need; the windows compiler comes from windows-build.mjs. */
export const winePackages = [
  { debian: 'wine', command: 'wine' },
  { debian: 'wine64', file: '/usr/lib/wine/wine64' },
  { debian: 'binutils-mingw-w64-x86-64', command: 'x86_64-w64-mingw32-windres' },
  { debian: 'xvfb', command: 'Xvfb' },
  { debian: 'imagemagick', command: 'import' },
  { debian: 'locales', file: '/usr/share/i18n/locales/ja_JP' },
  { debian: 'fonts-noto-cjk', file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc' },
];

const LONGEST_RUN_MS = 120_000;
const LONGEST_LIFE_MS = 600_000;

/**
 * A Windows of its own for one test run: a fresh Wine prefix, where nothing is left of earlier runs.
 *
 * Programs get their input from nowhere and write to files: with pipes Wine's consoles fail (EBADF).
 */
export class WinePrefix {
  #folder;
  #environment;

  /** Makes the prefix anew (about 10 s). */
  static async create(name) {
    const folder = `${runFolder}/${name}`;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(`${folder}/prefix`, { recursive: true });
    // Wine shows modes as access lists and inherits none: what Windows makes owner-only in an owner-only folder, a mask has to.
    process.umask(0o077);
    const prefix = new WinePrefix(folder);
    await prefix.#makeLocale();
    await prefix.#serve();
    await prefix.#command('wineboot', '-i');
    await prefix.#command('wine', 'reg', 'add', 'HKCU\\Software\\Wine', '/v', 'Version', '/d', 'win10', '/f');
    await prefix.#command('wine', 'reg', 'add', 'HKCU\\Software\\Wine\\WineDbg', '/v', 'ShowCrashDialog', '/t', 'REG_DWORD', '/d', '0', '/f');
    return prefix;
  }

  constructor(folder) {
    this.#folder = folder;
    this.#environment = {
      WINEPREFIX: `${folder}/prefix`, WINEDEBUG: '-all', WINEDLLOVERRIDES: 'mscoree,mshtml=', LOCPATH: `${folder}/locale`, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8',
    };
  }

  /** The prefix's drive C: as a folder of this system. */
  get driveC() {
    return `${this.#folder}/prefix/drive_c`;
  }

  #command(command, ...args) {
    return runLogged(`wine-${command}`, command, args, { env: this.#environment, append: true });
  }

  async #makeLocale() {
    mkdirSync(`${this.#folder}/locale`);
    for (const language of ['en_US', 'ja_JP']) {
      if (existsSync(`${this.#folder}/locale/${language}.UTF-8`)) continue;
      await runLogged('wine-locale', 'localedef', ['-i', language, '-f', 'UTF-8', `${this.#folder}/locale/${language}.UTF-8`], { append: true });
    }
  }

  /** The prefix's server stays for two minutes without a program: one that goes and comes between them costs seconds each time, and now and then a program's start. */
  #serve() {
    return this.#command('wineserver', '-p120');
  }

  /** Starts a Windows program; its output goes to `<log>.log`. One that has not ended of itself after ten minutes never will, and is ended. */
  start(log, program, args, env = {}) {
    const file = `${this.#folder}/${log}.log`;
    const output = openSync(file, 'w');
    const child = spawn('wine', [program, ...args], { stdio: ['ignore', output, output], env: { ...process.env, ...this.#environment, ...env } });
    closeSync(output);
    const limit = setTimeout(() => child.kill('SIGKILL'), LONGEST_LIFE_MS);
    const ended = once(child, 'exit').then(([code, signal]) => {
      clearTimeout(limit);
      return code ?? `signal ${signal}`;
    });
    return { child, ended, output: () => readFileSync(file, 'utf8') };
  }

  /** Runs a Windows program to its end and answers what it wrote and how it ended. One that takes longer than two minutes is ended. */
  async run(log, program, args, env = {}) {
    const { child, ended, output } = this.start(log, program, args, env);
    const limit = setTimeout(() => child.kill('SIGKILL'), LONGEST_RUN_MS);
    const code = await ended;
    clearTimeout(limit);
    return { code, output: output() };
  }

  /** Begins a new session: the desktop of one that began without a screen stays without one. */
  async restart() {
    await this.dispose();
    await this.#serve();
  }

  /** Ends all programs of this prefix, and no others. */
  async dispose() {
    await runLogged('wine-server', 'wineserver', ['-k'], { env: this.#environment }).catch(() => {});
  }
}

/** A path of this system as a Windows program under Wine sees it. */
export const windowsPath = path => `Z:${path.replaceAll('/', '\\')}`;
