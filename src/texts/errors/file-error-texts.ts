import type { fileErrors } from '../../terms/errors/file-errors.js';
import type { ErrorText } from './error-text.js';

export const fileErrorTexts: Readonly<Record<keyof typeof fileErrors, ErrorText>> = {
  'file.no-permission': {
    ja: { cause: 'このファイルを読む権限がありません。', remedy: 'ファイルのアクセス権を確かめるか、管理者に相談してください。読めるようになれば次の回に保存されます。' },
    en: { cause: 'There is no permission to read this file.', remedy: 'Check who may open the file, or ask your administrator. Once it can be read, the next run stores it.' },
  },
  'file.vanished': {
    ja: { cause: '保存する前に、このファイルがなくなりました。', remedy: '何もする必要はありません。名前の変更や移動であれば、次の回に新しい場所で保存されます。' },
    en: { cause: 'The file was gone before it could be stored.', remedy: 'You need not do anything. If it was renamed or moved, the next run stores it at its new place.' },
  },
  'file.locked': {
    ja: { cause: '別のアプリがこのファイルを使用中で、開けませんでした。', remedy: 'そのアプリを閉じてください。閉じられしだい、自動でもう一度試します。前に保存した内容は残っています。' },
    en: { cause: 'Another program is using this file, so it could not be opened.', remedy: 'Close that program. Mamori tries again by itself; what was stored before is still there.' },
  },
  'file.encrypted': {
    ja: { cause: 'このファイルはWindowsの機能で暗号化されていて、読み取れません。', remedy: '暗号化した利用者でMamoriを使うか、ファイルのプロパティで暗号化を解除してください。' },
    en: { cause: 'This file is encrypted by Windows and cannot be read.', remedy: 'Use Mamori as the user who encrypted it, or remove the encryption in the properties of the file.' },
  },
  'file.changing': {
    ja: { cause: '読んでいる間に、このファイルが書き換えられ続けていました。', remedy: '何もする必要はありません。書き込みが落ち着きしだい、もう一度保存します。前に保存した内容は残っています。' },
    en: { cause: 'The file kept changing while it was read.', remedy: 'You need not do anything: it is stored again when it comes to rest. What was stored before is still there.' },
  },
  'file.read-failed': {
    ja: { cause: 'このファイルを読み取れませんでした（ディスクの異常や、ネットワークの切断など）。', remedy: 'ファイルが開けるか確かめてください。開けない場合はディスクが故障しかけているおそれがあります。前に保存した内容は残っています。' },
    en: { cause: 'The file could not be read (a fault of the disk, or a lost network connection).', remedy: 'See whether the file opens. If it does not, the disk may be failing. What was stored before is still there.' },
  },
  'file.name-too-long': {
    ja: { cause: 'ファイルの名前か場所が長すぎて、開けません。', remedy: '名前を短くするか、浅いフォルダに移してください。' },
    en: { cause: 'The name or place of the file is too long to be opened.', remedy: 'Shorten the name, or move the file to a folder that lies less deep.' },
  },
  'file.too-large': {
    ja: { cause: 'このファイルは、バックアップ先の上限より大きいため保存していません。', remedy: 'ファイルを分けるか、不要なら「mamori config set exclude.patterns」で対象外にしてください。上限をこのPCで設定した場合は「mamori config get limits.fileGigabytes」で確かめられます。' },
    en: { cause: 'The file is larger than the destination allows, so it was not saved.', remedy: 'Split it, or leave it out with "mamori config set exclude.patterns". A limit that was set on this PC is shown by "mamori config get limits.fileGigabytes".' },
  },
  'file.path-too-long': {
    ja: { cause: 'このファイルの場所と名前は、バックアップ先の上限より長いため保存していません。', remedy: '名前かフォルダ名を短くするか、浅いフォルダに移してください。上限をこのPCで設定した場合は「mamori config get limits.pathCharacters」で確かめられます。' },
    en: { cause: 'Place and name of the file are longer than the destination allows, so it was not saved.', remedy: 'Shorten the name or that of a folder, or move the file to a folder that lies less deep. A limit that was set on this PC is shown by "mamori config get limits.pathCharacters".' },
  },
  'file.forbidden-name': {
    ja: { cause: 'このファイルか上のフォルダの名前に、バックアップ先で使えない文字があるため保存していません（¥ / : * ? " < > | を含むか、「.」で始まる名前）。', remedy: '名前からその文字を取り除いてください。次のバックアップで保存されます。' },
    en: { cause: 'The name of the file or of a folder above it holds what the destination refuses (\\ / : * ? " < > | or a dot at the start), so it was not saved.', remedy: 'Take these characters out of the name. The next backup saves it.' },
  },
  'file.no-resources': {
    ja: { cause: 'PCのメモリか、同時に開けるファイルの数が足りず、このファイルを開けませんでした。', remedy: '使っていないアプリを閉じてください。次の回に自動でもう一度試します。' },
    en: { cause: 'The PC had too little memory, or too many open files, to open this one.', remedy: 'Close programs that you do not need. Mamori tries again by itself next time.' },
  },
  'folder.no-permission': {
    ja: { cause: 'このフォルダを開く権限がありません。', remedy: 'フォルダのアクセス権を確かめるか、管理者に相談してください。前に保存した中身は残っています。' },
    en: { cause: 'There is no permission to open this folder.', remedy: 'Check who may open the folder, or ask your administrator. What was stored of it before is still there.' },
  },
  'folder.read-failed': {
    ja: { cause: 'このフォルダの中身を読み取れませんでした。', remedy: 'フォルダが開けるか確かめてください。次の回に自動でもう一度試します。前に保存した中身は残っています。' },
    en: { cause: 'The contents of this folder could not be read.', remedy: 'See whether the folder opens. Mamori tries again by itself next time; what was stored before is still there.' },
  },
  'folder.unmounted': {
    ja: { cause: 'このフォルダにつながっていたドライブが、いまは外れています。', remedy: 'ドライブをつなぎ直してください。前に保存した中身は残っていて、削除されたとはみなしません。もうつながない場合は「mamori delete」でバックアップから消せます。' },
    en: { cause: 'The drive that was mounted in this folder is not there now.', remedy: 'Connect it again. What was stored of it before is still there and does not count as deleted. If the drive will not come back, "mamori delete" removes the folder from the backup.' },
  },
  'folder.contains-itself': {
    ja: { cause: 'このフォルダの中に、同じフォルダ自身がつながっています。', remedy: '何もする必要はありません。中身は元の場所で保存されています。' },
    en: { cause: 'This folder leads back to a folder that it lies in.', remedy: 'You need not do anything: its contents are stored at their own place.' },
  },
};
