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
  'shim.table-silent': {
    ja: { cause: 'Mamoriは動いていますが、しばらく応答がないため、ファイルの印を消しています。PCがとても忙しいか、スリープから戻ったばかりです。', remedy: '少し待ってから、もう一度「mamori shell doctor」を実行してください。変わらないときは「mamori stop」のあと「mamori up」で始め直してください。' },
    en: { cause: 'Mamori runs, but has not given a sign of life for a while, so no marks are shown. The PC is very busy, or has just woken up.', remedy: 'Wait a little and run "mamori shell doctor" again. If nothing changes, start anew with "mamori stop" and "mamori up".' },
  },
  'shim.table-left': {
    ja: { cause: 'ファイルに印を付けていたMamoriが、途中で終わってしまいました。', remedy: '「mamori up」で始め直してください。保管庫の中身には影響しません。' },
    en: { cause: 'The Mamori that showed the marks has ended without finishing properly.', remedy: 'Start it anew with "mamori up". What is in the vault is not affected.' },
  },
  'shim.table-damaged': {
    ja: { cause: '印の情報を置くフォルダの中身が、ほかのプログラムによって書き換えられたか、消されました。', remedy: 'Mamoriが動いていれば、数秒で元に戻ります。繰り返すときは、詳細に表示されたフォルダを片付けるプログラムの対象から外してください。' },
    en: { cause: 'Another program has changed or removed what Mamori keeps in the folder of the marks.', remedy: 'A running Mamori mends that within seconds. If it happens again, tell the program that tidies up to leave the folder in the details alone.' },
  },
  'shim.table-unreachable': {
    ja: { cause: 'Mamoriが、ログインしたときと違うグループで動いています（「newgrp」や「sg」で始めた場合など）。ファイルマネージャーは印の情報を読めません。', remedy: '「mamori stop」で止め、ログインし直してから「mamori up」で始めてください。バックアップは続いています。' },
    en: { cause: 'Mamori runs in another group than the one you have after login (it was started by "newgrp" or "sg", for example), so the file manager cannot read the marks.', remedy: 'Stop it with "mamori stop", log in anew and start it with "mamori up". Backups go on.' },
  },
  'shim.failed': {
    ja: { cause: 'ファイル一覧の印の情報を書き込めません。', remedy: 'メモリとディスクの空きを確かめてください。バックアップは続いており、印は自動でもう一度試します。' },
    en: { cause: 'The marks for the file manager cannot be written.', remedy: 'Check that memory and disk have room. Backups go on, and the marks are tried again by themselves.' },
  },
};
