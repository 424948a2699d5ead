import type { Text } from '../text.js';

/**
 * What Explorer's menu says beside the entries of ../menu-texts.ts. scripts/lib/native-headers.mjs hands both to the extension, which knows no other words; it imports nothing but types,
 * so that the build can read it before anything is compiled. '&' marks the access key, the same in both languages.
 */
export const explorerMenuTexts = {
  root: { ja: '&Mamori', en: '&Mamori' },
  rootHelp: { ja: 'バックアップと、ファイルの以前のバージョン', en: 'Backup and earlier versions of files' },
  backUpHelp: { ja: '選んだものを今すぐバックアップします', en: 'Backs up what is selected, at once' },
  restoreHelp: { ja: 'このバージョンに戻します。今の内容は、先にバックアップします', en: 'Brings this version back; what is there now is backed up first' },
  chooseVersion: { ja: 'バージョンを選ぶ(&V)…', en: 'Choose &version…' },
  versionsHelp: { ja: 'このファイルの以前のバージョンをすべて表示します', en: 'Shows all earlier versions of this file' },
  noVersions: { ja: 'バージョンはまだありません', en: 'No versions yet' },
  restoreCopyHelp: { ja: '選んだバージョンを、日付の付いた名前で同じ場所に取り出します', en: 'Puts a version beside the file, with its date in the name' },
  whyHelp: { ja: 'バックアップされている理由、されていない理由を表示します', en: 'Says why this is backed up or why it is not' },
  statusProtected: { ja: '状態: バックアップ済み', en: 'Status: protected' },
  statusInProgress: { ja: '状態: バックアップ中', en: 'Status: being backed up' },
  statusProblem: { ja: '状態: バックアップに問題があります', en: 'Status: there is a problem' },
} as const satisfies Readonly<Record<string, Text>>;
