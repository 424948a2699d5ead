import { createRequire } from 'node:module';
import type { Clock } from '../../base/clock.js';
import { CodedError } from '../../base/coded-error.js';
import type { Disposable } from '../../base/disposable.js';
import { noticeErrors } from '../../terms/errors/notice-errors.js';
import type { Toast, ToastDriver, ToastEvent } from '../toast/toast-driver.js';

export interface NodeNotifierOptions {
  readonly clock: Clock;
  /**
   * The AppUserModelID of our Start menu shortcut. With one SnoreToast never reports a click (node-notifier issues 326, 332, 375), so there are no buttons; without, the toast is shown in SnoreToast's
   * own name and its buttons are reported.
   */
  readonly appId?: string | undefined;
  /** Another SnoreToast than the package's. */
  readonly program?: string | undefined;
}

/** SnoreToast fails within this time or not at all; it lives as long as its toast. */
const FAILS_WITHIN_MS = 2_000;

interface Answer {
  readonly button?: string;
  readonly action?: string;
}
interface Toaster {
  notify(options: object, answered: (failure: Error | null, response: string, answer?: Answer) => void): unknown;
}

/**
 * Toasts on Windows by node-notifier's SnoreToast.
 *
 * What it answers is no proof that anything was shown: node-notifier 10 looks for exit code -1, which Windows never reports as such, and so calls a crash, a failure and a missing program a success.
 * Only its failures are believed.
 */
export class NodeNotifierToastDriver implements ToastDriver {
  readonly name = 'snoretoast';
  readonly #options: NodeNotifierOptions;
  readonly #listeners = new Set<(event: ToastEvent) => void>();
  #toaster: Toaster | undefined;

  constructor(options: NodeNotifierOptions) {
    this.#options = options;
  }

  async show(toast: Toast, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { clock } = this.#options;
    await new Promise<void>((resolve, reject) => {
      const shown = clock.after(FAILS_WITHIN_MS, resolve, { unref: true });
      this.#loaded().notify(this.#wanted(toast), (failure, _response, answer) => {
        shown.cancel();
        if (failure) reject(CodedError.of(noticeErrors, 'notice.channel-failed', failure.message, { cause: failure }));
        else resolve();
        this.#hear(toast, answer);
      });
    });
  }

  withdraw(slot: string): void {
    const { program } = this.#options;
    this.#loaded().notify({ close: slot, ...(program !== undefined && { customPath: program }) }, () => undefined);
  }

  onDidHear(listener: (event: ToastEvent) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  dispose(): void {
    this.#listeners.clear();
  }

  #wanted({ id, slot, title, text, severity, buttons }: Toast) {
    const { appId, program } = this.#options;
    const labels = buttons.map(({ title: label }) => buttonLabel(label));
    return {
      title: plain(title), message: plain(text), id: slot ?? id, sound: severity === 'alarm', wait: true,
      ...(appId === undefined ? labels.length > 0 && { actions: labels } : { appID: appId }),
      ...(program !== undefined && { customPath: program }),
    };
  }

  #hear({ id, buttons }: Toast, answer: Answer | undefined): void {
    const [pressed, ...others] = buttons.filter(({ title }) => asAnswered(buttonLabel(title)) === answer?.button);
    const event: ToastEvent | undefined = pressed && others.length === 0 ? { type: 'pressed', key: pressed.key }
      : answer?.action === 'clicked' ? { type: 'opened', id }
      : answer?.action === 'dismissed' ? { type: 'dismissed', id }
      : undefined;
    if (event) for (const listener of this.#listeners) listener(event);
  }

  /** Loaded when the first toast is shown. No fallback to balloons: a notice that cannot be a toast goes to the next channel. */
  #loaded(): Toaster {
    if (this.#toaster) return this.#toaster;
    const { WindowsToaster: Made } = createRequire(import.meta.url)('node-notifier') as typeof import('node-notifier');
    return this.#toaster = new Made({ withFallback: false }) as unknown as Toaster;
  }
}

/** Without what no argument of a program can hold, nor a toast show. */
function plain(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ');
}

/** SnoreToast separates buttons by semicolons, and its answer's fields by these and equals signs. */
function buttonLabel(title: string): string {
  return plain(title).replace(/[;=\n]/g, ' ');
}

/**
 * A label as node-notifier 10 hands it back: it takes SnoreToast's UTF-16 for UTF-8 on the way, which no Japanese label survives. Ours goes the same way before the two are compared.
 */
function asAnswered(label: string): string {
  return Buffer.from(Buffer.from(label, 'utf16le').toString('utf8'), 'utf8').toString('utf16le');
}
