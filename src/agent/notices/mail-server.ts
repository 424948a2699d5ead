import { CodedError } from '../../base/coded-error.js';
import { usualPorts, type MailServer, type SendMail } from '../../notifications/mail/mail.js';
import { mailErrors } from '../../terms/errors/mail-errors.js';
import { isMailSetUp } from './mail-settings.js';
import type { Workspace } from '../workspace.js';

/** Of the password in the credential store. */
export const MAIL_ACCOUNT = 'mail/password';

/**
 * How mail is sent by the settings as they are now, with the password of the credential store.
 *
 * @throws CodedError mail.not-set-up, mail.password-needed, credential.*
 */
export async function mailServer({ settings, credentials }: Workspace): Promise<MailServer> {
  const { preferences } = settings.current;
  if (!isMailSetUp(preferences)) throw CodedError.of(mailErrors, 'mail.not-set-up', 'mail.host, mail.from or mail.to is empty');
  const security = preferences['mail.security'];
  const user = preferences['mail.user'];
  const password = user === '' ? undefined : await (await credentials()).get(MAIL_ACCOUNT);
  if (user !== '' && password === undefined) throw CodedError.of(mailErrors, 'mail.password-needed', `no password for ${user}`, { data: { user } });
  return {
    host: preferences['mail.host'], port: preferences['mail.port'] || usualPorts[security], security, from: preferences['mail.from'],
    login: password === undefined ? undefined : { user, password }, caFile: preferences['mail.caFile'] || undefined,
  };
}

/** Each mail goes by the settings of the moment: who sets them right need not start anything anew. TLS and SMTP are loaded with the first mail. */
export function sendingBySettings(workspace: Workspace): SendMail {
  return async (mail, signal) => {
    const server = await mailServer(workspace);
    const { sendMail } = await import('../../notifications/adapters/mail-sender.js');
    await sendMail(server, mail, signal);
  };
}

/** Keeps the password; undefined forgets it. */
export async function keepMailPassword({ credentials }: Workspace, password: string | undefined): Promise<void> {
  const store = await credentials();
  await (password === undefined ? store.delete(MAIL_ACCOUNT) : store.set(MAIL_ACCOUNT, password));
}
