import type { Text } from '../text.js';

export const pluginRunTexts = {
  run: { ja: 'プラグインの操作を実行する（メニューから選ぶのと同じ）', en: 'run a plugin\'s command, as its menu entry does' },
  menu: { ja: '選んだものに出るメニューの項目を見る', en: 'what the menu shows for a selection' },
  extra: { ja: '操作に渡す値。- なら標準入力から読む（パスワードなど）', en: 'a value for the command; - reads it from standard input, as befits passwords' },
  done: { ja: '実行しました。', en: 'Done.' },
  emptyMenu: { ja: 'このメニューには項目がありません。', en: 'There is nothing in this menu.' },
} as const satisfies Readonly<Record<string, Text>>;
