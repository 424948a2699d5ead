import { menuTexts } from '../menu-texts.js';
import type { Text } from '../text.js';

/** What the extension of Nautilus, Nemo, Caja and Thunar and its window say by themselves; `shell install` hands it to them. '&' marks the access key, the same in both languages. */
export const fileManagerTexts = {
  ...menuTexts,
  root: { ja: '&Mamori', en: '&Mamori' },
  rootTip: { ja: 'バックアップと、ファイルの以前のバージョン', en: 'Backup and earlier versions of files' },
  chooseVersion: { ja: 'バージョンを選ぶ(&V)…', en: 'Choose &version…' },
  whole: { ja: 'Mamori全体(&E)', en: 'Mamori as a whol&e' },
  wholeWindow: { ja: 'Mamori全体(&E)…', en: 'Mamori as a whol&e…' },
  restore: { ja: 'この版に戻す', en: 'Restore' },
  restoreCopy: { ja: 'コピーを復元', en: 'Restore a copy' },
  asked: { ja: '実行しています。終わるとお知らせします。', en: 'Mamori is at it, and tells you when it is done.' },
  noVersions: { ja: 'バージョンはまだありません。', en: 'There is no version of this yet.' },
  starting: { ja: 'Mamoriを起動しています…', en: 'Mamori is being started…' },
  away: { ja: 'Mamoriが応答しません。「mamori up」で始まります。', en: 'Mamori does not answer. It starts with "mamori up".' },
  refused: { ja: 'できませんでした（{code}）。', en: 'That did not work ({code}).' },
  notKept: { ja: '選んだ操作を渡せませんでした。ディスクがいっぱいかもしれません。あとでもう一度選んでください。', en: 'What you chose could not be passed on: the disk may be full. Please choose it again later.' },
} as const satisfies Readonly<Record<string, Text>>;
