import { bug, CodedError } from '../../base/coded-error.js';
import type { StoredNotice } from '../../core/ports/notice-log.js';
import type { NoticeBody } from '../../notifications/notice.js';
import { parseMemory } from '../../notifications/policy/policy-memory.js';
import { noticeErrors } from '../../terms/errors/notice-errors.js';
import type { NoticeDelivery, NoticeRow } from '../../wire/verbs/notice-results.js';
import type { Workspace } from '../workspace.js';
import type { LendNotices, Verb } from './verb.js';

const MOST_LISTED = 500;

const nobody: LendNotices = () => Promise.reject(bug('a host without notices was asked for them'));

export const noticesListVerb: Verb<'notices.list'> = ({ workspace }, { all }) => ({
  notices: workspace.state.notices.list({ all, limit: MOST_LISTED }).map(notice => rowOf(workspace, notice)),
  muted: parseMemory(workspace.state.notices.memory()).muted,
});

/** Marks notices as seen: those of the given numbers, or all. */
export const noticesSeenVerb: Verb<'notices.seen'> = ({ workspace, lendNotices = nobody }, { numbers }) => lendNotices(centre => {
  if (!numbers) return { seen: centre.see('all') };
  const listed = workspace.state.notices.list({ all: true, limit: MOST_LISTED });
  const ids = numbers.map(number => {
    const found = listed.find(notice => notice.number === number);
    if (!found) throw CodedError.of(noticeErrors, 'notice.unknown', String(number), { data: { number } });
    return found.id;
  });
  return { seen: centre.see(ids) };
});

/** Shows again what was not to be shown again. */
export const noticesResetVerb: Verb<'notices.reset'> = ({ lendNotices = nobody }) => lendNotices(centre => ({ reset: centre.reset() }));

/** Says a test sentence now and answers what became of it, channel by channel. */
export const notifyTestVerb: Verb<'notify.test'> = async ({ workspace, lendNotices = nobody }, { mail }, { signal }) => {
  if (mail) return { deliveries: await (await import('./mail-verbs.js')).sendTestMail(workspace, signal) };
  return lendNotices(async centre => {
    const id = centre.raise({ kind: 'notify-test', dedupeKey: 'notify-test' });
    await centre.settled();
    return { deliveries: deliveriesOf(workspace, id) };
  });
};

/** Presses a button by its nonce: how a toast's link comes in. Answers once the work is done. */
export const noticesPressVerb: Verb<'notices.press'> = ({ lendNotices = nobody }, { nonce }) => lendNotices(async centre => {
  await centre.press(nonce);
  return {};
});

function rowOf(workspace: Workspace, { id, number, kind, severity, atMs, fate, seenMs, body }: StoredNotice): NoticeRow {
  const said = body as NoticeBody;
  const saying = said.type === 'own' ? { type: said.type, values: said.values } : { type: said.type, title: said.title, text: said.text };
  return { number, kind, severity, atMs, fate, source: said.source, seenMs, saying, deliveries: deliveriesOf(workspace, id) };
}

function deliveriesOf({ state }: Workspace, id: string): readonly NoticeDelivery[] {
  return state.notices.deliveriesOf(id).map(({ channel, atMs, failure }) => ({ channel, atMs, failure }));
}
