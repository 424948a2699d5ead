import type { Disposable } from '../../base/disposable.js';

/** What happened in the notification area of Windows. */
export type TrayWindowEvent =
  /** There is a taskbar, perhaps a new one, and icons on it are `size` pixels wide: what is given to `show` is shown. */
  | { readonly type: 'wanted'; readonly size: number }
  /** Whether the taskbar has the icon. What is not shown is tried again by itself. */
  | { readonly type: 'shown' | 'hidden' }
  /** An entry of the menu, by its number. */
  | { readonly type: 'chosen'; readonly number: number };

/** Pictures have numbers below this. */
export const TRAY_PICTURES = 8;

/**
 * Icon, menu and window of the agent on Windows, which live on a thread of the shim.
 *
 * - Every call is synchronous and bounded: none waits for Explorer or for a person with an open menu.
 * - `dispose` has the icon taken away; the bell ends when it is.
 */
export interface TrayWindow extends Disposable {
  /** To be asked for once: a descriptor that reads a byte whenever something has happened and nothing waited to be taken. */
  bell(): number;
  /** `size` × `size` pixels of four bytes each: alpha, red, green, blue. */
  setPicture(picture: number, size: number, pixels: Uint8Array): void;
  /** A view as `trayBytes` writes it (src/shell/tray/tray-bytes.ts). */
  show(view: Uint8Array): void;
  /** What happened first of all that was not taken. */
  take(): TrayWindowEvent | undefined;
}
