import type { Text } from '../text.js';

/** What `mamori shell` says. */
export const shellTexts = {
  install: { ja: 'ファイルマネージャーに印とメニューを付ける', en: 'show marks and a menu in the file manager' },
  uninstall: { ja: 'ファイルマネージャーから印とメニューを取り除く', en: 'take marks and menu out of the file manager' },
  doctor: { ja: 'ファイルマネージャーの印とメニューの診断', en: 'check marks and menu and say what to do' },
  noElevate: { ja: 'Windowsに管理者の許可を求めない（Windowsだけ）', en: 'do not ask Windows for an administrator (Windows only)' },
  windowsAsks: { ja: 'このPCのすべてのユーザーに関わる変更です。Windowsの確認画面で許可してください。', en: 'This is for all users of this PC: please allow it when Windows asks.' },
  installed: { ja: '印とメニューを入れました（{count}個のファイル）。開いているファイルマネージャーは、一度終了して開き直してください。', en: 'Marks and menu are installed ({count#file|files}). End the file manager and open it anew.' },
  removed: { ja: '印とメニューを取り除きました（{count}個のファイル）。', en: 'Marks and menu are removed ({count#file|files}).' },
} as const satisfies Readonly<Record<string, Text>>;
