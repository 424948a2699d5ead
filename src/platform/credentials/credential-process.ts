import { spawn, type ChildProcess } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock, Timer } from '../../base/clock.js';
import type { CredentialOperation, CredentialReply, CredentialResponse, KeyringDriver } from './credential-protocol.js';

export type CredentialOutcome =
  | { readonly kind: 'replied'; readonly replies: readonly CredentialReply[] }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'ended'; readonly reason: string };

export interface CredentialProcessOptions {
  readonly driver: KeyringDriver;
  readonly service: string;
  readonly clock: Clock;
  /** Undefined: no keyring can be reached, and every request ends at once. */
  readonly environment: NodeJS.ProcessEnv | undefined;
  /** How long one request may take, start of the process included; a prompt for a password counts. */
  readonly timeoutMs: number;
  readonly script?: string;
}

/** How long an idle process stays for the next request: a start costs 40–60 ms, and start-up asks in bursts. */
const lingerMs = 500;

// Compiled, the script lies beside this file as .js; run from the sources, both are .ts.
const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
const defaultScript = fileURLToPath(new URL(`./credential-child${extension}`, import.meta.url));

/**
 * Runs requests, one at a time and in order, in a credential process that is started when needed.
 *
 * Never rejects: a request that takes longer than `timeoutMs` kills the process (SIGKILL) and comes back
 * as `timed-out`; a process that dies under it, or cannot start, as `ended`. The next request starts a new
 * one. A waiting request keeps our own process alive; an idle process does not.
 */
export class CredentialProcess {
  readonly #options: CredentialProcessOptions;
  #child: ChildProcess | undefined;
  #linger: Timer | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: CredentialProcessOptions) {
    this.#options = options;
  }

  run(operations: readonly CredentialOperation[]): Promise<CredentialOutcome> {
    const outcome = this.#last.then(() => this.#request(operations)).catch(ended);
    this.#last = outcome;
    return outcome;
  }

  async #request(operations: readonly CredentialOperation[]): Promise<CredentialOutcome> {
    const { environment } = this.#options;
    if (!environment) return { kind: 'ended', reason: 'no session bus' };
    this.#linger?.cancel();
    const child = this.#child ??= this.#start(environment);
    child.ref();
    child.channel?.ref();
    const outcome = await this.#exchange(child, operations);
    if (outcome.kind !== 'replied') this.#kill();
    else this.#rest(child);
    return outcome;
  }

  #exchange(child: ChildProcess, operations: readonly CredentialOperation[]): Promise<CredentialOutcome> {
    return new Promise(resolve => {
      const settle = (outcome: CredentialOutcome) => {
        timer.cancel();
        child.off('message', onMessage).off('exit', onExit).off('error', onError);
        resolve(outcome);
      };
      const onMessage = (message: unknown) => settle({ kind: 'replied', replies: (message as CredentialResponse).replies });
      const onExit = (code: number | null, signal: string | null) => settle({ kind: 'ended', reason: `exit: ${code ?? signal}` });
      const onError = (error: Error) => settle(ended(error));
      const timer = this.#options.clock.after(this.#options.timeoutMs, () => settle({ kind: 'timed-out' }));
      child.on('message', onMessage).on('exit', onExit).on('error', onError);
      // Where the process could not be started there is no channel, and `error` follows.
      child.send?.({ operations }, error => { if (error) onError(error); });
    });
  }

  #start(environment: NodeJS.ProcessEnv): ChildProcess {
    const { driver, service, script = defaultScript } = this.#options;
    // NODE_OPTIONS may load a debugger or a hook of the caller's into the one process that sees every secret.
    const { NODE_OPTIONS: _dropped, ...env } = environment;
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, driver, service], {
      cwd: dirname(script), env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'], windowsHide: true,
    });
    // Without a listener, a failure between requests would end our own process.
    child.on('error', () => undefined);
    child.once('exit', () => { if (this.#child === child) this.#child = undefined; });
    return child;
  }

  #rest(child: ChildProcess): void {
    child.unref();
    child.channel?.unref();
    this.#linger = this.#options.clock.after(lingerMs, () => this.#kill(), { unref: true });
  }

  #kill(): void {
    const child = this.#child;
    this.#child = undefined;
    child?.kill('SIGKILL');
    child?.unref();
    if (child?.connected) child.disconnect();
  }
}

function ended(error: unknown): CredentialOutcome {
  return { kind: 'ended', reason: error instanceof Error ? error.message : String(error) };
}
