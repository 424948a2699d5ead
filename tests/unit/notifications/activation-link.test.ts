import { describe, expect, it } from 'vitest';
import { activationLink, nonceOfLink } from '../../../src/notifications/toast/activation-link.js';

const nonce = '0123456789abcdef'.repeat(4);

describe('the link behind a button', () => {
  it('comes back as its nonce, also with the slashes that browsers put in', () => {
    expect(nonceOfLink(activationLink(nonce))).toBe(nonce);
    expect(nonceOfLink(`mamori://press/?nonce=${nonce}`)).toBe(nonce);
  });

  it.each(['mamori:press', 'mamori:press?nonce=', `mamori:press?nonce=${nonce}0`, `mamori:press?nonce=${nonce.toUpperCase()}`, `mamori:restore?nonce=${nonce}`, `http:press?nonce=${nonce}`, `mamori:press?nonce=${nonce}&x=1`])(
    'is nothing else: %s', link => expect(nonceOfLink(link)).toBeUndefined(),
  );
});
