import type { ActionName, NoticeKind, Severity } from '../../terms/notice-terms.js';
import type { Text } from '../text.js';

/** Title and text of our own notices. `{why}` is put together by notice-words.ts. */
export const noticeTexts: Readonly<Record<NoticeKind, { readonly title: Text; readonly text: Text }>> = {
  'missed-backup': {
    title: { ja: '自動バックアップが行なわれませんでした', en: 'A scheduled backup was missed' },
    text: { ja: '{last}のバックアップが行なわれませんでした。{why}', en: 'The backup of {last} was not run: {why}' },
  },
  'backup-failed': {
    title: { ja: 'バックアップが完了していません', en: 'A backup is incomplete' },
    text: { ja: '{source}: {why}', en: '{source}: {why}' },
  },
  'backup-overdue': {
    title: { ja: 'バックアップが{days}日間できていません', en: 'No backup for {days} days' },
    text: { ja: '{source}は{days}日間バックアップされていません。', en: '{source} has not been backed up for {days} days.' },
  },
  'vault-unreachable': {
    title: { ja: '保管庫に接続できません', en: 'The vault cannot be reached' },
    text: { ja: '{source}のバックアップ先（{location}）: {why}', en: 'Where {source} is backed up to ({location}): {why}' },
  },
  'plugin-disabled': {
    title: { ja: 'プラグインを停止しました', en: 'A plugin was turned off' },
    text: { ja: 'プラグイン「{plugin}」を停止しました。{why} バックアップには影響ありません。', en: 'The plugin "{plugin}" was turned off. {why} Backups go on without it.' },
  },
  'restore-finished': {
    title: { ja: '復元しました', en: 'Restored' },
    text: { ja: '{files}件のファイルを元の場所に復元しました。元に戻すこともできます。', en: '{files} files were restored to their place. You can undo this.' },
  },
  'backup-finished': {
    title: { ja: 'バックアップしました', en: 'Backed up' },
    text: { ja: '{files}件のファイルが保管庫にあります。', en: '{files} files are in the vault.' },
  },
  'protection-explained': {
    title: { ja: '{name}', en: '{name}' },
    text: { ja: '{answer}', en: '{answer}' },
  },
  'undo-finished': {
    title: { ja: '復元を取り消しました', en: 'The restore was undone' },
    text: { ja: '{files}件のファイルを復元前の状態に戻しました。', en: '{files} files are as they were before the restore.' },
  },
  'action-failed': {
    title: { ja: '実行できませんでした', en: 'That did not work' },
    text: { ja: '「{action}」を実行できませんでした。{why}', en: '"{action}" could not be done. {why}' },
  },
  'action-expired': {
    title: { ja: 'このボタンは使えません', en: 'That button is too old' },
    text: { ja: '「{action}」は期限が過ぎたため実行していません。必要なら「{command}」を実行してください。', en: '"{action}" was not done, because its time is over. If you still want it, run "{command}".' },
  },
  'notify-test': {
    title: { ja: 'お知らせのテスト', en: 'Test notice' },
    text: { ja: 'この表示が見えていれば、Mamoriのお知らせは届いています。', en: 'If you can see this, notices from Mamori reach you.' },
  },
};

/** More than one missed backup in one notice. */
export const manyMissedText: Text = {
  ja: '{first}から{last}まで、{count}回のバックアップが行なわれませんでした。{why}', en: '{count} backups were not run, from {first} to {last}: {why}',
};
export const madeUpText: Text = { ja: '今からバックアップします。', en: 'The last one is being made up for now.' };
export const neverBackedUpText: Text = { ja: '{source}は登録されてから{days}日間、一度もバックアップされていません。', en: '{source} has never been backed up in the {days} days since it was added.' };
export const someFailedText: Text = { ja: '{failed}件は復元できませんでした。', en: '{failed} could not be restored.' };
export const someNotSavedText: Text = { ja: '{failed}件は保存できませんでした。', en: '{failed} could not be saved.' };

export const actionTexts: Readonly<Record<ActionName, Text>> = {
  'back-up-now': { ja: '今すぐバックアップ', en: 'Back up now' },
  undo: { ja: '元に戻す', en: 'Undo' },
  details: { ja: '詳細', en: 'Details' },
  mute: { ja: '今後表示しない', en: 'Don\'t show again' },
};

/** The command that does what a button would have done. */
export const actionCommands: Readonly<Record<ActionName, string>> = { 'back-up-now': 'mamori backup', undo: 'mamori undo', details: 'mamori notices list', mute: 'mamori notices list' };

export const severityTexts: Readonly<Record<Severity, Text>> = {
  information: { ja: 'お知らせ', en: 'notice' },
  warning: { ja: '注意', en: 'warning' },
  alarm: { ja: '警告', en: 'alarm' },
};
