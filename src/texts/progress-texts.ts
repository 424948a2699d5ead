import type { Text } from './text.js';

/** What is being done right now. */
export const progressTexts = {
  paused: { ja: '一時停止中です。「mamori resume」で再開します:', en: 'Paused, "mamori resume" goes on:' },
  opening: { ja: '保管庫を開いています', en: 'Opening the vault' },
  indexing: { ja: '保管庫の目録を読んでいます', en: 'Reading the vault\'s index' },
  scanning: { ja: '調べています', en: 'Looking through' },
  saving: { ja: 'バックアップ中', en: 'Backing up' },
  committing: { ja: '確定しています', en: 'Committing' },
  restoring: { ja: '復元中', en: 'Restoring' },
  verifying: { ja: '検証中', en: 'Verifying' },
  rebuilding: { ja: '目録を作り直しています', en: 'Rebuilding the catalog' },
  collecting: { ja: '保管庫を整理しています', en: 'Tidying the vault' },
  cataloguing: { ja: '目録に記録しています', en: 'Writing the catalog' },
  files: { ja: '{done}/{total}件', en: '{done}/{total} files' },
  left: { ja: '残り約{time}', en: 'about {time} left' },
} as const satisfies Readonly<Record<string, Text>>;
