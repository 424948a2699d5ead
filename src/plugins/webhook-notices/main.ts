import { setTimeout as pause } from 'node:timers/promises';
import type { Mamori, Notice, PluginContext } from '../../host/api/index.js';
import { bodyOf } from './request-body.js';

const SECRET = 'signing-secret';
const TIMEOUT_MS = 10_000;

export function activate(context: PluginContext, mamori: Mamori): void {
  context.subscriptions.push(
    mamori.notices.registerChannel('webhook-notices.webhook', { deliver: (notice, signal) => deliver(mamori, notice, AbortSignal.any([signal, context.signal])) }),
    mamori.commands.registerCommand('webhook-notices.setSecret', ({ extra }) => setSecret(mamori, extra)),
  );
}

async function deliver(mamori: Mamori, notice: Notice, signal: AbortSignal): Promise<void> {
  const { PostFailure, postNotice } = await import('./post-notice.js'); // with axios, which a start of the agent does without
  const [url, secret] = await Promise.all([mamori.configuration.get<string>('webhook-notices.url'), mamori.secrets.get(SECRET)]);
  try {
    await postNotice({ url, secret, signal, body: bodyOf(notice), timeoutMs: TIMEOUT_MS, wait: (ms, waiting) => pause(ms, undefined, { signal: waiting }) });
  } catch (failure) {
    if (failure instanceof PostFailure) throw mamori.error(failure.code, failure.message);
    throw failure;
  }
}

/** `extra: { secret }`; without one requests are not signed any more. */
async function setSecret(mamori: Mamori, extra: unknown): Promise<void> {
  const { secret } = Object(extra) as { readonly secret?: unknown };
  if (secret === undefined) return mamori.secrets.delete(SECRET);
  if (typeof secret !== 'string' || secret === '') throw new Error('extra is { secret }, a text');
  return mamori.secrets.set(SECRET, secret);
}
