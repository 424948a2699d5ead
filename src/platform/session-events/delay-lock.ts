import { spawn, type ChildProcess } from 'node:child_process';
import type { Disposable } from '../../base/disposable.js';

/**
 * Holds up sleep and shutdown for as long as it is held (logind's InhibitDelayMaxSec, usually 5 s).
 *
 * logind hands out a file descriptor for that, which Node cannot receive; systemd-inhibit receives it for us. It ends, and lets go, when the pipe to `cat` closes: also when
 * this process is killed. Where the program is missing nothing is held up.
 */
export class DelayLock implements Disposable {
  readonly #holder: ChildProcess;

  constructor(why: string, environment: Readonly<Record<string, string | undefined>>) {
    const words = ['--what=sleep:shutdown', '--mode=delay', '--who=Mamori', `--why=${why}`, 'cat'];
    this.#holder = spawn('systemd-inhibit', words, { stdio: ['pipe', 'ignore', 'ignore'], env: environment });
    this.#holder.on('error', () => undefined);
    this.#holder.stdin?.on('error', () => undefined);
    this.#holder.unref();
    (this.#holder.stdin as { unref?: () => void } | null)?.unref?.();
  }

  dispose(): void {
    this.#holder.stdin?.end();
  }
}
