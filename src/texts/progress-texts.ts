import type { Text } from './text.js';

/** What is being done right now. */
export const progressTexts = {
  paused: { ja: '一時停止中です。「mamori resume」で再開します:', en: 'Paused, "mamori resume" goes on:' },
  opening: { ja: '保管庫を開いています', en: 'Opening the vault' },
  indexing: { ja: '保管庫の中身を確かめています', en: 'Looking at what the vault holds' },
  scanning: { ja: '調べています', en: 'Looking through' },
  saving: { ja: 'バックアップ中', en: 'Backing up' },
  committing: { ja: '仕上げています', en: 'Finishing' },
  restoring: { ja: '復元中', en: 'Restoring' },
  deleting: { ja: '保管庫から削除中', en: 'Deleting from the vault' },
  verifying: { ja: '検証中', en: 'Verifying' },
  rebuilding: { ja: 'バックアップの一覧を作り直しています', en: 'Making the list of backups anew' },
  collecting: { ja: '保管庫を整理しています', en: 'Tidying the vault' },
  cataloguing: { ja: '一覧に記録しています', en: 'Writing the list of backups' },
  files: { ja: '{done}/{total}件', en: '{done}/{total} files' },
  left: { ja: '残り約{time}', en: 'about {time} left' },
} as const satisfies Readonly<Record<string, Text>>;
