import type { Spot } from './desktop.js';

/** How a file manager is started and its menu reached by the keyboard. */
export interface TestedFileManager {
  readonly program: string;
  readonly words: readonly string[]; //     before the folder
  readonly windowClass: string;
  /** Where the icon of the only file is: from the middle of its emblem, or, where there are no emblems, in the window, with or without the bar that warns root. */
  readonly icon: Spot & { readonly from: 'emblem' | 'window' };
  readonly bindings: string; //             program or library whose presence tells that scripts run
  /** From the opened menu of a file to our submenu. */
  readonly submenuKeys: readonly string[];
  /** From the opened menu of the background to our submenu. */
  readonly backgroundKeys: readonly string[];
}

const LIBRARIES = '/usr/lib/x86_64-linux-gnu';
/** Our entry is the second from the bottom; Right opens its submenu. */
const GTK3_KEYS = ['Up', 'Up', 'Right'];

export const TESTED: readonly TestedFileManager[] = [
  { program: 'nemo', words: ['--no-desktop'], windowClass: 'nemo', icon: { from: 'emblem', x: -15, y: -14 }, bindings: `${LIBRARIES}/nemo/extensions-3.0/libnemo-python.so`, submenuKeys: GTK3_KEYS, backgroundKeys: ['m'] },
  { program: 'caja', words: ['--no-desktop', '--browser'], windowClass: 'caja', icon: { from: 'emblem', x: -23, y: 25 }, bindings: `${LIBRARIES}/caja/extensions-2.0/libcaja-python.so`, submenuKeys: GTK3_KEYS, backgroundKeys: ['m'] },
  { program: 'nautilus', words: ['--new-window'], windowClass: 'nautilus', icon: { from: 'emblem', x: -58, y: 41 }, bindings: `${LIBRARIES}/nautilus/extensions-4/libnautilus-python.so`, submenuKeys: ['Up', 'Up', 'Return'], backgroundKeys: ['Up', 'Up', 'Return'] },
  { program: 'thunar', words: [], windowClass: 'thunar', icon: { from: 'window', x: 211, y: 130 }, bindings: `${LIBRARIES}/thunarx-3/thunarx-python.so`, submenuKeys: GTK3_KEYS, backgroundKeys: ['m'] },
];
