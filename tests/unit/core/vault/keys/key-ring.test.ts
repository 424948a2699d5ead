import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../../src/base/random.js';
import { KeyRing, type SlotSecret } from '../../../../../src/core/vault/keys/key-ring.js';
import { authenticatedText, formatKeySlot, parseKeySlot } from '../../../../../src/core/vault/keys/key-slot.js';
import { newestEpoch, slotMac, type MasterKeys } from '../../../../../src/core/vault/keys/master-keys.js';
import { newKeySlot, type SlotRequest } from '../../../../../src/core/vault/keys/new-slot.js';
import { wrapEpoch } from '../../../../../src/core/vault/keys/slot-crypto.js';
import { newX25519KeyPair } from '../../../../../src/core/vault/keys/x25519.js';
import { MemoryObjectStore } from '../../../../fakes/memory-object-store.js';
import { nodeCryptoSealing } from '../../../../fakes/node-crypto-engine.js';

const vaultId = Buffer.alloc(16, 9);
const context = { vaultId, sealing: nodeCryptoSealing, random: systemRandom };
const secret = Buffer.alloc(16, 5);
const administrator = newX25519KeyPair(systemRandom);
const cheap = { n: 16, r: 1, p: 1 };
const requests = {
  passphrase: { kind: 'passphrase', label: 'office', passphrase: 'ｐａｓｓ phrase ガ', cost: cheap },
  recovery: { kind: 'recovery', label: 'paper', secret },
  administrator: { kind: 'administrator', label: 'head office', publicKey: administrator.publicKey },
} satisfies Record<string, SlotRequest>;
const secrets: readonly SlotSecret[] = [
  { kind: 'passphrase', passphrase: 'pass phrase ガ' },
  { kind: 'recovery', secret },
  { kind: 'administrator', privateKey: administrator.privateKey },
];

async function ringWithAllKinds() {
  const store = new MemoryObjectStore();
  const ring = new KeyRing(store, context);
  const keys: MasterKeys = new Map([[1, systemRandom.bytes(32)]]);
  const ids = [];
  for (const request of Object.values(requests)) ids.push(await ring.add(request, keys, 1000));
  return { store, ring, keys, ids };
}

async function expectAllOpen(store: MemoryObjectStore, keys: MasterKeys) {
  for (const held of secrets) expect((await new KeyRing(store, context).unlock(held)).keys).toEqual(keys);
}

/** Passes `puts` writes on and then fails for good, as a program that is killed. */
class DyingStore extends MemoryObjectStore {
  left = Number.POSITIVE_INFINITY;
  override async put(...call: Parameters<MemoryObjectStore['put']>) { this.#spend(); return super.put(...call); }
  override async delete(...call: Parameters<MemoryObjectStore['delete']>) { this.#spend(); return super.delete(...call); }
  #spend() { if (this.left-- <= 0) throw new Error('killed'); }
}

describe('key ring', () => {
  it('opens with a passphrase in any compatible form, a recovery code and an administrator key', async () => {
    const { store, keys } = await ringWithAllKinds();
    await expectAllOpen(store, keys);
  });

  it.each<SlotSecret>([
    { kind: 'passphrase', passphrase: 'pass phrase カ' },
    { kind: 'recovery', secret: Buffer.alloc(16, 6) },
    { kind: 'administrator', privateKey: Buffer.alloc(32, 1) },
  ])('refuses a wrong $kind', async wrong => {
    const { ring } = await ringWithAllKinds();
    await expect(ring.unlock(wrong)).rejects.toMatchObject({ code: 'vault.wrong-key' });
  });

  it('says that there is no vault when there are no slots', async () => {
    await expect(new KeyRing(new MemoryObjectStore(), context).unlock(secrets[0]!)).rejects.toMatchObject({ code: 'vault.not-found' });
  });

  it('lists slots without opening them', async () => {
    const { ring, ids } = await ringWithAllKinds();
    const listed = await ring.list();
    expect(listed.map(slot => slot.slot).sort()).toEqual([...ids].sort());
    expect(listed.map(slot => slot.label).sort()).toEqual(['head office', 'office', 'paper']);
  });

  it('rotates to a new epoch that every remaining slot opens and a removed one does not', async () => {
    const { store, ring, keys, ids } = await ringWithAllKinds();
    const removed = (await store.get(`keys/${ids[0]}-00000001.json`));
    await ring.remove(ids[0] as string);
    const rotated = await ring.rotate(keys);
    expect(newestEpoch(rotated)).toBe(2);
    for (const held of secrets.slice(1)) expect((await ring.unlock(held)).keys).toEqual(rotated);
    await expect(ring.unlock(secrets[0]!)).rejects.toMatchObject({ code: 'vault.wrong-key' });
    store.set(`keys/${ids[0]}-00000001.json`, removed);
    expect((await ring.unlock(secrets[0]!)).keys).toEqual(keys);
    expect(store.names('keys/').filter(name => !name.includes(ids[0] as string)).every(name => name.endsWith('-00000002.json'))).toBe(true);
  });

  it('makes no slot with keys that a rotation elsewhere has made out of date', async () => {
    const { store, ring, keys } = await ringWithAllKinds();
    await ring.rotate(keys);
    const before = store.names();
    await expect(ring.add({ kind: 'recovery', label: '', secret: Buffer.alloc(16, 7) }, keys, 1)).rejects.toMatchObject({ code: 'vault.newer-epoch' });
    expect(store.names()).toEqual(before);
  });

  it('never removes the last slot, nor one that is not there', async () => {
    const { ring, ids } = await ringWithAllKinds();
    await expect(ring.remove('0000000000000000')).rejects.toMatchObject({ code: 'vault.slot-not-found' });
    await ring.remove(ids[0] as string);
    await ring.remove(ids[1] as string);
    await expect(ring.remove(ids[2] as string)).rejects.toMatchObject({ code: 'vault.last-slot' });
  });

  it('wraps no key to a slot that the store made up', async () => {
    const { store, ring, keys } = await ringWithAllKinds();
    const forged = await newKeySlot(context, { kind: 'administrator', label: 'x', publicKey: newX25519KeyPair(systemRandom).publicKey },
      new Map([[1, Buffer.alloc(32)]]), 1);
    store.set(`keys/${forged.slot}-00000001.json`, formatKeySlot(forged));
    const before = store.names();
    await expect(ring.rotate(keys)).rejects.toMatchObject({ code: 'vault.untrusted-slot', data: { slot: forged.slot } });
    expect(store.names()).toEqual(before);
  });

  it('does not take a key epoch that was wrapped to a slot by somebody without the earlier keys', async () => {
    const { store, ring, ids } = await ringWithAllKinds();
    const name = `keys/${ids[1]}-00000001.json`;
    const honest = parseKeySlot(await store.get(name));
    const chosen = new Map([[2, Buffer.alloc(32, 0x66)]]);
    const wrapped = wrapEpoch(context, honest, 2, chosen.get(2) as Buffer);
    const body = { ...honest, epochs: [...honest.epochs, wrapped] };
    // The attacker knows the newest key alone, and makes the best MAC that one can make of it.
    const mac = slotMac(chosen, vaultId, [2], authenticatedText(body)) as Buffer;
    store.set(`keys/${ids[1]}-00000002.json`, formatKeySlot({ ...body, mac }));
    await expect(ring.unlock(secrets[1]!)).rejects.toMatchObject({ code: 'vault.untrusted-slot' });
  });

  it('notices every change of a slot', async () => {
    const { store, keys, ids } = await ringWithAllKinds();
    const name = `keys/${ids[1]}-00000001.json`;
    const bytes = await store.get(name);
    await fc.assert(fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async bit => {
      const changed = store.clone();
      changed.flipBit(name, bit);
      const opened = await new KeyRing(changed, context).unlock(secrets[1]!).catch(() => undefined);
      expect(opened === undefined).toBe(true);
    }), { numRuns: 300 });
    await expectAllOpen(store, keys);
  });

  it('leaves every slot able to open everything wherever a rotation is killed, and can be repeated', async () => {
    for (let writes = 0; writes < 7; writes += 1) {
      const store = new DyingStore();
      const ring = new KeyRing(store, context);
      const keys: MasterKeys = new Map([[1, systemRandom.bytes(32)]]);
      for (const request of Object.values(requests)) await ring.add(request, keys, 1000);
      store.left = writes;
      const rotated = await ring.rotate(keys).catch(() => undefined);
      expect(rotated === undefined).toBe(writes < 6);
      store.left = Number.POSITIVE_INFINITY;
      for (const held of secrets) expect((await ring.unlock(held)).keys.get(1)).toEqual(keys.get(1));

      const opened = await Promise.all(secrets.map(held => ring.unlock(held)));
      const fullest = opened.reduce((a, b) => (b.keys.size > a.keys.size ? b : a)).keys;
      await ring.share(fullest);
      await expectAllOpen(store, fullest);
      await expectAllOpen(store, await ring.rotate(fullest));
    }
  });

  it('goes on from the old keys alone when a rotation was killed before it was complete', async () => {
    const store = new DyingStore();
    const ring = new KeyRing(store, context);
    const keys: MasterKeys = new Map([[1, systemRandom.bytes(32)]]);
    for (const request of Object.values(requests)) await ring.add(request, keys, 1000);
    store.left = 2;
    await expect(ring.rotate(keys)).rejects.toThrow('killed');
    store.left = Number.POSITIVE_INFINITY;
    const rotated = await ring.rotate(keys);
    expect([...rotated.keys()]).toEqual([1, 3]);
    await expectAllOpen(store, rotated);
  });

  it('asks for the passphrase again when another installation has rotated', async () => {
    const { ring, keys } = await ringWithAllKinds();
    await ring.rotate(keys);
    await expect(ring.rotate(keys)).rejects.toMatchObject({ code: 'vault.newer-epoch' });
  });

  it('parses anything at all without another failure than a refusal of its shape', () => {
    fc.assert(fc.property(fc.oneof(fc.jsonValue().map(value => JSON.stringify(value)), fc.string()), text => {
      expect(() => parseKeySlot(Buffer.from(text))).toThrow(expect.objectContaining({ name: 'JsonShapeError' }));
    }));
  });
});
