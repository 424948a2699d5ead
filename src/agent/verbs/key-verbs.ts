import { CodedError } from '../../base/coded-error.js';
import { systemRandom } from '../../base/random.js';
import { newestEpoch } from '../../core/vault/keys/master-keys.js';
import type { SlotRequest } from '../../core/vault/keys/new-slot.js';
import type { SlotSummary } from '../../core/vault/keys/key-ring.js';
import { formatRecoveryCode, newRecoverySecret } from '../../core/vault/keys/recovery-code.js';
import { vaultFailure } from '../../core/vault/vault-failure.js';
import { agentErrors } from '../../terms/errors/agent-errors.js';
import type { KeySlotRow } from '../../wire/verbs/results.js';
import type { VerbParams } from '../../wire/verbs/verb-table.js';
import { checkNewPassphrase } from '../vault/check-passphrase.js';
import type { OpenedVault } from '../vault/vault-link.js';
import { installed, type Workspace } from '../workspace.js';
import type { Verb, VerbHost } from './verb.js';

const PUBLIC_KEY_BYTES = 32;
/** So many digits of a slot's id are taken for the slot. */
const MIN_PREFIX = 4;

/** The slots as the vault says they are. */
export const keyListVerb: Verb<'key.list'> = host => onVault(host, async ({ keyRing }) => (await keyRing.list()).map(row));

/**
 * Adds a way to open the vault. A passphrase comes from the call, never from a question here.
 *
 * @throws CodedError agent.passphrase-needed, agent.passphrase-too-short, agent.passphrase-guessable, agent.label-taken
 */
export const keyAddVerb: Verb<'key.add'> = (host, params) => {
  const request = requestOf(params);
  if (request.kind === 'passphrase') checkNewPassphrase(request.passphrase, [host.workspace.device, request.label]);
  return onVault(host, async opened => {
    const taken = request.label !== '' && (await opened.keyRing.list()).some(({ label }) => label === request.label);
    if (taken) throw CodedError.of(agentErrors, 'agent.label-taken', request.label, { data: { label: request.label } });
    return addSlot(host.workspace, opened, request);
  });
};

/** Removes a slot, never the last one. Whoever opened it may have kept the keys up to `epoch`: only a rotation protects what comes after. */
export const keyRemoveVerb: Verb<'key.remove'> = (host, { slot }) => onVault(host, async ({ keyRing, keys }) => {
  const known = (await keyRing.list()).filter(entry => entry.slot === slot || (slot.length >= MIN_PREFIX && entry.slot.startsWith(slot)));
  const [only, another] = known;
  if (!only || another) throw vaultFailure('vault.slot-not-found', 'no such slot', { slot });
  await keyRing.remove(only.slot);
  return { removed: only.slot, epoch: newestEpoch(keys) };
});

/**
 * Starts a new key epoch: wrapped to every slot, then kept in the credential store, then used, in this order. A crash in between leaves a vault that each
 * slot opens; nothing was sealed under the new key then.
 */
export const keyRotateVerb: Verb<'key.rotate'> = host => onVault(host, async ({ keyRing, keys, storedKeys, heads }) => {
  const rotated = await keyRing.rotate(keys);
  await storedKeys.write(rotated);
  await heads.flush();
  await host.workspace.vault.drop();
  return { epoch: newestEpoch(rotated) };
});

/** Makes a further recovery slot; its code is told here and nowhere else. Earlier codes go on opening the vault until their slots are removed. */
export const keyRecoveryCodeVerb: Verb<'key.recovery-code'> = host => onVault(host, async opened => {
  const earlierSlots = (await opened.keyRing.list()).filter(({ kind }) => kind === 'recovery').map(({ slot }) => slot);
  const secret = newRecoverySecret(systemRandom);
  await addSlot(host.workspace, opened, { kind: 'recovery', label: '', secret });
  return { recoveryCode: formatRecoveryCode(secret), earlierSlots };
});

/** Keys change while nothing is sealed: in the queue, with everything else that works on the vault. */
function onVault<T>({ workspace }: VerbHost, work: (opened: OpenedVault) => Promise<T>): Promise<T> {
  const { location } = installed(workspace.installation).vault;
  return workspace.queue.add({ subject: location, kind: 'maintenance', run: async () => work(await workspace.vault.use()) });
}

async function addSlot({ clock }: Workspace, { keyRing, keys }: OpenedVault, request: SlotRequest): Promise<KeySlotRow> {
  const createdMs = clock.nowMs();
  const slot = await keyRing.add(request, keys, createdMs);
  return { slot, kind: request.kind, label: request.label, createdMs };
}

function requestOf({ kind, label, passphrase, publicKey }: VerbParams<'key.add'>): SlotRequest {
  if (kind === 'passphrase') {
    if (passphrase === undefined || passphrase === '') throw CodedError.of(agentErrors, 'agent.passphrase-needed', 'no passphrase was given');
    return { kind, label, passphrase };
  }
  const bytes = Buffer.from(publicKey ?? '', 'base64');
  if (bytes.length !== PUBLIC_KEY_BYTES || bytes.toString('base64') !== publicKey) throw vaultFailure('vault.bad-public-key', 'not 32 bytes in base64');
  return { kind, label, publicKey: bytes };
}

function row({ slot, kind, label, createdMs }: SlotSummary): KeySlotRow {
  return { slot, kind, label, createdMs };
}
