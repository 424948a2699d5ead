/**
 * The link behind a toast's button on Windows: `mamori:press?nonce=…`. The launcher is registered for the scheme, so a button works hours later from the Action Center and without a running agent.
 *
 * Every web page can open such a link too. It therefore says nothing but a nonce that only the toast knows, and which is good for one press.
 */
export const LINK_SCHEME = 'mamori';

/** 256 random bits in hexadecimal. */
const NONCE = /^[0-9a-f]{64}$/;

export function isNonce(text: string): boolean {
  return NONCE.test(text);
}

export function activationLink(nonce: string): string {
  return `${LINK_SCHEME}:press?nonce=${nonce}`;
}

/** The nonce of a link as the system hands it over; undefined for anything else. */
export function nonceOfLink(link: string): string | undefined {
  const nonce = /^mamori:(?:\/\/)?press\/?\?nonce=([0-9a-f]{64})$/.exec(link)?.[1];
  return nonce !== undefined && isNonce(nonce) ? nonce : undefined;
}
