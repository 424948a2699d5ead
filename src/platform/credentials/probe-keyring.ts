import type { Random } from '../../base/random.js';
import type { CredentialProcess } from './credential-process.js';
import { writeMarker } from './keyring-credential-store.js';

export type KeyringState =
  | { readonly kind: 'usable' }
  | { readonly kind: 'locked'; readonly reason: string }
  | { readonly kind: 'absent'; readonly reason: string };

/**
 * Writes a canary, reads it back and removes it: nothing less shows that a keyring keeps secrets.
 *
 * A usable keyring is left with the marker that later tells "locked" from "not found". A keyring that
 * answers but does not keep the canary, or does not answer in time (it waits at a password prompt), is
 * locked; one that refuses even to look something up is absent.
 */
export async function probeKeyring(process: CredentialProcess, random: Random): Promise<KeyringState> {
  const account = `mamori-canary-${random.bytes(8).toString('hex')}`;
  const secret = random.bytes(16).toString('hex');
  const outcome = await process.run([
    { op: 'get', account }, { op: 'set', account, secret }, { op: 'get', account }, { op: 'delete', account }, writeMarker,
  ]);
  if (outcome.kind === 'timed-out') return { kind: 'locked', reason: 'no answer in time' };
  if (outcome.kind === 'ended') return { kind: 'absent', reason: outcome.reason };
  const [lookUp, , readBack] = outcome.replies;
  const refusal = outcome.replies.find(reply => !reply.ok);
  if (refusal) return { kind: lookUp?.ok ? 'locked' : 'absent', reason: refusal.reason };
  if (readBack?.ok && readBack.value === secret) return { kind: 'usable' };
  return { kind: 'locked', reason: 'the canary could not be read back' };
}
