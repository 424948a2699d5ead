import { oneLine } from '../../notifications/mail/address.js';
import { attempt } from '../../notifications/mail/attempt.js';
import { testMailWords } from '../../texts/notices/mail-words.js';
import type { NoticeDelivery } from '../../wire/verbs/notice-results.js';
import { keepMailPassword, mailServer, sendingBySettings } from '../notices/mail-server.js';
import { recipientsOf } from '../notices/mail-settings.js';
import { languageOf } from '../place.js';
import type { Workspace } from '../workspace.js';
import type { Verb } from './verb.js';

/** Keeps the password of the mail server in the credential store; without one it is forgotten. */
export const mailPasswordVerb: Verb<'mail.password'> = async ({ workspace }, { password }) => {
  await keepMailPassword(workspace, password);
  return { kept: password !== undefined };
};

/**
 * Sends a test mail to each recipient now, also while mail is off, and answers once the server has taken them all.
 *
 * @throws CodedError mail.*: what is wrong with the settings, or what the server said to the first that it refused
 */
export async function sendTestMail(workspace: Workspace, signal: AbortSignal): Promise<readonly NoticeDelivery[]> {
  const { settings, state, clock, place, device } = workspace;
  await mailServer(workspace); // what is missing is told before anything is sent
  const words = testMailWords(oneLine(device), languageOf(place));
  const send = sendingBySettings(workspace);
  const atMs = clock.nowMs();
  const failures: unknown[] = [];
  for (const to of recipientsOf(settings.current.preferences)) {
    signal.throwIfAborted();
    await attempt(send, { id: 'mail/test', to, atMs, ...words }, clock, signal).catch((failure: unknown) => failures.push(failure));
  }
  if (failures.length > 0) throw failures[0];
  state.notices.deliver({ notice: 'mail/test', channel: 'mail', atMs }); // what failed before is over
  return [{ channel: 'mail', atMs }];
}
