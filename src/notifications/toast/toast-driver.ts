import type { Disposable } from '../../base/disposable.js';
import type { Severity } from '../../terms/notice-terms.js';

export interface ToastButton {
  /** Comes back when the button is pressed, also to another process than the one that showed the toast. */
  readonly key: string;
  readonly title: string;
}

export interface Toast {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly severity: Severity;
  readonly buttons: readonly ToastButton[];
  /** Takes the place of the toast shown before with the same one. */
  readonly slot?: string | undefined;
}

export type ToastEvent =
  | { readonly type: 'pressed'; readonly key: string }
  /** The toast itself was clicked, not a button. */
  | { readonly type: 'opened'; readonly id: string }
  | { readonly type: 'dismissed'; readonly id: string }
  /** It is not on the screen any more, and nobody dismissed it. */
  | { readonly type: 'gone'; readonly id: string };

/**
 * Shows toasts: D-Bus where there is a session bus; on Windows its own toasts where the launcher takes their links, else SnoreToast through node-notifier.
 *
 * - `show` resolves when the system has taken the toast; that somebody sees it is never known. Fails with `notice.channel-unavailable` where there is no desktop to show it on, and with
 *   `notice.channel-failed`.
 * - A driver reports only what the system tells it. One whose buttons nobody would hear of shows none.
 */
export interface ToastDriver extends Disposable {
  readonly name: string;
  show(toast: Toast, signal: AbortSignal): Promise<void>;
  /** Takes away the toast that this process showed last under a slot, if it is still there. Never fails: it is of no use any more in any case. */
  withdraw(slot: string): void;
  onDidHear(listener: (event: ToastEvent) => void): Disposable;
}
