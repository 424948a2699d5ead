import type { Text } from '../text.js';

/** What `mamori up` says, from nothing to a protected folder. */
export const upTexts = {
  vaultCreated: { ja: '保管庫を作りました: {location}', en: 'Created the vault: {location}' },
  vaultAttached: { ja: '保管庫につなぎました: {location}', en: 'Using the vault: {location}' },
  devices: { ja: '保管庫にある端末: {devices}', en: 'Devices in the vault: {devices}' },
  sourceAdded: { ja: 'バックアップ元: {name}（{root}）', en: 'Protecting {name} ({root})' },
  watching: { ja: '保護中です。保存したファイルは数秒後に保管庫に入ります。終了は Ctrl+C です。', en: 'Protecting. A saved file is in the vault seconds later. Ctrl+C stops.' },
  noAutostart: { ja: 'ログイン時の自動起動は、状態フォルダが既定の場所にないため設定していません（{home}）。「mamori autostart enable」で設定できます。', en: 'Mamori is not set to start at login, as this is not its usual state folder ({home}). "mamori autostart enable" does that.' },
  autostart: { ja: '次のログインから、Mamoriは自動で起動します（やめるには「mamori autostart disable」）。', en: 'Mamori starts at each login from now on ("mamori autostart disable" ends that).' },
  runsAlready: { ja: 'Mamoriはすでに動いています。', en: 'Mamori is running already.' },
  waitingForHome: { ja: '状態フォルダ {home} がまだありません。待っています。', en: 'The state folder {home} is not there yet. Waiting for it.' },
  watchedAlready: { ja: 'Mamoriは動いていて、次のフォルダを保護しています。', en: 'Mamori is running and protects:' },
  watchingFolder: { ja: '  {root}', en: '  {root}' },
  saved: { ja: '{time}  {source}: {count}件の変更を保存しました', en: '{time}  {source}: saved {count#change|changes}' },
  failed: { ja: '{source}: {cause}{remedy}', en: '{source}: {cause} {remedy}' },
  waiting: { ja: 'ほかのmamoriコマンドの完了を待っています…', en: 'Waiting for another mamori command to finish...' },
  stopping: { ja: '終了しています…', en: 'Stopping…' },
  stopped: { ja: '終了しました。', en: 'Stopped.' },
} as const satisfies Readonly<Record<string, Text>>;
