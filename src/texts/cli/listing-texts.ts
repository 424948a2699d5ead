import type { Text } from '../text.js';

/** Titles and words of tables. */
export const listingTexts = {
  version: { ja: '版', en: 'Version' },
  saved: { ja: '保存日時', en: 'Saved' },
  modified: { ja: '更新日時', en: 'Modified' },
  size: { ja: 'サイズ', en: 'Size' },
  name: { ja: '名前', en: 'Name' },
  path: { ja: 'パス', en: 'Path' },
  remark: { ja: '備考', en: 'Remark' },
  generation: { ja: '世代', en: 'generation' },
  continuous: { ja: '自動保存', en: 'continuous save' },
  deleted: { ja: '削除', en: 'deleted' },
  dropped: { ja: '整理済み（復元不可）', en: 'dropped (not restorable)' },
  torn: { ja: '保存中に変更あり', en: 'changed while it was saved' },
  noVersions: { ja: 'この場所のバックアップはまだありません。', en: 'There is no backup of this path yet.' },
  nothingFound: { ja: '見つかりませんでした。', en: 'Nothing was found.' },
  number: { ja: '番号', en: 'No.' },
  start: { ja: '開始日時', en: 'Start' },
  end: { ja: '終了日時', en: 'End' },
  source: { ja: 'バックアップ元', en: 'Source' },
  destination: { ja: 'バックアップ先', en: 'Destination' },
  files: { ja: 'ファイル数', en: 'Files' },
  status: { ja: '状態', en: 'Status' },
  page: { ja: '{page}/{pages}ページ', en: 'page {page} of {pages}' },
  newCount: { ja: '新規', en: 'New' },
  changedCount: { ja: '変更', en: 'Changed' },
  unchangedCount: { ja: '変更なし', en: 'Unchanged' },
  removedCount: { ja: '削除', en: 'Deleted' },
  newFoldersCount: { ja: '新規フォルダ', en: 'New folders' },
  changedFoldersCount: { ja: '変更フォルダ', en: 'Changed folders' },
  removedFoldersCount: { ja: '削除フォルダ', en: 'Deleted folders' },
  keptCount: { ja: '対象外（版は保持）', en: 'Left out, versions kept' },
  failedCount: { ja: '未完了', en: 'Incomplete' },
  stored: { ja: '保管庫での増加', en: 'Stored' },
  kind: { ja: '種類', en: 'Kind' },
  slot: { ja: 'スロット', en: 'Slot' },
  label: { ja: 'ラベル', en: 'Label' },
  code: { ja: 'コード', en: 'Code' },
  cause: { ja: '原因', en: 'Cause' },
  remedy: { ja: '対処', en: 'Remedy' },
  bytes: { ja: 'サイズ（バイト）', en: 'Bytes' },
  storedBytes: { ja: '保管庫での増加（バイト）', en: 'Bytes stored' },
  created: { ja: '作成日時', en: 'Created' },
} as const satisfies Readonly<Record<string, Text>>;

/** Statuses and kinds of runs (product terms of the history). */
export const runTexts = {
  running: { ja: '実行中', en: 'running' },
  completed: { ja: '完了', en: 'completed' },
  incomplete: { ja: '未完了', en: 'incomplete' },
  'not-run': { ja: '未実行', en: 'not run' },
  scheduled: { ja: '自動', en: 'scheduled' },
  manual: { ja: '今すぐ実行', en: 'manual' },
  continuous: { ja: '常時保護', en: 'continuous' },
  restore: { ja: '復元前の保存', en: 'before a restore' },
  maintenance: { ja: '整理', en: 'maintenance' },
} as const satisfies Readonly<Record<string, Text>>;

/** Ways to open a vault. */
export const slotKindTexts = {
  passphrase: { ja: 'パスフレーズ', en: 'passphrase' },
  recovery: { ja: '復旧コード', en: 'recovery code' },
  administrator: { ja: '管理者の鍵', en: 'administrator\'s key' },
} as const satisfies Readonly<Record<string, Text>>;
