import type { Text } from '../text.js';

/** What `mamori notices` and `mamori notify` say. */
export const noticeCommandTexts = {
  all: { ja: '既読のお知らせも表示する', en: 'also those that were seen' },
  entry: { ja: '{number}  {time}  【{severity}】{title}', en: '{number}  {time}  [{severity}] {title}' },
  text: { ja: '    {text}', en: '    {text}' },
  none: { ja: '未読のお知らせはありません。', en: 'There are no unread notices.' },
  muted: { ja: '表示しない設定のお知らせ: {kinds}（「mamori notices reset」で戻ります）', en: 'Not shown: {kinds} ("mamori notices reset" brings them back)' },
  seen: { ja: '{count}件を既読にしました。', en: 'Marked as seen: {count#notice|notices}.' },
  reset: { ja: '表示しない設定にした{count}種類のお知らせを、再び表示します。', en: 'Kinds of notices that are shown again: {count}.' },
  pressed: { ja: '実行しました。', en: 'Done.' },
  delivered: { ja: '{channel}: 届けました', en: '{channel}: delivered' },
  mail: { ja: 'お知らせの代わりに、設定した宛先へテストメールを送る', en: 'send a test mail to the recipients that are set, instead of a notice' },
  removePassword: { ja: '保存したパスワードを削除する', en: 'forget the password that is kept' },
  passwordKept: { ja: 'パスワードを資格情報ストアに保存しました。「mamori notify test --mail」で確かめられます。', en: 'The password is kept in the credential store. "mamori notify test --mail" tries it.' },
  passwordForgotten: { ja: '保存したパスワードを削除しました。', en: 'The password was forgotten.' },
  notDelivered: { ja: '{channel}: 届けられませんでした。{cause}{remedy}', en: '{channel}: not delivered. {cause} {remedy}' },
} as const satisfies Readonly<Record<string, Text>>;
