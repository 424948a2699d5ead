import type { Text } from '../text.js';

/** What mails say around what they tell of. */
export const mailTexts = {
  subjectOne: { ja: '【Mamori】{device}「{source}」: {status}', en: '[Mamori] {device}: {source}: {status}' },
  subjectSome: { ja: '【Mamori】{device}: {count}個中{failed}個のバックアップ元が完了していません（{source}ほか）', en: '[Mamori] {device}: {failed} of {count} sources not backed up completely ({source} and others)' },
  subjectNotice: { ja: '【Mamori】{device}: {title}', en: '[Mamori] {device}: {title}' },
  subjectTest: { ja: '【Mamori】{device}: テストメール', en: '[Mamori] {device}: test mail' },
  heading: { ja: '{device}のバックアップが完了していません。', en: 'A backup of {device} was not completed.' },
  test: { ja: 'このメールが届いていれば、{device}のバックアップが完了しなかったときに、この宛先へメールが届きます。', en: 'If you can read this, you get a mail at this address when a backup of {device} is not completed.' },
  source: { ja: '{source}（{number}）', en: '{source} ({number})' },
  status: { ja: '状態', en: 'Status' },
  started: { ja: '開始', en: 'Start' },
  finished: { ja: '終了', en: 'End' },
  due: { ja: '予定', en: 'Due' },
  dueTimes: { ja: '{first}から{last}まで（{times}回）', en: '{first} to {last} ({times} times)' },
  files: { ja: 'ファイル', en: 'Files' },
  notSaved: { ja: '保存できなかったもの', en: 'Not saved' },
  cause: { ja: '原因', en: 'Cause' },
  remedy: { ja: '対処', en: 'Remedy' },
  details: { ja: 'ファイルごとの詳細は、そのPCで「mamori runs {number}」を実行すると表示されます。', en: '"mamori runs {number}" on that PC tells it file by file.' },
  ending: { ja: 'すべて完了したときは、メールは送られません。', en: 'No mail is sent when everything was completed.' },
  completed: { ja: '完了', en: 'completed' },
  incomplete: { ja: '未完了（{reason}）', en: 'incomplete ({reason})' },
  notRun: { ja: '未実行（{reason}）', en: 'not run ({reason})' },
} as const satisfies Readonly<Record<string, Text>>;
