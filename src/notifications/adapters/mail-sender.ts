import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as tls from 'node:tls';
import { CodedError } from '../../base/coded-error.js';
import { mailErrors } from '../../terms/errors/mail-errors.js';
import { isMailAddress, oneLine } from '../mail/address.js';
import type { Mail, MailServer } from '../mail/mail.js';
import { mailFailure } from './mail-failure.js';

/** Of each step; the whole attempt is bounded by whoever calls. */
const STEP_MS = 30_000;

/**
 * Sends one mail over a connection of its own. nodemailer is loaded here, at the first mail.
 *
 * Certificates are verified against Node's authorities, the operating system's, and `caFile`. With `starttls` and `tls` nothing, the password least of all, is sent before the
 * connection is encrypted. Resolves when the server has taken the mail; fails with `mail.*`, or with the abort reason.
 */
export async function sendMail(server: MailServer, mail: Mail, signal: AbortSignal): Promise<void> {
  const { host, port, security, from, login, caFile } = server;
  for (const address of [from, mail.to]) if (!isMailAddress(address)) throw CodedError.of(mailErrors, 'mail.not-an-address', JSON.stringify(address), { data: { address } });
  const ca = security === 'none' ? undefined : await authorities(caFile);
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none',
    // forceAuth: a server that offers no login is an error, not a reason to go on without one
    ...(login && { auth: { user: login.user, pass: login.password }, forceAuth: true }),
    tls: { ...(ca && { ca: [...ca] }), minVersion: 'TLSv1.2', rejectUnauthorized: true },
    connectionTimeout: STEP_MS, greetingTimeout: STEP_MS, socketTimeout: STEP_MS, dnsTimeout: STEP_MS, socketCloseTimeout: 1,
    // office networks are internal; without it nodemailer asks only for addresses of families that it sees on other interfaces than the loopback
    allowInternalNetworkInterfaces: true, disableFileAccess: true, disableUrlAccess: true,
  });
  try {
    signal.throwIfAborted();
    await transport.sendMail({
      envelope: { from, to: [mail.to] }, from: { name: 'Mamori', address: from }, to: { name: '', address: mail.to },
      subject: oneLine(mail.subject), text: mail.text, html: mail.html, date: new Date(mail.atMs), messageId: messageId(mail, from), signal,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }, // RFC 3834: no vacation notes in answer
    });
  } catch (failure) {
    if (signal.aborted) throw signal.reason;
    throw mailFailure(failure, server);
  } finally {
    transport.close();
  }
}

/** The same for the same mail: a server that is given it twice may tell. */
function messageId({ id, to, atMs }: Mail, from: string): string {
  const digest = createHash('sha256').update(`${id} ${to} ${atMs}`).digest('hex').slice(0, 32);
  return `<${digest}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}

async function authorities(caFile: string | undefined): Promise<readonly string[]> {
  const known = [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];
  if (caFile === undefined) return known;
  const failed = (detail: string, cause?: unknown) => CodedError.of(mailErrors, 'mail.certificate-file', detail, { data: { file: caFile }, cause });
  const own = await readFile(caFile, 'utf8').catch((cause: unknown) => {
    throw failed(String(cause), cause);
  });
  if (!own.includes('-----BEGIN CERTIFICATE-----')) throw failed('no certificate in PEM form');
  return [...known, own];
}
