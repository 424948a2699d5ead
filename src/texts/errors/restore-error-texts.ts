import type { restoreErrors } from '../../terms/errors/restore-errors.js';
import type { ErrorText } from './error-text.js';

export const restoreErrorTexts: Readonly<Record<keyof typeof restoreErrors, ErrorText>> = {
  'restore.bad-time': {
    ja: { cause: '時点の書き方が分かりません。', remedy: '「2026-11-22 15:04」「2026-11-22」「2h」（2時間前）「yesterday」のように書いてください。' },
    en: { cause: 'The point in time is not understood.', remedy: 'Write it like "2026-11-22 15:04", "2026-11-22", "2h" (two hours ago) or "yesterday".' },
  },
  'restore.unknown-path': {
    ja: { cause: 'この場所のバックアップがありません。', remedy: '「mamori find 名前」で探すか、時点（--at）を変えてください。' },
    en: { cause: 'There is no backup of this path.', remedy: 'Look for it with "mamori find NAME", or choose another point in time (--at).' },
  },
  'restore.unknown-version': {
    ja: { cause: 'その番号の版はありません（または整理済みです）。', remedy: '「mamori versions パス」で、ある版の番号を確かめてください。' },
    en: { cause: 'There is no version of that number, or it was dropped.', remedy: 'See "mamori versions PATH" for the versions that exist.' },
  },
  'restore.unknown-run': {
    ja: { cause: 'その番号のバックアップ履歴はありません。', remedy: '「mamori runs」で番号を確かめてください。' },
    en: { cause: 'There is no backup of that number in the history.', remedy: 'See "mamori runs" for the numbers.' },
  },
  'restore.unknown-source': {
    ja: { cause: 'その名前のバックアップ元（または端末）はありません。', remedy: '「mamori source list」で名前を確かめてください。' },
    en: { cause: 'There is no source (or device) of that name.', remedy: 'See "mamori source list" for the names.' },
  },
  'restore.ambiguous-source': {
    ja: { cause: '同じ名前のバックアップ元が複数あります。', remedy: '--device または --source で、どれかを指定してください。' },
    en: { cause: 'Several sources match.', remedy: 'Say which one with --device or --source.' },
  },
  'restore.needs-target': {
    ja: { cause: '別のPCのファイルは元の場所に戻せません。', remedy: '--to で復元先のフォルダを指定してください。' },
    en: { cause: 'Files of another device cannot go back to their own place here.', remedy: 'Give a folder with --to.' },
  },
  'restore.inside-vault': {
    ja: { cause: '復元先が保管庫の中です。', remedy: '保管庫の外のフォルダを指定してください。' },
    en: { cause: 'The target lies inside the vault.', remedy: 'Choose a folder outside the vault.' },
  },
  'restore.nothing-to-undo': {
    ja: { cause: '取り消せる復元がありません（元の場所への復元がないか、すでに取り消されています）。', remedy: '「mamori runs --restores」で復元の履歴を、「mamori versions パス」で前の版を確かめられます。' },
    en: { cause: 'There is no restore to undo: nothing was restored to its own place, or it was undone already.', remedy: 'See "mamori runs --restores" for what was restored, and "mamori versions PATH" for earlier versions.' },
  },
  'restore.changed-since': {
    ja: { cause: '復元で作られたあとに変更されたため、削除せずに残しました。', remedy: '不要なら自分で削除してください。' },
    en: { cause: 'This was made by the restore and changed since, so it was left where it is.', remedy: 'Delete it yourself if it is not needed.' },
  },
};
