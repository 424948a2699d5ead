import type { restoreFileErrors } from '../../terms/errors/restore-file-errors.js';
import type { ErrorText } from './error-text.js';

export const restoreFileErrorTexts: Readonly<Record<keyof typeof restoreFileErrors, ErrorText>> = {
  'restore.target-unusable': {
    ja: { cause: '復元先のフォルダを開けません。', remedy: 'フォルダがあるか、書き込める場所かを確かめてください。' },
    en: { cause: 'The folder to restore into cannot be opened.', remedy: 'Check that it exists and that you may write to it.' },
  },
  'restore.target-occupied': {
    ja: { cause: '同じ名前の別のもの（フォルダなど）が復元先にあります。', remedy: '名前を変えるか移してから、もう一度復元してください。Mamoriは消しません。' },
    en: { cause: 'Something else of that name, such as a folder, is in the way.', remedy: 'Rename or move it and restore again. Mamori does not delete it.' },
  },
  'restore.no-permission': {
    ja: { cause: '復元先に書き込む権限がありません。', remedy: '別のフォルダを選ぶか、管理者に書き込みを許可してもらってください。' },
    en: { cause: 'You may not write there.', remedy: 'Choose another folder, or ask the administrator for permission.' },
  },
  'restore.disk-full': {
    ja: { cause: '復元先のディスクの空きが足りません。', remedy: '空きを増やすか、別のディスクを選んで、もう一度復元してください。' },
    en: { cause: 'The disk of the target is full.', remedy: 'Make room or choose another disk, and restore again.' },
  },
  'restore.name-not-possible': {
    ja: { cause: 'このファイル名は復元先では使えません。', remedy: '元と同じ種類のPCやディスクに復元してください。' },
    en: { cause: 'The target cannot hold a file of this name.', remedy: 'Restore it to a computer or disk like the one it came from.' },
  },
  'restore.kind-not-possible': {
    ja: { cause: 'この種類の特殊なファイルは、ここでは作れません。', remedy: '必要なときは、元と同じ種類のPCに管理者として復元してください。' },
    en: { cause: 'This kind of special file cannot be made here.', remedy: 'If you need it, restore as administrator on a computer like the one it came from.' },
  },
  'restore.unsafe-path': {
    ja: { cause: 'この名前またはリンクは復元先のフォルダの外を指すため、書き込みませんでした。', remedy: '復元先にあるリンクを取り除くか、空のフォルダに復元してください。' },
    en: { cause: 'The name, or a link on the way, leads out of the target folder; nothing was written.', remedy: 'Remove the link from the target, or restore into an empty folder.' },
  },
  'restore.write-failed': {
    ja: { cause: '書き込みに失敗しました。', remedy: 'ディスクの接続を確かめて、もう一度復元してください。' },
    en: { cause: 'Writing failed.', remedy: 'Check that the disk is connected, and restore again.' },
  },
  'restore.content-missing': {
    ja: { cause: 'このファイルの中身が保管庫に見つかりません。', remedy: '別の版を復元してください。「mamori verify」で保管庫を調べられます。' },
    en: { cause: 'The vault does not have the content of this file.', remedy: 'Restore another version. "mamori verify" examines the vault.' },
  },
  'restore.content-damaged': {
    ja: { cause: 'このファイルの中身が保管庫の中で壊れています。壊れた中身は書き込みませんでした。', remedy: '別の版を復元してください。「mamori verify」で保管庫を調べられます。' },
    en: { cause: 'The content of this file is damaged in the vault; nothing damaged was written.', remedy: 'Restore another version. "mamori verify" examines the vault.' },
  },
};
