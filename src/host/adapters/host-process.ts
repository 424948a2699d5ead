import type { ChildProcess } from 'node:child_process';
import process from 'node:process';
import type { Clock } from '../../base/clock.js';
import type { HostProfile } from '../main/hosts/crash.js';
import type { HostEnd, StartedHost } from '../main/hosts/host-starter.js';
import type { Transport } from '../rpc/index.js';
import type { HostProcessOutput } from './host-process-output.js';
import { cpuMsOf, offerToTheKernel, residentBytesOf } from './host-process-usage.js';

/** How long an interrupted process may take to tell its stack and end. */
const INTERRUPT_MS = 2000;
/** How long the outputs of a process that has ended may stay open: a program that it started may hold them. */
const OUTPUT_MS = 500;

export interface HostProcessOptions {
  readonly child: ChildProcess;
  readonly output: HostProcessOutput;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Its plugins may start programs, which end with it. */
  readonly startsPrograms: boolean;
}

/** A host in a process of its own. */
export class HostProcess implements StartedHost {
  readonly transport: Transport;
  readonly ended: Promise<HostEnd>;
  readonly #options: HostProcessOptions;

  constructor(options: HostProcessOptions) {
    this.#options = options;
    this.transport = options.transport;
    this.ended = this.#end();
    if (this.pid !== undefined) void offerToTheKernel(this.pid);
  }

  get pid(): number | undefined {
    return this.#options.child.pid;
  }

  async residentBytes(): Promise<number | undefined> {
    return this.pid === undefined ? undefined : residentBytesOf(this.pid);
  }

  kill(): void {
    const { child, startsPrograms } = this.#options;
    if (startsPrograms) this.#killGroup();
    child.kill('SIGKILL');
  }

  /**
   * Sends the interrupt that `--trace-sigint` answers with the JavaScript stack, also out of an endless loop or a wait; whoever does not end for it is killed. The inspector
   * would tell more, but opening it opens the permissions. Windows has no such signal: there is no stack, and the process is killed.
   */
  async interrupt(): Promise<HostProfile> {
    const { child, clock, output } = this.#options;
    const cpuMs = child.pid === undefined ? undefined : await cpuMsOf(child.pid);
    if (process.platform === 'win32') {
      this.kill();
      return { stack: undefined, cpuMs };
    }
    child.kill('SIGINT');
    const killing = clock.after(INTERRUPT_MS, () => this.kill(), { unref: true });
    await this.ended;
    killing.cancel();
    return { stack: interruptedStack(output.tail), cpuMs };
  }

  async #end(): Promise<HostEnd> {
    const { child, output, clock, startsPrograms } = this.#options;
    const closed = new Promise<void>(resolve => { child.once('close', () => resolve()); });
    const { code, signal, failure } = await new Promise<{ code?: number; signal?: string; failure?: Error }>(resolve => {
      child.once('exit', (exitCode, by) => resolve({ ...(exitCode !== null && { code: exitCode }), ...(by !== null && { signal: by }) }));
      child.on('error', problem => {
        if (child.pid === undefined) resolve({ failure: problem });
      });
    });
    if (startsPrograms) this.#killGroup();
    const patience = Promise.withResolvers<void>();
    const timer = clock.after(OUTPUT_MS, patience.resolve, { unref: true });
    if (!failure) await Promise.race([closed, patience.promise]);
    timer.cancel();
    output.close();
    return { code, signal, outOfMemory: /JavaScript heap out of memory/.test(output.tail), output: output.tail, ...(failure && { failure }) };
  }

  /** The session that the process leads. */
  #killGroup(): void {
    const { pid } = this.#options.child;
    if (pid === undefined || process.platform === 'win32') return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // nobody is left
    }
  }
}

/** Node's words before the stack: "KEYBOARD_INTERRUPT: Script execution was interrupted by `SIGINT`". */
function interruptedStack(output: string): string | undefined {
  return /KEYBOARD_INTERRUPT[^\n]*\n((?: {4}at [^\n]*\n?)+)/.exec(output)?.[1]?.trimEnd();
}
