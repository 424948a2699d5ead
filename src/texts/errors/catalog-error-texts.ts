import type { catalogErrors } from '../../terms/errors/catalog-errors.js';
import type { ErrorText } from './error-text.js';

export const catalogErrorTexts: Readonly<Record<keyof typeof catalogErrors, ErrorText>> = {
  'catalog.corrupt': {
    ja: { cause: 'このPCにあるバックアップの一覧（カタログ）が壊れています。保管庫のデータは無事です。', remedy: '「mamori rebuild-catalog」を実行すると、保管庫から一覧を作り直します。繰り返す場合はディスクの故障を疑ってください。' },
    en: { cause: 'The list of backups kept on this PC (the catalog) is damaged. The data in the vault is unharmed.', remedy: 'Run "mamori rebuild-catalog" to make the list again from the vault. If this happens repeatedly, suspect a failing disk.' },
  },
  'catalog.newer-schema': {
    ja: { cause: 'このPCのバックアップの一覧（カタログ）は、新しい版のMamoriで作られています。', remedy: 'Mamoriを更新してください。古い版に戻す場合は「mamori rebuild-catalog」で一覧を作り直せます。' },
    en: { cause: 'The list of backups on this PC (the catalog) was made by a newer version of Mamori.', remedy: 'Update Mamori. To stay with the older version, run "mamori rebuild-catalog" to make the list again.' },
  },
  'catalog.busy': {
    ja: { cause: '別のMamoriの処理がバックアップの一覧を使っています。', remedy: '少し待ってからもう一度実行してください。' },
    en: { cause: 'Another Mamori process is using the list of backups.', remedy: 'Wait a moment and try again.' },
  },
  'catalog.full': {
    ja: { cause: 'このPCのディスクに空きがないため、バックアップの一覧を更新できません。', remedy: 'このPCのディスクで不要なファイルを削除して空きを作ってください。保管庫のデータは無事です。' },
    en: { cause: 'The disk of this PC is full, so the list of backups cannot be updated.', remedy: 'Delete files you no longer need on this PC to make room. The data in the vault is unharmed.' },
  },
  'catalog.io': {
    ja: { cause: 'バックアップの一覧（カタログ）のファイルを読み書きできません。', remedy: 'Mamoriのデータフォルダを開けるか確かめてください。ディスクの故障やウイルス対策ソフトが原因のことがあります。' },
    en: { cause: 'The file with the list of backups (the catalog) cannot be read or written.', remedy: 'Check that Mamori\'s data folder can be opened. A failing disk or an antivirus program may be the reason.' },
  },
  'catalog.read-only': {
    ja: { cause: 'Mamoriのデータフォルダに書き込む権限がありません。', remedy: 'フォルダの権限を確かめるか、管理者に連絡してください。' },
    en: { cause: 'Mamori may not write to its own data folder.', remedy: 'Check the permissions of that folder, or ask your administrator.' },
  },
  'catalog.unknown-source': {
    ja: { cause: '指定されたバックアップ元はこの保管庫にありません。', remedy: '「mamori source list」でバックアップ元を確かめてください。' },
    en: { cause: 'The vault has no such backup source.', remedy: 'Run "mamori source list" to see the backup sources.' },
  },
  'catalog.bad-record': {
    ja: { cause: '保管庫の履歴の一部を読み取れません（壊れているか、新しい版のMamoriで書かれています）。', remedy: 'Mamoriを更新してもう一度お試しください。それでも続く場合は「mamori verify」を実行してください。' },
    en: { cause: 'Part of the history in the vault cannot be read (it is damaged, or a newer version of Mamori wrote it).', remedy: 'Update Mamori and try again. If it stays, run "mamori verify".' },
  },
};
