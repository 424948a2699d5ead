import type { shimErrors } from '../../terms/errors/shim-errors.js';
import type { ErrorText } from './error-text.js';

export const shimErrorTexts: Readonly<Record<keyof typeof shimErrors, ErrorText>> = {
  'shim.not-built': {
    ja: { cause: 'ファイル一覧に印を表示するための部品が見つからないか、読み込めません。', remedy: 'Mamoriをインストールし直してください。バックアップは続いています。' },
    en: { cause: 'The part that shows marks in the file manager is missing or cannot be loaded.', remedy: 'Install Mamori again. Backups go on.' },
  },
  'shim.other-version': {
    ja: { cause: 'ファイル一覧に印を表示する部品の版が、Mamori本体と合っていません。', remedy: '「mamori shell install」を実行してから、PCを再起動してください。バックアップは続いています。' },
    en: { cause: 'The part that shows marks in the file manager and Mamori itself are of versions that do not fit together.', remedy: 'Run "mamori shell install" and restart the PC. Backups go on.' },
  },
  'shim.busy': {
    ja: { cause: '同じユーザーの別のMamoriが、すでにファイル一覧へ印を出しています。', remedy: 'もう一つのMamoriを「mamori stop」で止めると、こちらが引き継ぎます。' },
    en: { cause: 'Another Mamori of the same user already shows marks in the file manager.', remedy: 'Stop the other one with "mamori stop"; this one then takes over.' },
  },
  'shim.foreign-folder': {
    ja: { cause: '印の情報を置くフォルダが、ほかのユーザーからも開けるか、ほかのユーザーのものです。', remedy: 'エラーの詳細に表示されたフォルダを削除してから、Mamoriを起動し直してください。' },
    en: { cause: 'The folder that holds the marks can be opened by other users, or belongs to one.', remedy: 'Remove the folder that the details name and start Mamori again.' },
  },
  'shim.full': {
    ja: { cause: 'ファイル一覧の印の情報が、入りきらない量になりました。', remedy: '保護するフォルダの数を減らしてください。バックアップは続いています。' },
    en: { cause: 'There is more to show in the file manager than there is room for.', remedy: 'Protect fewer folders separately. Backups go on.' },
  },
  'shim.failed': {
    ja: { cause: 'ファイル一覧の印の情報を書き込めません。', remedy: 'メモリとディスクの空きを確かめてください。バックアップは続いており、印は自動でもう一度試します。' },
    en: { cause: 'The marks for the file manager cannot be written.', remedy: 'Check that memory and disk have room. Backups go on, and the marks are tried again by themselves.' },
  },
};
