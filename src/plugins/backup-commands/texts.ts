import { basename } from 'node:path';
import type { Explanation, Language, RestoreOutcome, Run } from '../../host/api/index.js';

/** More answers than this are counted, not listed. */
const MAX_LISTED = 10;

export interface Told {
  readonly title: string;
  readonly text: string;
}

export function backedUpText(runs: readonly Run[], language: Language): Told {
  const failed = runs.reduce((sum, run) => sum + run.failed, 0);
  const names = [...new Set(runs.map(({ source }) => source))].join(language === 'ja' ? '、' : ', ');
  if (failed > 0) {
    return language === 'ja'
      ? { title: '保存できないファイルがありました', text: `${names}: ${failed}個を保存できませんでした。ほかは保存されています。` }
      : { title: 'Some files could not be saved', text: `${names}: ${failed} could not be saved. The others are safe.` };
  }
  return language === 'ja' ? { title: 'バックアップしました', text: `${names}は今の状態で保存されています。` } : { title: 'Backed up', text: `${names}: saved as it is now.` };
}

export function restoredText(path: string, { restored, failed }: RestoreOutcome, language: Language): Told {
  const name = basename(path);
  if (failed.length > 0 || restored === 0) {
    return language === 'ja'
      ? { title: '元に戻せませんでした', text: `「${name}」は今のままです。` }
      : { title: 'Not restored', text: `"${name}" is as it was.` };
  }
  return language === 'ja'
    ? { title: '前のバージョンに戻しました', text: `「${name}」を戻しました。戻す前の内容も版として残っています。` }
    : { title: 'Previous version restored', text: `"${name}" was restored. What was there before is kept as a version, too.` };
}

const ANSWERS: Readonly<Record<Explanation['answer'], Readonly<Record<Language, string>>>> = {
  protected: { ja: '今の内容が保存されています', en: 'its present content is saved' },
  waiting: { ja: '変更されたばかりで、これから保存されます', en: 'it has just changed and is about to be saved' },
  excluded: { ja: '設定により対象から外れています', en: 'it is left out by a rule' },
  failing: { ja: '保存しようとしましたが、できませんでした', en: 'saving it was tried and failed' },
  outside: { ja: '保護しているフォルダーの中にありません', en: 'it lies in no protected folder' },
  'not-there': { ja: 'もうここにありません', en: 'it is not there any more' },
  'not-yet': { ja: 'まだ一度も保存されていません', en: 'it has not been saved yet' },
};

/** The answer to "why?" for one path, as a sentence. */
export function explanationText({ path, answer, source, protectedAsOfMs, rule, code }: Explanation, language: Language): string {
  const isJapanese = language === 'ja';
  const time = protectedAsOfMs === undefined || protectedAsOfMs === 0 ? undefined : new Date(protectedAsOfMs).toLocaleString(isJapanese ? 'ja-JP' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  const details = [
    ...(rule === undefined ? [] : [isJapanese ? `規則: ${rule}` : `rule: ${rule}`]),
    ...(code === undefined ? [] : [isJapanese ? `理由: ${code}` : `reason: ${code}`]),
    ...(time === undefined ? [] : [isJapanese ? `${time}の時点で確認` : `as of ${time}`]),
    ...(source === undefined ? [] : [isJapanese ? `保護フォルダー: ${source}` : `protected folder: ${source}`]),
  ];
  const name = basename(path);
  if (isJapanese) return `「${name}」は${ANSWERS[answer].ja}${details.length > 0 ? `（${details.join('、')}）` : ''}。`;
  return `"${name}": ${ANSWERS[answer].en}${details.length > 0 ? ` (${details.join(', ')})` : ''}.`;
}

export function explanationsText(explanations: readonly Explanation[], language: Language): Told {
  const lines = explanations.slice(0, MAX_LISTED).map(explanation => explanationText(explanation, language));
  const more = explanations.length - lines.length;
  const rest = more === 0 ? [] : [language === 'ja' ? `ほか${more}個` : `and ${more} more`];
  return { title: language === 'ja' ? '保護の状態' : 'Protection', text: [...lines, ...rest].join('\n') };
}
