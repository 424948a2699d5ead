import { execFile } from 'node:child_process';
import { win32 } from 'node:path';
import { CodedError } from '../../base/coded-error.js';
import type { Disposable } from '../../base/disposable.js';
import type { Logger } from '../../base/logger.js';
import { noticeErrors } from '../../terms/errors/notice-errors.js';
import type { Toast, ToastDriver } from '../toast/toast-driver.js';
import { powershellWords, SCRIPT_ENDS, showingScript, withdrawingScript } from './windows-toast-script.js';
import { windowsToastXml } from './windows-toast-xml.js';

export interface WindowsToastOptions {
  readonly logger: Logger;
  /** powershell.exe by its whole path: a bare name is looked for in the working folder first. */
  readonly program: string;
}

/** PowerShell takes half a second to start, and many times that just after signing in. */
const LIMIT_MS = 20_000;
/** Slots that are remembered; the Action Center keeps 20 toasts of an application. */
const MAX_SLOTS = 200;

/**
 * Toasts on Windows under the launcher's AppUserModelID. A button opens a `mamori:` link, which the launcher hands to the agent: it works hours later from the Action Center, and for another process than showed it.
 *
 * Costs one start of Windows PowerShell a toast, one at a time, so that they come in their order. A failure is believed, a success only means that Windows took the toast. Of clicks beside the buttons nothing is
 * learnt. Fails with `notice.channel-unavailable` where the person turned our toasts off, and with `notice.channel-failed`.
 */
export class WindowsToastDriver implements ToastDriver {
  readonly name = 'windows';
  readonly #options: WindowsToastOptions;
  readonly #slots = new Set<string>();
  readonly #end = new AbortController();
  #work: Promise<unknown> = Promise.resolve();

  constructor(options: WindowsToastOptions) {
    this.#options = options;
  }

  async show(toast: Toast, signal: AbortSignal): Promise<void> {
    await this.#inTurn(async () => {
      signal.throwIfAborted();
      await this.#run(showingScript(windowsToastXml(toast), toast.slot ?? toast.id), signal);
      if (toast.slot !== undefined) this.#remember(toast.slot);
    });
  }

  withdraw(slot: string): void {
    void this.#inTurn(async () => {
      if (this.#slots.delete(slot)) await this.#run(withdrawingScript(slot));
    }).catch((failure: unknown) => this.#options.logger.debug('a toast was not taken away', { failure: String(failure) }));
  }

  /** Nothing is heard here: presses come through the launcher. */
  onDidHear(): Disposable {
    return { dispose: () => undefined };
  }

  async dispose(): Promise<void> {
    this.#end.abort(CodedError.of(noticeErrors, 'notice.channel-unavailable', 'the agent stops'));
    await this.#work;
  }

  #remember(slot: string): void {
    this.#slots.delete(slot);
    this.#slots.add(slot);
    for (const oldest of this.#slots) {
      if (this.#slots.size <= MAX_SLOTS) break;
      this.#slots.delete(oldest);
    }
  }

  #inTurn(job: () => Promise<void>): Promise<void> {
    const done = this.#work.then(job);
    this.#work = done.catch(() => undefined);
    return done;
  }

  #run(script: string, given?: AbortSignal): Promise<void> {
    const signal = given ? AbortSignal.any([given, this.#end.signal]) : this.#end.signal;
    return new Promise((resolve, reject) => {
      const options = { timeout: LIMIT_MS, killSignal: 'SIGKILL', windowsHide: true, signal } as const;
      const child = execFile(this.#options.program, [...powershellWords(script)], options, failure => {
        if (!failure) resolve();
        else reject(signal.aborted ? signal.reason as Error : toNoticeError(failure));
      });
      child.stdin?.end(); // PowerShell waits for the end of what it could read
    });
  }
}

/** The failure's own message holds the whole command line, and with it the nonces. */
function toNoticeError({ code, killed }: { readonly code?: string | number | null | undefined; readonly killed?: boolean | undefined }): CodedError {
  if (code === SCRIPT_ENDS.turnedOff) return CodedError.of(noticeErrors, 'notice.channel-unavailable', 'toasts of Mamori are turned off in the settings of Windows');
  const what = killed === true ? `took more than ${LIMIT_MS / 1_000} s` : code === SCRIPT_ENDS.notRegistered ? 'found no entry of the launcher' : `ended with ${code ?? 'a signal'}`;
  return CodedError.of(noticeErrors, 'notice.channel-failed', `PowerShell ${what}`);
}

/** Windows PowerShell 5 is part of Windows, at this place. */
export function windowsPowershell({ SystemRoot: root = 'C:\\Windows' }: Readonly<Record<string, string | undefined>>): string {
  return win32.join(root, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
}
