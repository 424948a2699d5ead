import { connect, type Socket } from 'node:net';
import { eventually } from './eventually.js';

/** A file manager's extension as the protocol's grammar has it: says lines, keeps what it hears. */
export class ShellSocketClient {
  readonly lines: string[] = [];
  readonly ended: Promise<void>;
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
    let rest = '';
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      this.lines.push(...parts);
    });
    this.ended = new Promise(resolve => { socket.once('close', () => resolve()); });
  }

  static open(address: string): Promise<ShellSocketClient> {
    return new Promise((resolve, reject) => {
      const socket = connect(address);
      socket.once('error', reject);
      socket.once('connect', () => resolve(new ShellSocketClient(socket)));
    });
  }

  say(...lines: readonly string[]): void {
    this.#socket.write(lines.map(line => `${line}\n`).join(''));
  }

  async hears(line: string): Promise<void> {
    await eventually(`a line ${line} in ${this.lines.join(' | ')}`, 30_000, () => Promise.resolve(this.lines.includes(line) || undefined));
  }

  /** The entries that are shown for a selection: commands by their titles. */
  async menu(...paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const from = this.lines.length;
    this.say(`GET_MENU_ITEMS:${paths.join('\x1e')}`);
    await eventually('a menu', 10_000, () => Promise.resolve(this.lines.slice(from).includes('GET_MENU_ITEMS:END') || undefined));
    const items = this.lines.slice(from).filter(line => line.startsWith('MENU_ITEM:')).map(line => line.split(':'));
    return new Map(items.map(([, command = '', , ...title]) => [title.join(':'), command]));
  }

  close(): void {
    this.#socket.destroy();
  }
}
