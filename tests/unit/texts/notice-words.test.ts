import { describe, expect, it } from 'vitest';
import { noticeKinds, type NoticeKind } from '../../../src/terms/notice-terms.js';
import type { RunReason } from '../../../src/terms/run-status.js';
import { languages } from '../../../src/texts/language.js';
import { noticeTexts, noticeTitles } from '../../../src/texts/notices/notice-texts.js';
import { noticeWords } from '../../../src/texts/notices/notice-words.js';
import { reasonCauses } from '../../../src/texts/run-reason-texts.js';
import type { TextValues } from '../../../src/texts/text.js';

const own = (values: TextValues) => ({ type: 'own', values }) as const;

/** Something for every place of a kind's words. */
function valuesOf(kind: NoticeKind): TextValues {
  const places = `${noticeTitles[kind].en} ${noticeTexts[kind].en}`.match(/(?<=\{)\w+(?=[#}])/g) ?? [];
  return { ...Object.fromEntries(places.map(place => [place, `<${place}>.`])), action: 'undo', code: 'store.gone' };
}

describe('the words of a notice', () => {
  it.each(Object.keys(noticeKinds) as NoticeKind[])('of kind %s are whole in every language', kind => {
    for (const language of languages) {
      const { title, text } = noticeWords(kind, own(valuesOf(kind)), language);
      expect(title + text).not.toMatch(/[{}]|undefined/);
      expect(text).toMatch(/[。.]$/);
      expect(/[ぁ-んァ-ヶ一-龠]/.test(title.replace(/<\w+>\./g, ''))).toBe(language === 'ja' && /[^\s]/.test(title.replace(/<\w+>\./g, '')));
    }
  });

  it.each(Object.keys(reasonCauses) as RunReason[])('say what to do about a backup that is incomplete by %s', reason => {
    expect(noticeWords('backup-failed', own({ source: 'x', reason }), 'en').text).toMatch(/^x: [A-Z].*\.$/);
  });

  it('tell two weeks of missed backups in one sentence, and that the last is being made up for', () => {
    const missed = { count: 14, first: '2026-11-07 12:30', last: '2026-11-20 12:30', because: 'off', madeUp: 'yes' };
    expect(noticeWords('missed-backup', own(missed), 'en').text).toBe('14 backups were not run, from 2026-11-07 12:30 to 2026-11-20 12:30. The PC was off. The last one is being made up for now.');
    expect(noticeWords('missed-backup', own(missed), 'ja').text).toBe('2026-11-07 12:30から2026-11-20 12:30まで、14回のバックアップが行なわれませんでした。PCの電源が切れていました。今からバックアップします。');
  });

  it('of a source that was never backed up say so', () => {
    expect(noticeWords('backup-overdue', own({ source: 'Documents', days: 3, ever: 'never' }), 'en').text).toMatch(/never been backed up/);
  });

  it('of a plugin are its own, and those of a newer program its kind', () => {
    expect(noticeWords('plugin/acme.chat/x', { type: 'given', title: 'A', text: 'B' }, 'ja')).toEqual({ title: 'A', text: 'B' });
    expect(noticeWords('from-the-future', own({}), 'en')).toEqual({ title: 'from-the-future', text: '' });
  });
});
