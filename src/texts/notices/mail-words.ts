import type { RunReason, RunStatus } from '../../terms/run-status.js';
import { isNotRunReason, type Absence, type NotRunReason } from '../../terms/schedule-terms.js';
import { notRunTexts } from '../cli/schedule-texts.js';
import { describeError } from '../describe-error.js';
import type { Language } from '../language.js';
import { reasonCauses, reasonNames, reasonRemedies } from '../run-reason-texts.js';
import { groupedNumber, inLanguage, type Text, type TextValues } from '../text.js';
import { layOutHtml, layOutText, type MailContent } from './mail-layout.js';
import { mailTexts } from './mail-texts.js';

/** What became of one source. Times are written already, as clocks on the wall show them. */
export interface SourceResult {
  readonly number: string; // 000012-1
  readonly source: string;
  readonly status: RunStatus | NotRunReason;
  readonly started: string;
  readonly finished: string;
  readonly files?: number | undefined;
  readonly failed?: number | undefined;
  /** Of what was missed: how often, from `started` to `finished`; and what the evidence says of it. */
  readonly times?: number | undefined;
  readonly because?: Absence | undefined;
  /** Of a run that could not be made at all. */
  readonly code?: string | undefined;
}

interface Words {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The mail about a run of which not everything was completed. It names no file: mail is read by others, and on the way. */
export function resultMailWords(device: string, results: readonly SourceResult[], language: Language): Words {
  const say = (text: Text, values?: TextValues) => inLanguage(text, language, values);
  const failed = results.filter(({ status }) => status !== 'completed');
  const first = failed[0] ?? results[0] as SourceResult;
  const subject = failed.length <= 1 ? say(mailTexts.subjectOne, { device, source: first.source, status: statusName(first.status, language) })
    : say(mailTexts.subjectSome, { device, count: results.length, failed: failed.length, source: first.source });
  return laidOut(subject, {
    heading: say(mailTexts.heading, { device }),
    blocks: results.map(result => ({ title: say(mailTexts.source, { source: result.source, number: result.number }), lines: linesOf(result, language) })),
    closing: [say(mailTexts.details, { number: first.number }), say(mailTexts.ending)],
  }, language);
}

/** A notice as a mail. */
export function noticeMailWords(device: string, { title, text }: { readonly title: string; readonly text: string }, language: Language): Words {
  return laidOut(inLanguage(mailTexts.subjectNotice, language, { device, title }), { heading: title, blocks: [], closing: [text] }, language);
}

export function testMailWords(device: string, language: Language): Words {
  return laidOut(inLanguage(mailTexts.subjectTest, language, { device }), { heading: inLanguage(mailTexts.test, language, { device }), blocks: [], closing: [inLanguage(mailTexts.ending, language)] }, language);
}

function laidOut(subject: string, content: MailContent, language: Language): Words {
  return { subject, text: layOutText(content), html: layOutHtml(content, language) };
}

function linesOf({ status, started, finished, times = 1, because, files, failed, code }: SourceResult, language: Language): (readonly [string, string])[] {
  const say = (text: Text, values?: TextValues) => inLanguage(text, language, values);
  const due = times === 1 ? started : say(mailTexts.dueTimes, { first: started, last: finished, times });
  return [
    [say(mailTexts.status), statusName(status, language)],
    ...isNotRunReason(status) ? [[say(mailTexts.due), due] as const] : [[say(mailTexts.started), started] as const, [say(mailTexts.finished), finished] as const],
    ...files === undefined ? [] : [[say(mailTexts.files), groupedNumber(files)] as const],
    ...failed ? [[say(mailTexts.notSaved), groupedNumber(failed)] as const] : [],
    ...status === 'completed' ? [] : whyOf({ status, code, because }, language),
  ];
}

function statusName(status: RunStatus | NotRunReason, language: Language): string {
  if (status === 'completed') return inLanguage(mailTexts.completed, language);
  const known = Object.hasOwn(reasonNames, status) ? inLanguage(reasonNames[status], language) : status; // of a newer program
  return inLanguage(isNotRunReason(status) ? mailTexts.notRun : mailTexts.incomplete, language, { reason: known });
}

function whyOf({ status, code, because }: { readonly status: RunReason | NotRunReason; readonly code: string | undefined; readonly because: Absence | undefined }, language: Language): (readonly [string, string])[] {
  const isKnown = code === undefined && Object.hasOwn(reasonCauses, status);
  const { cause, remedy } = isKnown ? { cause: inLanguage(reasonCauses[status], language), remedy: inLanguage(reasonRemedies[status], language) } : describeError(code ?? '', language);
  const known = because !== undefined && Object.hasOwn(notRunTexts, because) ? inLanguage(notRunTexts[because], language) : cause;
  return [[inLanguage(mailTexts.cause, language), known], [inLanguage(mailTexts.remedy, language), remedy]];
}
