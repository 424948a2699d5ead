import type { Text } from '../text.js';

/** What `mamori tray` says. */
export const trayCommandTexts = {
  show: { ja: '通知領域のアイコンが示す状態と、そのメニュー', en: 'what the tray icon shows, and what its menu holds' },
  choose: { ja: '通知領域のメニューの項目を実行する（KEYは「mamori tray」で表示）', en: 'do what an entry of the tray\'s menu does; "mamori tray" lists each KEY' },
  chosen: { ja: '実行しました。結果は通知か「mamori tray」で確かめられます。', en: 'Done. What comes of it is told by a notice, or by "mamori tray".' },
} as const satisfies Readonly<Record<string, Text>>;
