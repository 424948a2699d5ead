import type { Text } from '../text.js';

/** What `mamori autostart` says. */
export const autostartTexts = {
  enable: { ja: 'ログイン時にMamoriを自動で起動する（毎日の確認も有効にする）', en: 'start Mamori at each login, and check daily that it runs' },
  disable: { ja: 'ログイン時の自動起動と毎日の確認をやめる', en: 'start it at login no more, and check no more' },
  status: { ja: 'ログイン時に自動で起動するかどうか', en: 'whether Mamori starts at login' },
  on: { ja: 'ログインするとMamoriが自動で起動します（{place}）。', en: 'Mamori starts at each login ({place}).' },
  off: { ja: 'ログインしてもMamoriは自動で起動しません。', en: 'Mamori does not start at login.' },
  outdated: { ja: 'ただし、起動するのは移動または更新される前のMamoriです。「mamori autostart enable」で直せます。', en: 'But what starts is Mamori as it was before it was moved or updated: "mamori autostart enable" puts that right.' },
  checked: { ja: '動いているかどうかを毎日確かめます。', en: 'It is checked daily that it runs.' },
  unchecked: { ja: '動いているかどうかの毎日の確認はしません。', en: 'Nobody checks daily that it runs.' },
} as const satisfies Readonly<Record<string, Text>>;
