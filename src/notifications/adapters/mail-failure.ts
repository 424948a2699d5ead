import { CodedError } from '../../base/coded-error.js';
import { mailErrors } from '../../terms/errors/mail-errors.js';

/** nodemailer's error: `code` is its own, `originalCode` the socket's or OpenSSL's, `responseCode` the server's. */
interface TransportFailure extends Error {
  readonly code?: string;
  readonly originalCode?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
}

/** What Node says when a chain, a name or a date of a certificate is wrong (X509 errors of OpenSSL, and Node's own for the name). */
const CERTIFICATE = /^(?:CERT_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(?:GET_ISSUER_CERT|VERIFY_LEAF_SIGNATURE|DECODE_ISSUER)|INVALID_CA|PATH_LENGTH_EXCEEDED|INVALID_PURPOSE|HOSTNAME_MISMATCH|ERR_TLS_CERT_ALTNAME_INVALID)/;
/** Long answers of servers are cut: they go to the log and into details. */
const MAX_ANSWER = 300;

type MailCode = keyof typeof mailErrors;

/** Says what an attempt failed of, once and for all: nothing above knows nodemailer's words. */
export function mailFailure(cause: unknown, { host, port }: { readonly host: string; readonly port: number }): CodedError {
  const failure = cause as TransportFailure;
  const answer = (failure.response ?? '').slice(0, MAX_ANSWER);
  return CodedError.of(mailErrors, codeOf(failure), failure.message.slice(0, MAX_ANSWER), {
    data: { host, port, ...(answer !== '' && { answer }), ...(failure.originalCode !== undefined && { errno: failure.originalCode }) }, cause,
  });
}

function codeOf({ code, originalCode = '', responseCode = 0, command = '', message }: TransportFailure): MailCode {
  if (CERTIFICATE.test(originalCode)) return 'mail.bad-certificate';
  if (code === 'ETIMEDOUT') return 'mail.timeout';
  // The server knows no STARTTLS or refuses it; or it speaks no TLS where TLS is to begin at once, or the reverse.
  if (code === 'ETLS' || command === 'STARTTLS' || /STARTTLS/.test(message) || /^(?:ERR_SSL|EPROTO)/.test(originalCode)) return 'mail.no-encryption';
  if (responseCode >= 400 && responseCode < 500) return 'mail.deferred';
  if (code === 'EAUTH') return 'mail.login-refused';
  if (responseCode < 500) return 'mail.unreachable';
  // 530: the server wants a login first (RFC 4954)
  if (responseCode === 530) return 'mail.login-refused';
  if (command === 'RCPT TO') return 'mail.recipient-refused';
  return command === 'MAIL FROM' ? 'mail.sender-refused' : 'mail.refused';
}
