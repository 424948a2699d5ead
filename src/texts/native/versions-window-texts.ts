import type { Text } from '../text.js';

/** The window behind "All versions…" in Explorer. '&' marks a button's access key, the same in both languages. See explorer-menu-texts.ts. */
export const versionsWindowTexts = {
  title: { ja: 'すべてのバージョン', en: 'All versions' },
  saved: { ja: 'バックアップした日時', en: 'Backed up' },
  size: { ja: 'サイズ', en: 'Size' },
  restore: { ja: 'この版に戻す(&R)', en: '&Restore' },
  copy: { ja: 'コピーを復元(&C)', en: 'Restore a &copy' },
  close: { ja: '閉じる(&X)', en: 'Close (&X)' },
  asking: { ja: 'バージョンを調べています…', en: 'Looking for versions…' },
  none: { ja: 'バージョンはまだありません。', en: 'There are no versions yet.' },
  away: { ja: 'Mamoriが応答しません。Mamoriを起動して、もう一度開いてください。', en: 'Mamori does not answer. Start it, then open this window again.' },
  choose: { ja: 'バージョンを選んでください。戻す前に、今の内容をバックアップします。', en: 'Choose a version. What is there now is backed up before it is brought back.' },
  handedOver: { ja: '復元を始めました。結果は通知で表示されます。', en: 'Restoring. A notice will say how it went.' },
  kept: { ja: 'Mamoriが起動したら復元します。', en: 'It will be restored once Mamori runs.' },
  lost: { ja: '依頼できませんでした。ディスクの空きを確かめてください。', en: 'That could not be asked for. Check that the disk has room.' },
} as const satisfies Readonly<Record<string, Text>>;
