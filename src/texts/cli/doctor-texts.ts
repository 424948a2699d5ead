import type { Text } from '../text.js';

/** What the checks of `mamori doctor` and `mamori shell doctor` are called; those of single sources and plugins end in a name. */
export const checkTexts = {
  engine: { ja: 'プログラムの中核', en: 'Core of the program' },
  credentials: { ja: '鍵の保管場所', en: 'Where keys are kept' },
  vault: { ja: '保管庫', en: 'Vault' },
  'chunk index': { ja: '保管庫の索引', en: 'Index of the vault' },
  history: { ja: 'バックアップの履歴', en: 'History of backups' },
  'inotify watches': { ja: '見守れるフォルダの数', en: 'Folders that can be watched' },
  'start at login': { ja: 'ログイン時の自動起動', en: 'Start at login' },
  'daily check': { ja: '毎日の確認', en: 'Daily check' },
  agent: { ja: '常駐するMamori', en: 'Mamori in the background' },
  extension: { ja: 'ファイルマネージャーの拡張', en: 'Extension of the file manager' },
  emblems: { ja: 'ファイルマネージャーの印', en: 'Marks of the file manager' },
  'file managers': { ja: 'ファイルマネージャー', en: 'File managers' },
  'status table': { ja: '印の情報', en: 'What the marks say' },
  tray: { ja: '通知領域のアイコン', en: 'Icon in the tray' },
  'explorer extension': { ja: 'エクスプローラーの拡張', en: 'Extension of Explorer' },
  'overlay places': { ja: 'エクスプローラーの印', en: 'Marks of Explorer' },
  menu: { ja: 'エクスプローラーのメニュー', en: 'Menu of Explorer' },
  'checked on Windows': { ja: '本物のWindowsでの確認', en: 'Checked on Windows' },
  source: { ja: 'バックアップ元 {name}', en: 'Source {name}' },
  plugin: { ja: 'プラグイン {name}', en: 'Plugin {name}' },
} as const satisfies Readonly<Record<string, Text>>;

export const doctorTexts = {
  fine: { ja: '問題ありません', en: 'fine' },
  allWell: { ja: '問題は見つかりませんでした。', en: 'No problem was found.' },
  found: { ja: '確認してください: {count}件', en: 'To look at: {count#matter|matters}.' },
} as const satisfies Readonly<Record<string, Text>>;

/** Ways to reach a person. A plugin's have names of their own. */
export const channelTexts = {
  toast: { ja: 'デスクトップのお知らせ', en: 'Notice on the desktop' },
  mail: { ja: 'メール', en: 'Mail' },
  log: { ja: 'ログ', en: 'Log' },
} as const satisfies Readonly<Record<string, Text>>;
