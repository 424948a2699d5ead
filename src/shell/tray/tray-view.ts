/** What the tray shows at a moment, as plain data: whatever draws it, on D-Bus or on Windows, decides nothing. */
export interface TrayView {
  readonly icon: TrayIcon;
  readonly tooltip: { readonly title: string; readonly text: string };
  /** How far the running work is, 0…100, for whoever draws a bar beside the words. */
  readonly percent?: number | undefined;
  readonly menu: readonly TrayItem[];
}

/** Each has an outline and a sign of its own, so that they differ without colour. */
export const trayIcons = ['protected', 'working', 'problem', 'paused'] as const;
export type TrayIcon = (typeof trayIcons)[number];

/**
 * `key` names an item from view to view: a menu that is open while its words change keeps what the person is pointing at.
 * `&` in a label stands before its access key, `&&` for itself.
 */
export type TrayItem =
  | { readonly type: 'line'; readonly key: string; readonly label: string } // words that cannot be chosen
  | { readonly type: 'separator'; readonly key: string }
  | { readonly type: 'entry'; readonly key: string; readonly label: string; readonly enabled: boolean; readonly checked?: boolean | undefined; readonly choice: TrayChoice }
  | { readonly type: 'submenu'; readonly key: string; readonly label: string; readonly items: readonly TrayItem[] };

/** What choosing an entry asks for. */
export type TrayChoice =
  | { readonly type: 'verb'; readonly verb: 'backup' | 'pause' | 'resume' | 'cancel' | 'stop' }
  | { readonly type: 'command'; readonly command: string } // of a plugin
  | { readonly type: 'open'; readonly path: string }
  | { readonly type: 'page'; readonly page: 'notices' | 'settings' }
  | { readonly type: 'schedule'; readonly on: boolean }
  | { readonly type: 'preference'; readonly key: 'notices.monthlyUsage' | 'mail.enabled'; readonly value: boolean };

/** Words from elsewhere as part of a label: an ampersand in a folder's name is no access key. */
export function literal(text: string): string {
  return text.replaceAll('&', '&&');
}
