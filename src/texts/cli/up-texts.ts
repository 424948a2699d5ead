import type { Text } from '../text.js';

/** What `mamori up` says, from nothing to a protected folder. */
export const upTexts = {
  vaultCreated: { ja: '保管庫を作りました: {location}', en: 'Created the vault: {location}' },
  vaultAttached: { ja: '保管庫につなぎました: {location}', en: 'Using the vault: {location}' },
  sourceAdded: { ja: 'バックアップ元: {name}（{root}）', en: 'Protecting {name} ({root})' },
  watching: { ja: '保護中です。保存したファイルは数秒後に保管庫に入ります。終了は Ctrl+C です。', en: 'Protecting. A saved file is in the vault seconds later. Ctrl+C stops.' },
  watchingFolder: { ja: '  {root}（監視: {driver}）', en: '  {root} (watched by {driver})' },
  saved: { ja: '{time}  {source}: {count}件を保存しました', en: '{time}  {source}: saved {count}' },
  failed: { ja: '{source}: {cause} {remedy}', en: '{source}: {cause} {remedy}' },
  stopping: { ja: '終了しています…', en: 'Stopping…' },
  stopped: { ja: '終了しました。', en: 'Stopped.' },
  alreadyRunning: { ja: 'Mamoriはすでに動いています。', en: 'Mamori is already running.' },
  askFolder: { ja: '守りたいフォルダ', en: 'Folder to protect' },
  askName: { ja: 'バックアップ先フォルダ名', en: 'Name for this device in the vault' },
  askPassphrase: { ja: 'パスフレーズ（空欄なら鍵を自動生成）', en: 'Passphrase (leave empty to generate a key)' },
  askPassphraseAgain: { ja: 'もう一度', en: 'Once more' },
  passphrasesDiffer: { ja: '2回の入力が違います。', en: 'The two entries differ.' },
  askKey: { ja: '復旧コードまたはパスフレーズ', en: 'Recovery code or passphrase' },
} as const satisfies Readonly<Record<string, Text>>;
