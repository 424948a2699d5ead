import type { Text } from '../text.js';

/** What a person is asked on a terminal. */
export const promptTexts = {
  folder: { ja: '守りたいフォルダ', en: 'Folder to protect' },
  deviceName: { ja: 'バックアップ先フォルダ名', en: 'Name for this device in the vault' },
  passphrase: { ja: 'パスフレーズ（空欄なら鍵を自動生成）', en: 'Passphrase (leave empty to generate a key)' },
  newPassphrase: { ja: '追加するパスフレーズ', en: 'Passphrase to add' },
  passphraseAgain: { ja: 'もう一度', en: 'Once more' },
  passphrasesDiffer: { ja: '2回の入力が違います。', en: 'The two entries differ.' },
  mailPassword: { ja: 'メールサーバーのパスワード', en: 'Password of the mail server' },
  autostart: { ja: 'ログイン時に自動で起動しますか', en: 'Start Mamori at each login' },
  key: { ja: '復旧コードまたはパスフレーズ', en: 'Recovery code or passphrase' },
} as const satisfies Readonly<Record<string, Text>>;
