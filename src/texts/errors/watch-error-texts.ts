import type { watchErrors } from '../../terms/errors/watch-errors.js';
import type { ErrorText } from './error-text.js';

export const watchErrorTexts: Readonly<Record<keyof typeof watchErrors, ErrorText>> = {
  'watch.root-gone': {
    ja: { cause: '見守っているフォルダが見つかりません（取り外されたディスク、名前の変更、削除など）。', remedy: 'ディスクやネットワークをつなぎ直してください。見つかりしだい、見守りは自動で再開します。フォルダを移動した場合は「mamori source add」で新しい場所を登録してください。' },
    en: { cause: 'The protected folder cannot be found (a disk was unplugged, or the folder was renamed or deleted).', remedy: 'Connect the disk or network again; watching goes on by itself as soon as the folder is there. If you moved it, register the new place with "mamori source add".' },
  },
  'watch.no-permission': {
    ja: { cause: '見守っているフォルダを開く権限がありません。', remedy: 'フォルダのアクセス権を確かめるか、管理者に相談してください。読めるようになれば自動で再開します。' },
    en: { cause: 'There is no permission to open the protected folder.', remedy: 'Check who may open the folder, or ask your administrator. Watching goes on by itself once it can be read.' },
  },
  'watch.limit-reached': {
    ja: { cause: 'このPCで同時に見守れるフォルダ数の上限に達しました。', remedy: '保護は定期的な走査で続いています。すぐに反映させるには、管理者に fs.inotify.max_user_watches の値を増やしてもらってください（必要な数は「mamori status」に表示されます）。' },
    en: { cause: 'This PC allows no more folders to be watched at the same time.', remedy: 'Protection goes on by regular scans. For saves to be noticed at once, ask your administrator to raise fs.inotify.max_user_watches ("mamori status" shows how many are needed).' },
  },
  'watch.too-many-open-files': {
    ja: { cause: '開いているファイルやフォルダの数が多すぎるため、見守りを始められません。', remedy: '使っていないプログラムを閉じてください。保護は定期的な走査で続き、見守りは自動で再試行されます。' },
    en: { cause: 'Watching cannot start because too many files and folders are open on this PC.', remedy: 'Close programs that you do not use. Protection goes on by regular scans, and watching is tried again by itself.' },
  },
  'watch.failed': {
    ja: { cause: 'フォルダの変更を知らせる仕組みが止まりました。', remedy: '何もする必要はありません。フォルダ全体を調べ直し、見守りを自動で再開します。何度も表示される場合は「mamori doctor」を実行してください。' },
    en: { cause: 'The part that tells about changed files has stopped.', remedy: 'You need not do anything: the whole folder is checked again and watching restarts by itself. If you see this often, run "mamori doctor".' },
  },
  'watch.source-ended': {
    ja: { cause: 'フォルダの見守りが予期せず終わりました。', remedy: '何もする必要はありません。フォルダ全体を調べ直し、見守りを自動で再開します。' },
    en: { cause: 'Watching the folder ended unexpectedly.', remedy: 'You need not do anything: the whole folder is checked again and watching restarts by itself.' },
  },
  'watch.not-recorded': {
    ja: { cause: '調べ直しが必要なフォルダの記録をディスクに保存できません（空き容量の不足など）。', remedy: 'ディスクの空き容量を増やしてください。それまでアイコンに「保護済み」は表示されず、保存できるまで再試行を続けます。' },
    en: { cause: 'The list of folders that must be checked again cannot be saved to disk (for example because the disk is full).', remedy: 'Free some space on the disk. Until then nothing is shown as protected, and saving the list is tried again and again.' },
  },
};
