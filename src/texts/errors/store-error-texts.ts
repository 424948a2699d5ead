import type { storeErrors } from '../../terms/errors/store-errors.js';
import type { ErrorText } from './error-text.js';

export const storeErrorTexts: Readonly<Record<keyof typeof storeErrors, ErrorText>> = {
  'store.full': {
    ja: { cause: 'バックアップの保存先に空きがありません。', remedy: '保存先の不要なファイルを削除するか、「mamori gc」で古い版を整理するか、より大きいディスクに変更してください。すでに保存された版は無事です。' },
    en: { cause: 'The place that keeps your backups is full.', remedy: 'Delete files you do not need there, run "mamori gc" to clear out old versions, or use a larger disk. Versions already stored are safe.' },
  },
  'store.read-only': {
    ja: { cause: 'バックアップの保存先に書き込めません（書き込み禁止、または権限がありません）。', remedy: 'ディスクの書き込み禁止スイッチとフォルダの権限を確かめてください。復元はこのまま行えます。' },
    en: { cause: 'Nothing can be written to the place that keeps your backups (write-protected, or no permission).', remedy: 'Check the write-protect switch of the disk and the permissions of the folder. Restoring still works.' },
  },
  'store.gone': {
    ja: { cause: 'バックアップの保存先が見つかりません（USBディスクが外れた、NASに接続できないなど）。', remedy: 'ディスクやNASを接続し直してください。接続されると、バックアップは自動的に再開します。' },
    en: { cause: 'The place that keeps your backups cannot be reached (a USB disk was unplugged, or a NAS is offline).', remedy: 'Connect the disk or NAS again. Backups then go on by themselves.' },
  },
  'store.not-found': {
    ja: { cause: '保存先にあるはずのデータが見つかりません。', remedy: '保存先のフォルダから何かを削除・移動していないか確かめ、「mamori verify」を実行してください。' },
    en: { cause: 'Data that should be in the place of your backups is not there.', remedy: 'Check whether anything was deleted or moved there, then run "mamori verify".' },
  },
  'store.exists': {
    ja: { cause: '同じ名前のデータがすでに保存先にあります（別のPCが先に書き込みました）。', remedy: 'もう一度実行してください。続く場合は、同じ保管庫を準備している別のPCがないか確かめてください。' },
    en: { cause: 'The place of your backups already has data of this name (another PC was first).', remedy: 'Try again. If it keeps happening, check whether another PC is setting up the same vault.' },
  },
  'store.no-resources': {
    ja: { cause: 'PCのメモリか、同時に開けるファイルの数が足りず、バックアップの保存先を読み書きできませんでした。', remedy: '使っていないアプリを閉じるか、PCを再起動してください。次の回に自動でもう一度試します。' },
    en: { cause: 'The PC had too little memory, or too many open files, to read from or write to the place of your backups.', remedy: 'Close programs that you do not need, or restart the PC. Mamori tries again by itself next time.' },
  },
  'store.io': {
    ja: { cause: '保存先の読み書き中にエラーが起きました。', remedy: 'しばらくしてからもう一度実行してください。続く場合は、ケーブルとディスクの状態を確かめてください。' },
    en: { cause: 'Reading from or writing to the place of your backups failed.', remedy: 'Try again in a while. If it keeps happening, check the cable and the health of the disk.' },
  },
  'store.bad-name': {
    ja: { cause: 'Mamoriの内部エラーです（保存先で使えない名前）。', remedy: 'Mamoriを最新版に更新してください。続く場合は「mamori export-logs」の出力を添えて報告してください。' },
    en: { cause: 'An internal error of Mamori (a name that the store cannot keep).', remedy: 'Update Mamori. If it keeps happening, report it together with the output of "mamori export-logs".' },
  },
  'store.corrupt-range': {
    ja: { cause: '保存先のデータが途中で切れています（ディスクの故障、書き込み中の電源断など）。', remedy: '「mamori verify --packs」で影響を受けるファイルを調べ、今すぐバックアップを実行してください。' },
    en: { cause: 'Data in the place of your backups ends too early (a failing disk, or power was lost while it was written).', remedy: 'Run "mamori verify --packs" to see which files are affected, then back up now.' },
  },
};
