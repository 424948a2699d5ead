import type { Text } from '../text.js';

/** What each option of the command line does. */
export const optionTexts = {
  json: { ja: '結果をJSONで標準出力に出す（メッセージは標準エラー出力）', en: 'the result as one JSON document on stdout, messages on stderr' },
  home: { ja: '状態フォルダ（既定は MAMORI_HOME）', en: 'the folder of all state (by default MAMORI_HOME)' },
  help: { ja: 'このコマンドの書き方', en: 'how this command is written' },
  vault: { ja: '保管庫の場所', en: 'where the vault is, or is to be' },
  deviceName: { ja: '保管庫の中でのこのPCの名前', en: 'the name of this device in the vault' },
  once: { ja: '1回バックアップしたら終わる', en: 'back up once and end' },
  device: { ja: 'どのPCのバックアップか（名前またはID）', en: 'whose backup: a device of the vault, by name or id' },
  source: { ja: 'どのバックアップ元か（名前またはID）', en: 'which source, by name or id' },
  at: { ja: '復元タイミング（例: "2026-11-22 15:04"、"3d ago"、昨日）', en: 'a point in time, such as "2026-11-22 15:04", "3d ago" or yesterday' },
  limit: { ja: '表示する最大件数（既定は1000）', en: 'at most so many lines (by default 1000)' },
  version: { ja: '「mamori versions」が示す版', en: 'a version as "mamori versions" numbers them' },
  nearest: { ja: 'その時点の版が整理済みなら最も近い版を使う', en: 'where the version of that time was dropped, take the nearest one' },
  to: { ja: '元の場所ではなくこのフォルダの中に復元する', en: 'into this folder instead of the place it came from' },
  overwrite: { ja: '今あるファイルの上書き: never しない、if-changed 内容が違えば（既定）、always 常に', en: 'files that are there: never, if-changed (the default) or always' },
  dryRun: { ja: '何も書き込まず、何が起きるかだけを示す', en: 'write nothing, only say what would happen' },
  page: { ja: '何ページ目か', en: 'which page of the list' },
  runsCsv: { ja: 'この一覧をCSVファイルに書き出す', en: 'write this list to a CSV file' },
  errorsCsv: { ja: '保存できなかったファイルをCSVファイルに書き出す', en: 'write the files that could not be saved to a CSV file' },
  sourceName: { ja: 'バックアップ元の名前（既定はフォルダ名）', en: 'the name of the source (by default that of the folder)' },
  days: { ja: '曜日（既定は毎日）。例: mon,wed,fri または 月,水,金', en: 'on which weekdays (by default all), such as mon,wed,fri' },
  packs: { ja: 'すべてのパックのハッシュも確かめる', en: 'also hash every pack' },
  readData: { ja: '中身を開いて確かめる。値は全体に対する割合（既定は100）', en: 'also open content: so many percent of it (by default 100)' },
  label: { ja: '一覧に表示するラベル', en: 'how lists call it' },
  administrator: { ja: '管理者の公開鍵を追加する（パスフレーズの代わり）', en: 'add an administrator\'s public key instead of a passphrase' },
} as const satisfies Readonly<Record<string, Text>>;
