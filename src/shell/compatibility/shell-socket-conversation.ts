import { Buffer } from 'node:buffer';
import { encodePath } from '../../base/path-bytes.js';
import { LINE_END, parseShellSocketLine, SHELL_SOCKET_VERSION, shellSocketLine, type ShellSocketRequest, type ShellSocketStatus } from '../../wire/shell-socket.js';

export interface CompatibilityEntry {
  readonly command: string; // what comes back when it is chosen; letters, digits and _ - . alone
  readonly title: string;
  readonly enabled: boolean;
}

/** What the conversation is about; the agent's side. Paths are the bytes that the client sent. */
export interface CompatibilityAnswers {
  readonly version: string;
  readonly menuTitle: string;
  statusOf(path: Buffer): ShellSocketStatus;
  /** Never rejects, and answers soon: the file manager waits 100 ms. */
  menuOf(paths: readonly Buffer[]): Promise<readonly CompatibilityEntry[]>;
  /** Takes a chosen entry; what is none of ours is left alone. Does not throw. */
  choose(command: string, paths: readonly Buffer[]): void;
}

export interface CompatibilityWire {
  send(bytes: Buffer): void;
  close(): void;
}

/** A selection of 10,000 paths of usual length, and far less than hurts. */
const MAX_LINE_BYTES = 4 * 1024 * 1024;
/** Files whose marks are kept up to date; those asked for longest ago are given up first, and asked for again when they are drawn again. */
const MAX_ASKED = 4_096;
/** Paths compared at a time: about a millisecond. */
const COMPARED = 512;
/** Menus that are being made; a client that asks for more does not wait for answers. */
const MAX_MENUS = 32;

/**
 * One client's conversation, free of I/O.
 *
 * Answers go out in the order of the questions but for menus, each of which is one piece; marks that changed since they were told are told again by `compare`. A client that sends
 * an endless line or floods us with questions for menus is cut off.
 */
export class ShellSocketConversation {
  readonly #answers: CompatibilityAnswers;
  readonly #wire: CompatibilityWire;
  /** What was told of each path, by its bytes as Latin-1; asked for longest ago first. */
  readonly #told = new Map<string, ShellSocketStatus>();
  #roots: readonly string[] = [];
  #rest: Buffer[] = [];
  #restBytes = 0;
  #menus = 0;

  constructor(answers: CompatibilityAnswers, wire: CompatibilityWire) {
    this.#answers = answers;
    this.#wire = wire;
  }

  receive(data: Buffer): void {
    for (let from = 0; from < data.length;) {
      const end = data.indexOf(LINE_END, from);
      const piece = data.subarray(from, end === -1 ? data.length : end);
      this.#restBytes += piece.length;
      if (this.#restBytes > MAX_LINE_BYTES) return this.#wire.close();
      this.#rest.push(Buffer.from(piece));
      if (end === -1) return;
      const line = Buffer.concat(this.#rest);
      this.#rest = [];
      this.#restBytes = 0;
      const request = parseShellSocketLine(line);
      if (request) this.#answer(request);
      from = end + 1;
    }
  }

  /** The folders in which there are marks; clients ask for nothing outside them. One with a line feed in its name cannot be said. */
  setRoots(all: readonly string[]): void {
    const roots = all.filter(root => !root.includes('\n'));
    for (const root of this.#roots) if (!roots.includes(root)) this.#wire.send(shellSocketLine('UNREGISTER_PATH', encodePath(root)));
    for (const root of roots) if (!this.#roots.includes(root)) this.#wire.send(shellSocketLine('REGISTER_PATH', encodePath(root)));
    this.#roots = roots;
  }

  /** Tells what has changed of some of the paths that were asked for; all have had their turn after a few calls. */
  compare(): void {
    const some = [...this.#told].slice(0, COMPARED);
    for (const [key, before] of some) {
      const path = Buffer.from(key, 'latin1');
      const status = this.#answers.statusOf(path);
      this.#told.delete(key);
      this.#told.set(key, status);
      if (status !== before) this.#wire.send(shellSocketLine('STATUS', status, path));
    }
  }

  /** The client is told that there are no marks any more; without it, it would not look for us again. */
  farewell(): void {
    this.setRoots([]);
  }

  #answer(request: ShellSocketRequest): void {
    const { version, menuTitle } = this.#answers;
    switch (request.type) {
      case 'version': return this.#wire.send(shellSocketLine('VERSION', version, SHELL_SOCKET_VERSION));
      case 'strings':
        return this.#wire.send(Buffer.concat([
          shellSocketLine('GET_STRINGS', 'BEGIN'), shellSocketLine('STRING', 'CONTEXT_MENU_TITLE', menuTitle), shellSocketLine('GET_STRINGS', 'END'),
        ]));
      case 'status': return this.#tell(request.path);
      case 'menu': return void this.#menu(request.paths);
      case 'command': if (request.paths.length > 0) this.#answers.choose(request.command, request.paths);
    }
  }

  #tell(path: Buffer): void {
    const status = this.#answers.statusOf(path);
    const key = path.toString('latin1');
    this.#told.delete(key);
    this.#told.set(key, status);
    for (const [oldest] of this.#told) {
      if (this.#told.size <= MAX_ASKED) break;
      this.#told.delete(oldest);
    }
    this.#wire.send(shellSocketLine('STATUS', status, path));
  }

  async #menu(paths: readonly Buffer[]): Promise<void> {
    if (this.#menus === MAX_MENUS) return this.#wire.close();
    this.#menus += 1;
    const entries = await this.#answers.menuOf(paths);
    this.#menus -= 1;
    this.#wire.send(Buffer.concat([
      shellSocketLine('GET_MENU_ITEMS', 'BEGIN'),
      ...entries.map(({ command, title, enabled }) => shellSocketLine('MENU_ITEM', command, enabled ? '' : 'd', title)),
      shellSocketLine('GET_MENU_ITEMS', 'END'),
    ]));
  }
}
