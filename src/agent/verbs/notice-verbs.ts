import { CodedError } from '../../base/coded-error.js';
import type { StoredNotice } from '../../core/ports/notice-log.js';
import type { NoticeBody } from '../../notifications/notice.js';
import { parseMemory } from '../../notifications/policy/policy-memory.js';
import { noticeErrors } from '../../terms/errors/notice-errors.js';
import type { NoticeDelivery, NoticeRow } from '../../wire/verbs/notice-results.js';
import { AgentNotices } from '../notices.js';
import type { Workspace } from '../workspace.js';
import type { Verb, VerbHost } from './verb.js';

const MOST_LISTED = 500;

export const noticesListVerb: Verb<'notices.list'> = ({ workspace }, { all }) => ({
  notices: workspace.state.notices.list({ all, limit: MOST_LISTED }).map(notice => rowOf(workspace, notice)),
  muted: parseMemory(workspace.state.notices.memory()).muted,
});

/** Marks notices as seen: those of the given numbers, or all. */
export const noticesSeenVerb: Verb<'notices.seen'> = (host, { numbers }) => withNotices(host, ({ centre }) => {
  if (!numbers) return { seen: centre.see('all') };
  const listed = host.workspace.state.notices.list({ all: true, limit: MOST_LISTED });
  const ids = numbers.map(number => {
    const found = listed.find(notice => notice.number === number);
    if (!found) throw CodedError.of(noticeErrors, 'notice.unknown', String(number), { data: { number } });
    return found.id;
  });
  return { seen: centre.see(ids) };
});

/** Shows again what was not to be shown again. */
export const noticesResetVerb: Verb<'notices.reset'> = host => withNotices(host, ({ centre }) => ({ reset: centre.reset() }));

/** Says a test sentence now and answers what became of it, channel by channel. */
export const notifyTestVerb: Verb<'notify.test'> = host => withNotices(host, async ({ centre }) => {
  const id = centre.raise({ kind: 'notify-test', dedupeKey: 'notify-test' });
  await centre.settled();
  return { deliveries: deliveriesOf(host.workspace, id) };
});

/** Presses a button by its nonce: how a toast's link comes in. Answers once the work is done. */
export const noticesPressVerb: Verb<'notices.press'> = (host, { nonce }) => withNotices(host, async ({ centre }) => {
  await centre.press(nonce);
  return {};
});

/** The agent's notices; in a one-off command ones that last as long as the command. */
async function withNotices<T>(host: VerbHost, use: (notices: AgentNotices) => T | Promise<T>): Promise<T> {
  if (host.notices) return use(host.notices);
  const { VerbRouter } = await import('./verb-router.js');
  const router = new VerbRouter(host);
  const notices = await AgentNotices.open({ workspace: host.workspace, call: (verb, params, context) => router.call(verb, params, context), protection: () => undefined });
  try {
    const result = await use(notices);
    await notices.centre.settled(); // what the command has to say, it says before it ends
    return result;
  } finally {
    await notices.dispose();
  }
}

function rowOf(workspace: Workspace, { id, number, kind, severity, atMs, fate, seenMs, body }: StoredNotice): NoticeRow {
  const said = body as NoticeBody;
  const saying = said.type === 'own' ? { type: said.type, values: said.values } : { type: said.type, title: said.title, text: said.text };
  return { number, kind, severity, atMs, fate, source: said.source, seenMs, saying, deliveries: deliveriesOf(workspace, id) };
}

function deliveriesOf({ state }: Workspace, id: string): readonly NoticeDelivery[] {
  return state.notices.deliveriesOf(id).map(({ channel, atMs, failure }) => ({ channel, atMs, failure }));
}
