import type { Readable } from 'node:stream';
import axios, { type AxiosResponse } from 'axios';
import { retryDelay, type RetryHint } from './retry-delay.js';
import { signatureOf } from './request-body.js';

export type PostFailureCode = 'webhook.not-configured' | 'webhook.unreachable' | 'webhook.busy' | 'webhook.refused' | 'webhook.redirected';

export class PostFailure extends Error {
  override readonly name = 'PostFailure';
  readonly code: PostFailureCode;

  constructor(code: PostFailureCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

export interface Post {
  readonly url: string;
  readonly body: string;
  readonly secret: string | undefined;
  readonly signal: AbortSignal;
  /** One request, until its answer's status is there. */
  readonly timeoutMs: number;
  /** Rejects when the signal fires. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

const MAX_REDIRECTS = 3;

/**
 * Posts a body until it is accepted, at most four times.
 *
 * @throws PostFailure; the signal's reason
 */
export async function postNotice(post: Post): Promise<void> {
  const target = addressOf(post.url);
  for (let failed = 1; ; failed += 1) {
    const { failure, hint } = await attempt(post, target);
    if (!failure) return;
    const delay = failure.code === 'webhook.busy' || failure.code === 'webhook.unreachable' ? retryDelay(failed, hint) : undefined;
    if (delay === undefined) throw failure;
    await post.wait(delay, post.signal);
  }
}

function addressOf(url: string): URL {
  const target = URL.parse(url);
  if (target?.protocol === 'https:' || target?.protocol === 'http:') return target;
  throw new PostFailure('webhook.not-configured', 'no http or https address');
}

interface Attempt {
  /** undefined: accepted. */
  readonly failure?: PostFailure;
  readonly hint: RetryHint;
}

async function attempt(post: Post, target: URL): Promise<Attempt> {
  let url = target;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const answer = await send(post, url);
    if (answer instanceof PostFailure) return { failure: answer, hint: {} };
    const { status, headers } = answer;
    const hint = { retryAfter: header(headers['retry-after']), date: header(headers['date']) };
    if (status >= 200 && status < 300) return { hint };
    if (status === 429 || status >= 500) return { failure: new PostFailure('webhook.busy', `status ${status}`), hint };
    if (status < 300 || status >= 400) return { failure: new PostFailure('webhook.refused', `status ${status}`), hint };
    const next = URL.parse(header(headers['location']) ?? '', url.href);
    // Other redirects than these two turn a POST into a GET, which delivers nothing.
    if (next?.origin !== target.origin || (status !== 307 && status !== 308)) return { failure: new PostFailure('webhook.redirected', `status ${status} to ${next?.origin ?? 'nowhere'}`), hint };
    url = next;
  }
  return { failure: new PostFailure('webhook.redirected', 'one redirect after another'), hint: {} };
}

async function send({ body, secret, signal, timeoutMs }: Post, url: URL): Promise<Pick<AxiosResponse, 'status' | 'headers'> | PostFailure> {
  signal.throwIfAborted();
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await axios.post<Readable>(url.href, body, {
      headers: { 'Content-Type': 'application/json; charset=utf-8', 'User-Agent': 'mamori', ...(secret !== undefined && { 'Mamori-Signature': signatureOf(body, secret) }) },
      signal: AbortSignal.any([signal, limit]), maxRedirects: 0, responseType: 'stream', transformRequest: [], validateStatus: () => true,
    });
    answer.data.destroy(); // what it contains means nothing, and may have no end
    return answer;
  } catch (failure) {
    signal.throwIfAborted();
    // An axios failure carries the whole request, its headers included: only its words go on.
    const reason = limit.aborted ? `no answer within ${timeoutMs} ms` : (failure as { readonly code?: string }).code ?? String((failure as Error).message);
    return new PostFailure('webhook.unreachable', reason);
  }
}

function header(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
