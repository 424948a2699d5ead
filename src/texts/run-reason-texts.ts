import type { RunReason } from '../terms/run-status.js';
import type { NotRunReason } from '../terms/schedule-terms.js';
import type { Text } from './text.js';

type Texts = Readonly<Record<RunReason | NotRunReason, Text>>;

/** What stands beside [未完了] and [未実行] in the history. */
export const reasonNames: Texts = {
  'invalid-settings': { ja: '設定内容不正', en: 'invalid settings' },
  'no-access': { ja: 'アクセス不可', en: 'no access' },
  'network-drive-no-access': { ja: 'NDアクセス不可', en: 'no access to the network drive' },
  'forbidden-characters': { ja: '禁止文字検出', en: 'forbidden characters' },
  'capacity-shortage': { ja: '容量不足', en: 'capacity shortage' },
  'communication-error': { ja: '通信エラー', en: 'communication error' },
  'out-of-memory': { ja: 'メモリ不足', en: 'out of memory' },
  'path-too-long': { ja: 'パス長超過', en: 'path too long' },
  interrupted: { ja: '中断', en: 'interrupted' },
  'power-loss': { ja: '電源断による中断', en: 'interrupted by power loss' },
  'file-too-large': { ja: 'ファイルサイズ超過', en: 'file too large' },
  'device-restricted': { ja: '端末認証制限中', en: 'device authentication restricted' },
  'folder-creation-failed': { ja: 'フォルダ作成失敗', en: 'folder creation failed' },
  'unexpected-change': { ja: '不慮の事態', en: 'unexpected change during backup' },
  'several-errors': { ja: '複数エラー発生', en: 'several kinds of error' },
  'pc-off': { ja: 'PCの電源オフまたはスリープ', en: 'PC off or asleep' },
  'signed-out': { ja: 'サインアウト中', en: 'signed out' },
  'earlier-interrupted': { ja: '前のバックアップ元の中断', en: 'an earlier source was interrupted' },
};

/** What happened, for people who know nothing of computers. */
export const reasonCauses: Texts = {
  'invalid-settings': { ja: '設定の内容に誤りがあるため、バックアップできませんでした。', en: 'Something in the settings is wrong, so the backup could not be made.' },
  'no-access': { ja: '開けないファイルまたはフォルダがありました（アクセス権がない、使用中、取り外されたディスクなど）。', en: 'Some files or folders could not be opened: no permission, in use, or on a disk that was unplugged.' },
  'network-drive-no-access': { ja: 'ネットワークドライブに接続できませんでした。', en: 'The network drive could not be reached.' },
  'forbidden-characters': { ja: 'バックアップ先で使えない文字を含む名前がありました。', en: 'Some names have characters that the destination cannot hold.' },
  'capacity-shortage': { ja: 'バックアップ先または書き込み先の空き容量が足りません。', en: 'There is too little free space where the data was to be written.' },
  'communication-error': { ja: 'バックアップ先またはデータベースとの通信に失敗しました。', en: 'The destination, or a database, did not answer as it should.' },
  'out-of-memory': { ja: 'PCのメモリが足りませんでした。', en: 'The PC ran out of memory.' },
  'path-too-long': { ja: '名前またはパスが長すぎるものがありました。', en: 'Some names or paths are too long.' },
  interrupted: { ja: '途中で中断されました。', en: 'It was interrupted.' },
  'power-loss': { ja: 'PCの電源が切れたか、Mamoriが強制終了されたため、途中で終わりました。', en: 'The PC lost power, or Mamori was ended by force, before it was done.' },
  'file-too-large': { ja: 'バックアップ先の上限より大きいファイルがありました。', en: 'Some files are larger than the destination allows.' },
  'device-restricted': { ja: 'このPCからの利用が認められていません（鍵が新しくなった、鍵を読み出せない、別のPCの複製であるなど）。', en: 'This PC is not let in: the keys were renewed or cannot be read, or the PC is a copy of another one.' },
  'folder-creation-failed': { ja: 'バックアップ先またはこのPCに、必要なフォルダやファイルを作成できませんでした。', en: 'A folder or file could not be made, at the destination or on this PC.' },
  'unexpected-change': { ja: '処理中にファイルが変更または削除されたか、予期しない問題が起きました。', en: 'Files were changed or deleted meanwhile, or something unexpected happened.' },
  'several-errors': { ja: '複数の種類のエラーが起きました。', en: 'There were errors of several kinds.' },
  'pc-off': { ja: '予定の時刻にPCの電源が切れていたか、スリープ中でした。', en: 'The PC was off or asleep at the set time.' },
  'signed-out': { ja: '予定の時刻にサインアウトしていました。', en: 'This PC was signed out at the set time.' },
  'earlier-interrupted': { ja: '同じ回の前のバックアップ元が中断されたため、実行されませんでした。', en: 'An earlier source of the same run was interrupted, so this one was not begun.' },
};

/** What to do now. */
export const reasonRemedies: Texts = {
  'invalid-settings': { ja: '「mamori doctor」で問題のある設定を確かめて直してください。', en: 'Run "mamori doctor": it names the setting. Correct it.' },
  'no-access': { ja: 'アクセス権を確かめ、ファイルを使っているプログラムを閉じ、ディスクをつないでください。次のバックアップで保存されます。', en: 'Check the permissions, close the programs that use the files, connect the disk. The next backup saves them.' },
  'network-drive-no-access': { ja: 'ネットワークの接続と、ネットワークドライブをエクスプローラーなどで開けることを確かめてください。', en: 'Check the network, and that the drive opens in the file manager.' },
  'forbidden-characters': { ja: '「mamori runs 番号」で表示される名前を変えてください。', en: 'Rename what "mamori runs NO" lists.' },
  'capacity-shortage': { ja: '空き容量を増やすか、「mamori gc」で古い版を整理してください。', en: 'Free some space, or tidy old versions with "mamori gc".' },
  'communication-error': { ja: 'ディスクやネットワークの接続を確かめてください。次の時刻に自動でやり直します。', en: 'Check the disk or the network. It is tried again at the next set time.' },
  'out-of-memory': { ja: 'ほかのプログラムを閉じるか、PCを再起動してから、もう一度バックアップしてください。', en: 'Close other programs, or restart the PC, and back up again.' },
  'path-too-long': { ja: '「mamori runs 番号」で表示される名前またはフォルダ名を短くしてください。', en: 'Shorten the names that "mamori runs NO" lists, or those of their folders.' },
  interrupted: { ja: '何もする必要はありません。残りは次のバックアップで保存されます。すぐに続けるには「mamori backup」を実行してください。', en: 'You need not do anything: the next backup saves the rest. "mamori backup" goes on now.' },
  'power-loss': { ja: '何もする必要はありません。保存済みの内容は無事で、残りは次のバックアップで保存されます。', en: 'You need not do anything: what was saved is safe, and the next backup saves the rest.' },
  'file-too-large': { ja: 'ファイルを分けるか、不要であれば「mamori config set exclude.patterns 名前」で対象外にしてください。名前は「mamori runs 番号」で表示されます。', en: 'Split the files, or leave out what you do not need with "mamori config set exclude.patterns NAME"; "mamori runs NO" lists the names.' },
  'device-restricted': { ja: '「mamori doctor」を実行してください。パスフレーズを入力するか、管理者に相談してください。', en: 'Run "mamori doctor". Enter the passphrase, or ask your administrator.' },
  'folder-creation-failed': { ja: 'バックアップ先のフォルダに書き込めるか（書き込み禁止やアクセス権）と、PCのディスクの空き容量を確かめてください。', en: "Check that the destination can be written to (write protection, permissions), and the free space of the PC's disk." },
  'unexpected-change': { ja: '次のバックアップで保存されます。続く場合は「mamori export-logs」でログを書き出し、管理者に渡してください。', en: 'The next backup saves them. If it keeps happening, run "mamori export-logs" and give the file to your administrator.' },
  'several-errors': { ja: '「mamori runs 番号」で、ファイルごとの原因と対処を確かめてください。', en: '"mamori runs NO" gives the cause and the remedy for each file.' },
  'pc-off': { ja: '今すぐバックアップするには「mamori backup」を実行してください。いつも電源が切れている時刻であれば、「mamori schedule 12:30」のように、PCを使っている時刻に変えてください。', en: 'Run "mamori backup" to make up for it now. If the PC is often off at that time, choose one at which it is used, such as "mamori schedule 12:30".' },
  'signed-out': { ja: 'サインインしてください。次の時刻から自動でバックアップします。', en: 'Sign in. Backups go on at the next set time.' },
  'earlier-interrupted': { ja: '次の時刻に自動でバックアップします。すぐに行なうには「mamori backup」を実行してください。', en: 'It is backed up at the next set time, or now with "mamori backup".' },
};
