import type { ActionName, NoticeKind, Severity } from '../../terms/notice-terms.js';
import type { Text } from '../text.js';

/** What our own notices are called. */
export const noticeTitles: Readonly<Record<NoticeKind, Text>> = {
  'missed-backup': { ja: '自動バックアップが行なわれませんでした', en: 'A scheduled backup was missed' },
  'backup-failed': { ja: 'バックアップが完了していません', en: 'A backup is incomplete' },
  'backup-overdue': { ja: 'バックアップが{days}日間できていません', en: 'No backup for {days#day|days}' },
  'vault-unreachable': { ja: '保管庫に接続できません', en: 'The vault cannot be reached' },
  'agent-not-running': { ja: 'Mamoriが動いていません', en: 'Mamori is not running' },
  'plugin-disabled': { ja: 'プラグインを停止しました', en: 'A plugin was turned off' },
  'monthly-usage': { ja: '使用容量のお知らせ（{month}）', en: 'Storage in use ({month})' },
  'mail-failed': { ja: 'メールを送れません', en: 'Mail cannot be sent' },
  'restore-finished': { ja: '復元しました', en: 'Restored' },
  'copy-restored': { ja: 'コピーを復元しました', en: 'A copy was restored' },
  'backup-finished': { ja: 'バックアップしました', en: 'Backed up' },
  'command-finished': { ja: '{title}', en: '{title}' },
  'protection-explained': { ja: '{name}', en: '{name}' },
  'undo-finished': { ja: '復元を取り消しました', en: 'The restore was undone' },
  'action-failed': { ja: '実行できませんでした', en: 'That did not work' },
  'action-expired': { ja: 'このボタンは使えません', en: 'That button is too old' },
  'notify-test': { ja: 'お知らせのテスト', en: 'Test notice' },
};

/** What our own notices say. `{why}` is put together by notice-words.ts. */
export const noticeTexts: Readonly<Record<NoticeKind, Text>> = {
  'missed-backup': { ja: '{last}のバックアップが行なわれませんでした。{why}', en: 'The backup of {last} was not run. {why}' },
  'backup-failed': { ja: '{source}: {why}', en: '{source}: {why}' },
  'backup-overdue': { ja: '{source}は{days}日間バックアップされていません。', en: '{source} has not been backed up for {days#day|days}.' },
  'vault-unreachable': { ja: '{source}のバックアップ先（{location}）: {why}', en: 'Where {source} is backed up to ({location}): {why}' },
  'agent-not-running': { ja: '{since}から動いていません。「mamori up」で始めてください。', en: 'It has not run since {since}. Start it with "mamori up".' },
  'plugin-disabled': { ja: 'プラグイン「{plugin}」を停止しました。{why} バックアップには影響ありません。', en: 'The plugin "{plugin}" was turned off. {why} Backups go on without it.' },
  'monthly-usage': { ja: '保管庫（{location}）の使用容量: {stored}。保存している版の合計: {logical}。契約容量の上限はありません。', en: 'The vault ({location}) takes {stored}, for versions of {logical} in all. It has no quota.' },
  'mail-failed': { ja: '{to}宛て: {why}', en: 'To {to}: {why}' },
  'restore-finished': { ja: '{files}件のファイルを元の場所に復元しました。元に戻すこともできます。', en: '{files#file is|files are} back in place. You can undo this.' },
  'copy-restored': { ja: '「{name}」として同じフォルダーに置きました。元のファイルはそのままです。', en: 'It is beside the original, as "{name}". The original is as it was.' },
  'backup-finished': { ja: '{files}件のファイルが保管庫にあります。', en: '{files#file is|files are} in the vault.' },
  'command-finished': { ja: '実行しました。', en: 'Done.' },
  'protection-explained': { ja: '{answer}', en: '{answer}' },
  'undo-finished': { ja: '{files}件のファイルを復元前の状態に戻しました。', en: '{files#file is|files are} as before the restore.' },
  'action-failed': { ja: '「{action}」を実行できませんでした。{why}', en: '"{action}" could not be done. {why}' },
  'action-expired': { ja: '「{action}」は期限が過ぎたため実行していません。必要なら「{command}」を実行してください。', en: '"{action}" was not done, because its time is over. If you still want it, run "{command}".' },
  'notify-test': { ja: 'この表示が見えていれば、Mamoriのお知らせは届いています。', en: 'If you can see this, notices from Mamori reach you.' },
};

/** Other and further sentences, as the values want them. */
export const noticeVariants = {
  manyMissed: { ja: '{first}から{last}まで、{count}回のバックアップが行なわれませんでした。{why}', en: '{count} backups were not run, from {first} to {last}. {why}' },
  madeUp: { ja: '今からバックアップします。', en: 'The last one is being made up for now.' },
  freeSpace: { ja: 'ディスクの空き容量: {free}（全体{total}）。', en: 'Free on its disk: {free} of {total}.' },
  neverRan: { ja: '一度も動いていません。「mamori up」で始めてください。', en: 'It has never run on its own. Start it with "mamori up".' },
  neverBackedUp: { ja: '{source}は登録されてから{days}日間、一度もバックアップされていません。', en: '{source} has never been backed up in the {days#day|days} since it was added.' },
  someFailed: { ja: '{failed}件は復元できませんでした。', en: '{failed#file|files} could not be restored.' },
  someNotSaved: { ja: '{failed}件は保存できませんでした。', en: '{failed#file|files} could not be saved.' },
} as const satisfies Readonly<Record<string, Text>>;

export const actionTexts: Readonly<Record<ActionName, Text>> = {
  'back-up-now': { ja: '今すぐバックアップ', en: 'Back up now' },
  undo: { ja: '元に戻す', en: 'Undo' },
  details: { ja: '詳細', en: 'Details' },
  mute: { ja: '今後表示しない', en: 'Don\'t show again' },
  restore: { ja: '以前のバージョンに戻す', en: 'Restore a version' },
  'restore-copy': { ja: 'コピーを復元', en: 'Restore a copy' },
};

export const severityTexts: Readonly<Record<Severity, Text>> = {
  information: { ja: 'お知らせ', en: 'notice' },
  warning: { ja: '注意', en: 'warning' },
  alarm: { ja: '警告', en: 'alarm' },
};
