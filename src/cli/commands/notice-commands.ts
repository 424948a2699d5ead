import { describeError } from '../../texts/describe-error.js';
import { channelTexts } from '../../texts/cli/doctor-texts.js';
import { noticeCommandTexts } from '../../texts/cli/notice-texts.js';
import { severityTexts } from '../../texts/notices/notice-texts.js';
import { noticeWords } from '../../texts/notices/notice-words.js';
import { inLanguage } from '../../texts/text.js';
import type { NoticeDelivery, NoticeRow } from '../../wire/verbs/notice-results.js';
import type { VerbCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import { formatTime, printable } from '../render/format-values.js';
import { say, type RenderContext } from '../render/render-context.js';
import { noWords, wholeNumber } from './shared.js';

export const noticesListCommand: VerbCommand<'notices.list'> = {
  usage: 'notices list [--all]',
  example: 'notices list',
  summary: { ja: 'お知らせの一覧', en: 'list notices that nobody has seen yet' },
  options: { all: { type: 'boolean', summary: noticeCommandTexts.all } },
  request: words => {
    noWords(words, 1);
    return { verb: 'notices.list', params: { all: words.flag('all') } };
  },
  render: ({ notices, muted }, context) => {
    if (notices.length === 0) say(context, noticeCommandTexts.none);
    for (const notice of notices) renderNotice(notice, context);
    if (muted.length > 0) say(context, noticeCommandTexts.muted, { kinds: muted.map(printable).join(', ') });
  },
};

export const noticesSeenCommand: VerbCommand<'notices.seen'> = {
  usage: 'notices seen [NUMBER...]',
  example: 'notices seen 12 13',
  summary: { ja: 'お知らせを既読にする（番号がなければすべて）', en: 'mark notices as seen: all, or those of the given numbers' },
  options: {},
  request: words => {
    const numbers = words.positionals.slice(1).map(word => wholeNumber(word, 'NUMBER') as number);
    return { verb: 'notices.seen', params: numbers.length > 0 ? { numbers } : {} };
  },
  render: ({ seen }, context) => say(context, noticeCommandTexts.seen, { count: seen }),
};

export const noticesResetCommand: VerbCommand<'notices.reset'> = {
  usage: 'notices reset',
  example: 'notices reset',
  summary: { ja: '「今後表示しない」にしたお知らせを、また表示する', en: 'show again what was not to be shown again' },
  options: {},
  request: words => {
    noWords(words, 1);
    return { verb: 'notices.reset', params: {} };
  },
  render: ({ reset }, context) => say(context, noticeCommandTexts.reset, { count: reset }),
};

export const notifyTestCommand: VerbCommand<'notify.test'> = {
  usage: 'notify test [--mail]',
  example: 'notify test',
  summary: { ja: 'お知らせが届くか試す', en: 'try whether notices reach you' },
  options: { mail: { type: 'boolean', summary: noticeCommandTexts.mail } },
  request: words => {
    noWords(words, 1);
    return { verb: 'notify.test', params: { mail: words.flag('mail') } };
  },
  render: ({ deliveries }, context) => {
    for (const delivery of deliveries) renderDelivery(delivery, context);
  },
  /** The log always takes it: what counts is whether a person could see it. */
  exitCode: ({ deliveries }) => (deliveries.some(({ channel, failure }) => failure === undefined && channel !== 'log') ? EXIT.ok : EXIT.failed),
};

function renderNotice({ number, kind, severity, atMs, saying }: NoticeRow, context: RenderContext): void {
  const { title, text } = noticeWords(kind, saying, context.language);
  say(context, noticeCommandTexts.entry, { number: String(number), time: formatTime(atMs), severity: inLanguage(severityTexts[severity], context.language), title: printable(title) });
  if (text !== '') say(context, noticeCommandTexts.text, { text: printable(text) });
}

function channelName(channel: string, { language }: RenderContext): string {
  return Object.hasOwn(channelTexts, channel) ? inLanguage(channelTexts[channel as keyof typeof channelTexts], language) : printable(channel);
}

function renderDelivery({ channel, failure }: NoticeDelivery, context: RenderContext): void {
  if (failure === undefined) return say(context, noticeCommandTexts.delivered, { channel: channelName(channel, context) });
  say(context, noticeCommandTexts.notDelivered, { channel: channelName(channel, context), ...describeError(failure, context.language) });
}
