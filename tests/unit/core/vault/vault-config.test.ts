import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../src/base/random.js';
import { createVault } from '../../../../src/core/vault/create-vault.js';
import { openVault } from '../../../../src/core/vault/open-vault.js';
import { KeyRing } from '../../../../src/core/vault/keys/key-ring.js';
import { DEFAULT_CHUNKING, sealConfig } from '../../../../src/core/vault/vault-config.js';
import { formatVaultHeader, parseVaultHeader, readVaultHeader } from '../../../../src/core/vault/vault-header.js';
import { MemoryObjectStore, storeFailure } from '../../../fakes/memory-object-store.js';
import { nodeCryptoEngine as engine } from '../../../fakes/node-crypto-envelopes.js';

const secret = Buffer.alloc(16, 1);
const clock = { nowMs: () => 1_700_000_000_000, monotonicMs: () => 0, after: () => ({ cancel() {} }) };
const create = (store: MemoryObjectStore) => createVault({
  store, engine, random: systemRandom, clock, slots: [{ kind: 'recovery', label: 'paper', secret }],
});

describe('vault', () => {
  it('is made once and opened with what its slot gives', async () => {
    const store = new MemoryObjectStore();
    const made = await create(store);
    const { vaultId } = await readVaultHeader(store);
    const { keys } = await new KeyRing(store, { vaultId, sealing: engine, random: systemRandom }).unlock({ kind: 'recovery', secret });
    const opened = await openVault({ store, engine, keys });
    expect(opened).toMatchObject({ vaultId: made.vaultId, createdMs: 1_700_000_000_000, config: { chunking: DEFAULT_CHUNKING } });
    expect(opened.vault.open('root', made.vault.seal('root', Buffer.from('x'))).toString()).toBe('x');
  });

  it.each(['vault.json', 'packs/00/00', 'runs/00/00', 'writers/00', 'condemned/00'])('is not made where there is %s', async name => {
    const store = new MemoryObjectStore();
    store.set(name, Buffer.from('{}'));
    await expect(create(store)).rejects.toMatchObject({ code: 'vault.already-exists' });
    expect(store.names()).toEqual([name]);
  });

  it('is made over the remains of a creation that was interrupted, and they go', async () => {
    const store = new MemoryObjectStore();
    store.set('keys/0123456789abcdef-00000001.json', Buffer.from('{}'));
    await create(store);
    expect(store.names('keys/')).toHaveLength(1);
    expect(store.names('keys/0123456789abcdef')).toHaveLength(0);
  });

  it.each([true, false])('belongs to one of two programs that make it at once (conditional puts: %s)', async conditionalPut => {
    const store = new MemoryObjectStore({ capabilities: { conditionalPut } });
    const other = new MemoryObjectStore();
    await create(other);
    const put = store.put.bind(store);
    store.put = async (name, data, options) => {
      if (name !== 'vault.json') return put(name, data, options);
      // The other program is faster here, or slower where the last put counts.
      if (!conditionalPut) await put(name, data, options);
      for (const taken of other.names()) store.set(taken, other.peek(taken) as Buffer);
      if (conditionalPut) throw storeFailure('store.exists', name);
    };
    await expect(create(store)).rejects.toMatchObject({ code: 'vault.already-exists' });
    expect(store.names()).toEqual(other.names());
  });

  it('says not found, newer format and damage apart', async () => {
    const store = new MemoryObjectStore();
    await expect(readVaultHeader(store)).rejects.toMatchObject({ code: 'vault.not-found' });
    store.set('vault.json', Buffer.from('{"mamori":"vault","format":2}'));
    await expect(readVaultHeader(store)).rejects.toMatchObject({ code: 'vault.newer-format', data: { format: 2 } });
    for (const text of ['', '[]', '{"mamori":"vault"}', '{"mamori":"vault","format":0}', '{"format":1}']) {
      store.set('vault.json', Buffer.from(text));
      await expect(readVaultHeader(store)).rejects.toMatchObject({ code: 'vault.damaged-object' });
    }
  });

  it('notices any change of a member', async () => {
    const store = new MemoryObjectStore();
    const { keys } = await create(store);
    const header = JSON.parse((store.peek('vault.json') as Buffer).toString()) as Record<string, unknown>;
    for (const [name, value] of Object.entries({ id: '0'.repeat(32), createdMs: 1, config: 'AAAA'.repeat(30), digest: 'f'.repeat(64) })) {
      store.set('vault.json', Buffer.from(JSON.stringify({ ...header, [name]: value })));
      await expect(openVault({ store, engine, keys })).rejects.toMatchObject({ code: 'vault.damaged-object' });
    }
  });

  it('notices a header whose digest was made to fit', async () => {
    const store = new MemoryObjectStore();
    const { keys } = await create(store);
    const header = await readVaultHeader(store);
    const later = { ...header, createdMs: 5 };
    store.set('vault.json', formatVaultHeader(later));
    await expect(openVault({ store, engine, keys })).rejects.toMatchObject({ code: 'vault.damaged-object' });
  });

  it('refuses chunk sizes that make no sense', async () => {
    const store = new MemoryObjectStore();
    const { keys, vault, vaultId } = await create(store);
    for (const wrong of [{ minBytes: 2 ** 30 }, { averageBytes: 0 }, { maxBytes: 2 ** 40 }, { wholeFileBytes: -1 }]) {
      const header = { vaultId, createdMs: 5 };
      const sealedConfig = sealConfig(vault, header, { chunking: { ...DEFAULT_CHUNKING, ...wrong } });
      store.set('vault.json', formatVaultHeader({ ...header, sealedConfig }));
      await expect(openVault({ store, engine, keys })).rejects.toMatchObject({ code: 'vault.damaged-object' });
    }
  });

  it('gives a header back as it was', async () => {
    const header = { vaultId: Buffer.alloc(16, 3), createdMs: 77, sealedConfig: Buffer.alloc(70, 1) };
    expect(parseVaultHeader(formatVaultHeader(header))).toEqual(header);
  });
});
