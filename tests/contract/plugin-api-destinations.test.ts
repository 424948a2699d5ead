import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PluginObjectStore } from '../../src/agent/plugins/plugin-object-store.js';
import { eventually, PLACES, PluginAgent } from './support/plugin-agent.js';

const never = new AbortController().signal;
const PACK_BYTES = 64 * 1024 * 1024;

describe.each(PLACES)('a place that a plugin provides, %s', place => {
  let agent: PluginAgent;
  let store: PluginObjectStore;
  const command = <T>(name: string) => agent.host.executeCommand(`folder-destination.${name}`, { paths: [], origin: 'menu' }, { signal: never }) as Promise<T>;
  const names = async () => (await Array.fromAsync(store.list(''))).map(({ name }) => name);
  beforeEach(async () => {
    agent = new PluginAgent(place);
    agent.start(agent.fixture('folder-destination'));
    store = new PluginObjectStore(await agent.host.openDestination('boxes:one', never));
  });
  afterEach(async () => {
    await store.dispose();
    await agent.dispose();
  });

  it('takes and gives packs of 64 MiB in streams', async () => {
    const parts = Array.from({ length: 64 }, (_, index) => Buffer.alloc(PACK_BYTES / 64, `${index}-`));
    await store.put('packs/one', parts);
    const back = await store.get('packs/one');
    expect(createHash('sha256').update(back).digest('hex')).toBe(createHash('sha256').update(Buffer.concat(parts)).digest('hex'));
    expect((await store.get('packs/one', { suffix: 4 })).toString()).toBe(Buffer.concat(parts).subarray(-4).toString());
  });

  it('lists more objects than one answer holds, several lists at a time', async () => {
    const all = Array.from({ length: 2500 }, (_, index) => `o/${String(index).padStart(5, '0')}`);
    const folder = join(agent.root, 'acme.folder-destination/one');
    mkdirSync(join(folder, 'o'));
    for (const name of all) writeFileSync(join(folder, name), name);
    expect(await Promise.all([names(), names()])).toEqual([all, all]);
    for await (const { name } of store.list('o/02')) {
      expect(name).toBe('o/02000');
      break;
    }
    expect(await Array.fromAsync(store.list('o/024'))).toHaveLength(100);
  });

  it('is closed at the plugin when it is disposed, and refuses from then on', async () => {
    const other = new PluginObjectStore(await agent.host.openDestination('boxes:two', never));
    expect(await command('open')).toBe(2);
    await other.dispose();
    await other.dispose();
    expect(await command('open')).toBe(1);
    await expect(other.head('a')).rejects.toMatchObject({ code: 'store.gone' });
  });

  it('is opened again when its plugin was stopped and runs again', async () => {
    await store.put('a', Buffer.from('kept'));
    await agent.host.disable('acme.folder-destination');
    await expect(store.get('a')).rejects.toMatchObject({ code: 'store.gone' });
    agent.host.enable('acme.folder-destination');
    await eventually(async () => expect((await store.get('a')).toString()).toBe('kept'));
    expect(await command('open')).toBe(1);
  });

  it('needs an enabled plugin with its scheme, and the grant', async () => {
    await expect(agent.host.openDestination('crates:one', never)).rejects.toMatchObject({ code: 'plugin.unknown-contribution' });
    await expect(agent.host.openDestination('no scheme', never)).rejects.toMatchObject({ code: 'plugin.unknown-contribution' });
    await agent.host.add(agent.fixture('folder-destination', []));
    await expect(agent.host.openDestination('boxes:one', never)).rejects.toMatchObject({ code: 'plugin.capability-missing' });
  });

  if (place === 'in a host process') it('survives a crash of its plugin in the middle of a put', async () => {
    await store.put('a', Buffer.from('before'));
    let pieces = 0;
    const destination = await agent.host.openDestination('boxes:one', never);
    async function* crashing(): AsyncGenerator<Uint8Array> {
      for (; pieces < 64; pieces++) {
        if (pieces === 20) void command('end').catch(() => {});
        yield Buffer.alloc(1024 * 1024);
      }
    }
    await expect(destination.put('big', crashing(), { sizeBytes: PACK_BYTES, ifAbsent: false, signal: never })).rejects.toMatchObject({ code: 'plugin.host-gone' });
    await eventually(async () => expect((await store.get('a')).toString()).toBe('before'));
    expect(await names()).toEqual(['a']);
    expect(readdirSync(join(agent.root, 'acme.folder-destination/one')).toSorted()).toEqual(['a', 'tmp']);
    await destination.dispose();
  });

  it('gives back a put that is cancelled, whole or not at all', async () => {
    const abort = new AbortController();
    const reason = new Error('enough');
    const attempt = store.put('big', Array.from({ length: 64 }, () => Buffer.alloc(1024 * 1024)), { signal: abort.signal });
    setImmediate(() => abort.abort(reason));
    await expect(attempt).rejects.toBe(reason);
    await eventually(() => expect(readdirSync(join(agent.root, 'acme.folder-destination/one/tmp'))).toEqual([]));
    expect(await names()).toEqual([]);
  });
});
