import type { Text } from '../text.js';

/** What `mamori export-logs` says. */
export const exportTexts = {
  paths: { ja: 'フォルダやファイルの名前を置き換えずに書き出す', en: 'write the names of folders and files as they are' },
  written: { ja: '{count}個のファイルを{file}に書き出しました（{bytes}）。', en: 'Written to {file}: {count#file|files} ({bytes}).' },
  hashed: { ja: 'パスワードと鍵は含まれません。フォルダやファイルの名前は記号に置き換えました。', en: 'Passwords and keys are left out. The names of folders and files are replaced by codes.' },
  clear: { ja: 'パスワードと鍵は含まれません。フォルダやファイルの名前はそのまま含まれています。', en: 'Passwords and keys are left out. The names of folders and files are in it as they are.' },
  look: { ja: 'どこにも送信していません。内容を確かめてから管理者に渡してください。', en: 'Nothing was sent anywhere. Look it through, then give it to your administrator.' },
} as const satisfies Readonly<Record<string, Text>>;
