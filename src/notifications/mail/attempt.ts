import type { Clock } from '../../base/clock.js';
import { CodedError } from '../../base/coded-error.js';
import { mailErrors } from '../../terms/errors/mail-errors.js';
import type { Mail, SendMail } from './mail.js';

/** Of one attempt as a whole, the slowest server's answers included. */
const ATTEMPT_MS = 60_000;

/** Sends a mail once; fails with `mail.timeout` when that takes too long, however slowly the server goes on answering. */
export async function attempt(send: SendMail, mail: Mail, clock: Clock, signal: AbortSignal): Promise<void> {
  const late = new AbortController();
  const timer = clock.after(ATTEMPT_MS, () => late.abort(CodedError.of(mailErrors, 'mail.timeout', 'no answer in time')), { unref: true });
  try {
    await send(mail, AbortSignal.any([late.signal, signal]));
  } finally {
    timer.cancel();
  }
}
