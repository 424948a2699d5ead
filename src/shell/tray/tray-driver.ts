import type { Disposable } from '../../base/disposable.js';
import type { TrayChoice, TrayView } from './tray-view.js';

/** `no-host`: the desktop has nothing that shows tray icons, as GNOME without an extension, or Windows without a taskbar. `no-bus`: there is no desktop at all. */
export type TrayState = 'shown' | 'no-host' | 'no-bus';

export type TrayEvent =
  /** There is something that may show it. */
  | { readonly type: 'registered' }
  | { readonly type: 'chosen'; readonly choice: TrayChoice }
  /** The icon itself was clicked. A driver that then shows the state by itself does not tell. */
  | { readonly type: 'activated' };

/**
 * Shows a tray view: over D-Bus on Linux, through the shim on Windows. Contract (tests/contract/tray-driver-contract.ts):
 *
 * - Nothing is tried before `start`, which resolves when the icon is registered or known to have no place now. Never rejects: the driver tries again when something may have come.
 * - `show` keeps the newest view, and never fails: a tray that is not there shows it when it comes.
 * - What was chosen is told by the view that was shown when it was chosen; entries that are grey or gone tell nothing.
 */
export interface TrayDriver extends Disposable {
  readonly name: string;
  readonly state: TrayState;
  start(): Promise<void>;
  show(view: TrayView): void;
  onDidHear(listener: (event: TrayEvent) => void): Disposable;
}
