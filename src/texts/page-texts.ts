import type { Text } from './text.js';

/** What the pages say that notices and the tray open. */
export const pageTexts = {
  runTitle: { ja: 'バックアップの詳細 {number}', en: 'Details of backup {number}' },
  allSaved: { ja: '保存できなかったファイルはありません。', en: 'There is no file that could not be saved.' },
  notSaved: { ja: '保存できなかったもの: {count}件', en: 'Not saved: {count}' },
  below: { ja: '原因ごとに、対処とファイルを下に示します。', en: 'Below, for each cause with its files.' },
  remedy: { ja: '対処: {remedy}', en: 'What to do: {remedy}' },
  firstOnly: { ja: '最初の{count}件を表示しています。', en: 'The first {count} are shown.' },
  csv: { ja: '表計算ソフト用に書き出すには: mamori runs {number} --csv ファイル名', en: 'For a spreadsheet: mamori runs {number} --csv FILE' },
  noticesTitle: { ja: 'お知らせ', en: 'Notices' },
  noNotices: { ja: '未読のお知らせはありません。', en: 'There are no unread notices.' },
  settingsTitle: { ja: '設定', en: 'Settings' },
  settingsHow: { ja: '変更するには: mamori config set 名前 値（例: mamori config set notices.quietHours 22:00-07:00）', en: 'To change one: mamori config set NAME VALUE (for example: mamori config set notices.quietHours 22:00-07:00)' },
  scheduleHow: { ja: '自動バックアップの時刻を変更するには: mamori schedule 12:30', en: 'To change the time of the automatic backup: mamori schedule 12:30' },
  sourcesTitle: { ja: 'バックアップ元', en: 'Sources' },
  sourcesHow: { ja: '追加するには: mamori source add フォルダ', en: 'To add one: mamori source add FOLDER' },
  allTitle: { ja: 'すべての設定', en: 'All settings' },
  vault: { ja: '保管庫', en: 'Vault' },
  schedule: { ja: '自動バックアップ', en: 'Automatic backup' },
  off: { ja: 'オフ', en: 'off' },
} as const satisfies Readonly<Record<string, Text>>;
