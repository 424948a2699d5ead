import type { SettingName } from '../../terms/settings/setting-rules.js';
import type { Text } from '../text.js';

/** What each setting means, for people who know nothing of computers. */
export const settingTexts: Readonly<Record<SettingName, Text>> = {
  'retention.generations': { ja: 'ファイルごとに残す世代の数。これを超えると、そのファイルの最も古い世代から整理されます。', en: 'How many generations of each file are kept. Past that, the oldest one of the file goes first.' },
  'retention.deletedDays': { ja: '削除されたファイルの世代を残す日数。', en: 'How many days the generations of a deleted file stay.' },
  'retention.allHours': { ja: '定時のバックアップの間に自動保存した版を、すべて残す時間数。', en: 'For how many hours every version is kept that was saved between scheduled backups.' },
  'retention.hourlyDays': { ja: 'その後、自動保存した版を1時間に1つずつ残す日数。', en: 'For how many days after that one of them is kept for each hour.' },
  'retention.dailyDays': { ja: 'その後、自動保存した版を1日に1つずつ残す日数。', en: 'For how many days after that one of them is kept for each day.' },
  'compare.upload': { ja: '差分比較アップロード。「はい」なら、保管庫で削除したファイルも、このPCに残っていれば次のバックアップでもう一度保存します。「いいえ」なら、内容が変わるまで保存しません。', en: 'Compare with the destination on upload. Yes: a file that was deleted in the vault and is still on this PC is saved again by the next backup. No: only once it changes.' },
  'compare.delete': { ja: '差分比較削除。このPCで削除したファイルを、保管庫でも削除済みにする時。every-run 毎回、monthly 毎月最初のバックアップだけ、off しない（保管庫に残り続けます）。', en: 'Compare with the destination on delete: when a file that was deleted on this PC becomes a deleted one in the vault. every-run: at each backup; monthly: at the first backup of a month only; off: never, it stays in the vault.' },
  'exclude.extensions': { ja: 'バックアップしない拡張子。', en: 'Extensions of files that are not backed up.' },
  'exclude.patterns': { ja: 'バックアップしないファイルやフォルダの名前。*と?が使え、「/」で終わるとフォルダだけ、「!」で始まると対象に戻します（.gitignoreと同じ書き方）。', en: 'Names of files and folders that are not backed up, written as in .gitignore: * and ? stand for anything, a "/" at the end means folders only, a "!" at the start takes a name back in.' },
  'exclude.hidden': { ja: '隠しファイルと隠しフォルダをバックアップしない（Windowsでは隠し属性、Linuxでは「.」で始まる名前）。', en: 'Hidden files and folders are not backed up: on Windows those with the hidden attribute, on Linux names that begin with a dot.' },
  'exclude.filters': { ja: 'プラグインが用意した除外の一覧のうち、使うもの。', en: 'Lists of what to leave out that plugins offer and that are in use.' },
  'limits.fileGigabytes': { ja: '1ファイルの上限（GB）。これより大きいファイルは保存せず「ファイルサイズ超過」として報告します。', en: 'The largest file that is backed up, in GB. A larger one is not saved, and reported as "file too large".' },
  'limits.pathCharacters': { ja: 'バックアップ元の名前から数えたパスの長さの上限（文字数）。これより長いものは保存せず「パス長超過」として報告します。', en: 'The longest path that is backed up, in characters from the name of the source on. What is longer is not saved, and reported as "path too long".' },
  'limits.plainNames': { ja: '¥（\\） / : * ? " < > | を含む名前と「.」で始まる名前を保存せず「禁止文字検出」として報告する。', en: 'Names that hold one of \\ / : * ? " < > | or begin with a dot are not saved, and reported as "forbidden characters".' },
  'limits.files': { ja: '1つのバックアップ元のファイル数の上限。超えても保存しますが、バックアップは未完了として報告されます。', en: 'How many files one source may have. More are saved all the same, but the backup is reported as incomplete.' },
  'watch.enabled': { ja: '常時保護。変更したファイルを数秒後に保存します。', en: 'Continuous protection: a file that changes is saved seconds later.' },
  'verify.dailyPercent': { ja: '定時のバックアップの後に、復元できるか読み直して確かめる割合（%）。', en: 'How much of all content is read back after a scheduled backup, in percent, to prove that it can be restored.' },
  'notices.channels': { ja: 'お知らせを届ける方法。先頭から順に試します。ログには必ず残ります。', en: 'How notices reach you, tried in this order. The log has them in any case.' },
  'notices.kindChannels': { ja: 'お知らせの種類ごとの届け方（JSON）。', en: 'The same for single kinds of notices, as JSON.' },
  'notices.quietHours': { ja: 'お知らせを表示しない時間帯。例: 22:00-07:00。警告はこの間も表示します。', en: 'The part of the day without notices, such as 22:00-07:00. Alarms are shown all the same.' },
  'notices.periodHours': { ja: '同じ種類のお知らせを、もう一度表示するまでの最短の時間数。', en: 'At most one notice of a kind is shown within so many hours.' },
  'notices.warnDays': { ja: 'バックアップ元が何日間バックアップされなければ注意を表示するか。', en: 'After how many days without a backup of a source a warning is shown.' },
  'notices.alarmDays': { ja: 'バックアップ元が何日間バックアップされなければ警告を表示するか。', en: 'After how many days without a backup of a source an alarm is shown.' },
  'notices.monthlyUsage': { ja: '毎月の初めに、保管庫の使用容量と空き容量を知らせる。', en: 'At the start of each month a notice says how much of the vault is used and how much is free.' },
  'mail.enabled': { ja: 'バックアップが完了しなかったときに結果をメールで知らせる。', en: 'A mail is sent when a backup was not completed.' },
  'mail.host': { ja: 'メールサーバー（SMTP）の名前。', en: 'The name of the mail server (SMTP).' },
  'mail.port': { ja: 'メールサーバーのポート番号。0なら、暗号化の方式に応じた標準の番号を使います。', en: 'The port of the mail server. 0: the usual one for the kind of encryption.' },
  'mail.security': { ja: 'メールサーバーとの通信の暗号化。starttls 接続後に暗号化、tls 最初から暗号化、none なし。', en: 'How the connection to the mail server is encrypted. starttls: after the greeting; tls: from the start; none: not at all.' },
  'mail.user': { ja: 'メールサーバーのユーザー名。空ならログインしません。パスワードは「mamori notify password」で保存します。', en: 'The user name at the mail server; empty: no login. "mamori notify password" keeps the password.' },
  'mail.from': { ja: '送信元のメールアドレス。', en: 'The mail address that the mails come from.' },
  'mail.to': { ja: '宛先のメールアドレス1。', en: 'The mail address that the mails go to.' },
  'mail.to2': { ja: '宛先のメールアドレス2（任意）。', en: 'A second mail address that they go to.' },
  'mail.perSource': { ja: 'バックアップ元ごとに1通ずつ送る。「いいえ」なら最後にまとめて1通送ります。', en: 'One mail for each source folder. No: one for all, after the last of them.' },
  'mail.caFile': { ja: 'メールサーバーの証明書を発行した認証局の証明書ファイル（PEM）。社内の認証局を使うときだけ必要です。', en: 'The file (PEM) with the certificate of the authority that vouches for the mail server. Only needed for an authority of your own.' },
  'log.level': { ja: 'ログの詳しさ。normal 通常、troubleshooting 問題を調べるとき。', en: 'How much the log says: normal, or troubleshooting to find a problem.' },
};

/** Words around settings. */
export const settingWords = {
  value: { ja: '{key} = {value}', en: '{key} = {value}' },
  meaning: { ja: '  {meaning}', en: '  {meaning}' },
  takes: { ja: '  指定できる値: {allowed}　既定: {byDefault}', en: '  Takes: {allowed}. By default: {byDefault}' },
  refused: { ja: '設定「{key}」に「{value}」は指定できません。指定できる値: {allowed}', en: 'The setting "{key}" does not take "{value}". It takes: {allowed}.' },
  unknown: { ja: '設定「{key}」はありません。', en: 'There is no setting "{key}".' },
  unknownLike: { ja: '設定「{key}」はありません。近い名前: {similar}', en: 'There is no setting "{key}". Names like it: {similar}.' },
  yes: { ja: 'はい', en: 'yes' },
  no: { ja: 'いいえ', en: 'no' },
  none: { ja: 'なし', en: 'none' },
} as const satisfies Readonly<Record<string, Text>>;

/** What a setting takes, by the type of its rule. */
export const allowedTexts = {
  yesNo: { ja: 'true（はい）またはfalse（いいえ）', en: 'true (yes) or false (no)' },
  whole: { ja: '{min}から{max}までの整数', en: 'a whole number from {min} to {max}' },
  amount: { ja: '{min}から{max}までの数', en: 'a number from {min} to {max}' },
  wholeOrNone: { ja: '{max}までの整数（0は制限なし、またはなし）', en: 'a whole number up to {max} (0: none)' },
  amountOrNone: { ja: '{max}までの数（0は制限なし、またはなし）', en: 'a number up to {max} (0: none)' },
  choice: { ja: '{choices}のどれか', en: 'one of {choices}' },
  'mail-address': { ja: 'name@example.comのようなメールアドレス1つ（空なら、なし）', en: 'one mail address like name@example.com, or nothing' },
  'server-name': { ja: 'smtp.example.comのようなサーバー名（空なら、なし）', en: 'the name of a server like smtp.example.com, or nothing' },
  'account-name': { ja: '255文字までのユーザー名（空なら、なし）', en: 'a user name of up to 255 characters, or nothing' },
  'part-of-day': { ja: '22:00-07:00のような時間帯（空なら、なし）', en: 'a part of the day like 22:00-07:00, or nothing' },
  file: { ja: 'ファイルの場所（空なら、なし）', en: 'the place of a file, or nothing' },
  extension: { ja: 'コンマで区切った拡張子。よく使うもの: {offered}', en: 'extensions, separated by commas. Common ones: {offered}' },
  pattern: { ja: 'コンマで区切った名前（*と?が使えます）', en: 'names, separated by commas; * and ? stand for anything' },
  channel: { ja: 'コンマで区切った届け方（toast、mail、またはプラグインの届け方）', en: 'ways to deliver, separated by commas: toast, mail, or one of a plugin' },
  channelsByKind: { ja: 'JSON。例: {example}', en: 'JSON, such as {example}' },
  filters: { ja: 'コンマで区切った、プラグインの除外一覧の名前', en: 'names of lists that plugins offer, separated by commas' },
} as const satisfies Readonly<Record<string, Text>>;
