import type { Language } from '../../host/api/index.js';
import type { DumpFailureCode } from './failure.js';

const CAUSES: Readonly<Record<DumpFailureCode, Readonly<Record<Language, string>>>> = {
  'database.address-invalid': { ja: '設定に書かれた場所が正しくありません', en: 'its address in the settings is not a valid one' },
  'database.tool-missing': { ja: '書き出しに使うプログラムが見つかりません', en: 'the program that makes dumps was not found' },
  'database.dump-failed': { ja: '書き出しのプログラムが失敗しました', en: 'the program that makes dumps failed' },
  'database.time-limit': { ja: '時間内に終わりませんでした', en: 'it took longer than it may' },
  'database.file-missing': { ja: 'データベースのファイルがありません', en: 'its file is not there' },
  'database.file-damaged': { ja: 'データベースのファイルが壊れています', en: 'its file is damaged' },
};

export function folderName(language: Language): string {
  return language === 'ja' ? 'データベース' : 'Databases';
}

/** What people are told when databases could not be dumped; one line each. */
export function failureNotice(failed: readonly { readonly label: string; readonly code: DumpFailureCode }[], language: Language): { readonly title: string; readonly text: string } {
  const lines = failed.map(({ label, code }) => (language === 'ja' ? `「${label}」: ${CAUSES[code].ja}。` : `"${label}": ${CAUSES[code].en}.`));
  return language === 'ja'
    ? { title: '書き出せなかったデータベースがあります', text: `${lines.join('\n')}\n前回までに書き出したものは残っています。` }
    : { title: 'A database could not be dumped', text: `${lines.join('\n')}\nWhat was dumped before is kept.` };
}
