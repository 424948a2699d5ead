import type { scanErrors } from '../../terms/errors/scan-errors.js';
import type { ErrorText } from './error-text.js';

export const scanErrorTexts: Readonly<Record<keyof typeof scanErrors, ErrorText>> = {
  'scan.root-gone': {
    ja: { cause: '保護しているフォルダが見つかりません（取り外されたディスク、名前の変更、削除など）。', remedy: 'ディスクやネットワークをつなぎ直してください。フォルダを移動した場合は「mamori source add」で新しい場所を登録してください。保存済みの内容は保管庫に残っています。' },
    en: { cause: 'The protected folder cannot be found (a disk was unplugged, or the folder was renamed or deleted).', remedy: 'Connect the disk or network again. If you moved the folder, register the new place with "mamori source add". What was stored is still in the vault.' },
  },
  'scan.root-unreadable': {
    ja: { cause: '保護しているフォルダを開けません。', remedy: 'フォルダのアクセス権を確かめるか、管理者に相談してください。' },
    en: { cause: 'The protected folder cannot be opened.', remedy: 'Check who may open the folder, or ask your administrator.' },
  },
  'scan.directory-denied': {
    ja: { cause: '中のフォルダを開く権限がありません。', remedy: 'フォルダのアクセス権を確かめるか、管理者に相談してください。' },
    en: { cause: 'There is no permission to open a folder inside.', remedy: 'Check who may open the folder, or ask your administrator.' },
  },
  'scan.directory-vanished': {
    ja: { cause: '調べている間に、中のフォルダがなくなりました。', remedy: '何もする必要はありません。次の回に調べ直します。' },
    en: { cause: 'A folder inside was gone while it was looked at.', remedy: 'You need not do anything: the next run looks again.' },
  },
  'scan.directory-unreadable': {
    ja: { cause: '中のフォルダを読み取れませんでした。', remedy: 'フォルダが開けるか確かめてください。次の回に自動でもう一度試します。' },
    en: { cause: 'A folder inside could not be read.', remedy: 'See whether the folder opens. Mamori tries again by itself next time.' },
  },
  'scan.directory-cycle': {
    ja: { cause: '中のフォルダに、それを含むフォルダ自身がつながっています。', remedy: '何もする必要はありません。中身は元の場所で保存されています。' },
    en: { cause: 'A folder inside leads back to a folder that it lies in.', remedy: 'You need not do anything: its contents are stored at their own place.' },
  },
};
