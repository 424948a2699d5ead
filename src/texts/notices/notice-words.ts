import { isNoticeKind, type ActionName, actionNames } from '../../terms/notice-terms.js';
import type { RunReason } from '../../terms/run-status.js';
import { notRunTexts } from '../cli/schedule-texts.js';
import { describeError } from '../describe-error.js';
import type { Language } from '../language.js';
import { reasonCauses, reasonRemedies } from '../run-reason-texts.js';
import { inLanguage, type Text, type TextValues } from '../text.js';
import { actionTexts, noticeTexts, noticeTitles, noticeVariants } from './notice-texts.js';

export interface NoticeWords {
  readonly title: string;
  readonly text: string;
}

/** What a stored notice says: by kind and values, or in words that a plugin gave. */
export type Sayable = { readonly type: 'own'; readonly values: TextValues } | { readonly type: 'given'; readonly title: string; readonly text: string };

/** Puts a notice into words. One of a newer program says its kind's name. */
export function noticeWords(kind: string, body: Sayable, language: Language): NoticeWords {
  if (body.type === 'given') return { title: body.title, text: body.text };
  if (!isNoticeKind(kind)) return { title: kind, text: '' };
  const values = { ...body.values, why: whyOf(body.values, language), action: actionWords(String(body.values['action'] ?? ''), language) };
  const say = (text: Text) => inLanguage(text, language, values);
  return { title: say(noticeTitles[kind]), text: [say(special(kind, values) ?? noticeTexts[kind]), ...added(kind, values).map(say)].join(language === 'ja' ? '' : ' ').trim() };
}

export function actionWords(name: string, language: Language): string {
  return (actionNames as readonly string[]).includes(name) ? inLanguage(actionTexts[name as ActionName], language) : name;
}

function special(kind: string, values: TextValues): Text | undefined {
  if (kind === 'missed-backup' && Number(values['count']) > 1) return noticeVariants.manyMissed;
  if (kind === 'backup-overdue' && values['ever'] === 'never') return noticeVariants.neverBackedUp;
  if (kind === 'agent-not-running' && values['since'] === '') return noticeVariants.neverRan;
  return undefined;
}

function added(kind: string, values: TextValues): readonly Text[] {
  if (kind === 'missed-backup' && values['madeUp'] === 'yes') return [noticeVariants.madeUp];
  if (kind === 'monthly-usage' && values['free'] !== undefined) return [noticeVariants.freeSpace];
  if (Number(values['failed'] ?? 0) > 0) return kind === 'backup-finished' ? [noticeVariants.someNotSaved] : [noticeVariants.someFailed];
  return [];
}

/** The reason in words: of an error code, of a run, or of a missed time. */
function whyOf({ code, reason, because }: TextValues, language: Language): string {
  const together = (cause: string, remedy: string) => (language === 'ja' ? `${cause}${remedy}` : `${cause} ${remedy}`);
  if (typeof code === 'string') {
    const { cause, remedy } = describeError(code, language);
    return together(cause, remedy);
  }
  if (typeof reason === 'string' && Object.hasOwn(reasonCauses, reason)) {
    return together(inLanguage(reasonCauses[reason as RunReason], language), inLanguage(reasonRemedies[reason as RunReason], language));
  }
  if (typeof because === 'string' && Object.hasOwn(notRunTexts, because)) return inLanguage(notRunTexts[because as keyof typeof notRunTexts], language);
  return '';
}
