import { describe, expect, it } from 'vitest';
import type { StoreCapabilities } from '../../../../src/core/ports/object-store.js';
import { openFolderStore } from '../../../../src/platform/stores/open-folder-store.js';
import { statesAfterPowerLoss } from '../../../fakes/power-loss.js';
import { RecordingFolderFs } from '../../../fakes/recording-folder-fs.js';
import { randomBelow, seededRandom } from '../../../fakes/seeded-random.js';
import { tempFolder } from './temp-folder.js';

const SYNCED: StoreCapabilities = { conditionalPut: true, durability: 'synced', serverTime: false, deferredDelete: false };

async function recordedStore() {
  const root = await tempFolder();
  const recording = new RecordingFolderFs(root);
  const { store } = await openFolderStore(root, { create: true, fs: recording.fs, capabilities: SYNCED });
  recording.calls.length = 0;
  return { store, recording };
}

describe('the order of a folder store’s calls', () => {
  it('syncs the bytes before the name, and the name before it returns', async () => {
    const { store, recording } = await recordedStore();
    await store.put('packs/one', Buffer.from('1'));
    recording.calls.length = 0;
    await store.put('packs/two', Buffer.from('2'));
    expect(recording.lines()).toEqual([
      'create tmp/*', 'write tmp/*', 'datasync tmp/*', 'rename tmp/* packs/two', 'syncFolder packs',
    ]);
  });

  it('syncs the entry of each new folder up to the root before anything is put into it', async () => {
    const { store, recording } = await recordedStore();
    await store.put('runs/source/1', Buffer.from('1'));
    const lines = recording.lines();
    const order = ['mkdir runs', 'syncFolder .', 'mkdir runs/source', 'syncFolder runs', 'rename tmp/* runs/source/1', 'syncFolder runs/source'];
    const places = order.map(line => lines.lastIndexOf(line));
    expect(places).not.toContain(-1);
    expect(places[0]).toBeLessThan(lines.indexOf('syncFolder .', places[0]!));
    expect(places.slice(2)).toEqual([...places.slice(2)].sort((a, b) => a - b));
  });

  it('links instead of renaming when the name must be free', async () => {
    const { store, recording } = await recordedStore();
    await store.put('vault.json', Buffer.from('1'), { ifAbsent: true });
    expect(recording.lines().slice(-5)).toEqual([
      'write tmp/*', 'datasync tmp/*', 'link tmp/* vault.json', 'unlink tmp/*', 'syncFolder .',
    ]);
  });

  it('shares folder syncs among concurrent puts', async () => {
    const { store, recording } = await recordedStore();
    await store.put('packs/first', Buffer.from('1'));
    recording.calls.length = 0;
    await Promise.all(Array.from({ length: 32 }, (_, index) => store.put(`packs/${index}`, Buffer.from('1'))));
    const lines = recording.lines();
    expect(lines.filter(line => line.startsWith('rename'))).toHaveLength(32);
    expect(lines.filter(line => line === 'syncFolder packs').length).toBeLessThan(32);
    expect(lines.at(-1)).toBe('syncFolder packs');
  });

  it('syncs a deletion', async () => {
    const { store, recording } = await recordedStore();
    await store.put('packs/one', Buffer.from('1'));
    recording.calls.length = 0;
    await store.delete('packs/one');
    await store.delete('packs/none');
    expect(recording.lines()).toEqual(['unlink packs/one', 'syncFolder packs']);
  });
});

describe('a folder store after power loss at every call', () => {
  const SAMPLES = 15;

  it.each([1, 2, 3, 4])('keeps what returned and nothing torn (seed %i)', async seed => {
    const { store, recording } = await recordedStore();
    const random = seededRandom(seed);
    /** For each name: the values it may have once `from` calls were made, oldest first; undefined is absent. */
    const history = new Map<string, { readonly value: string | undefined; begun: number; returned: number }[]>();
    const operate = async (name: string, value: string | undefined) => {
      const entry = { value, begun: recording.calls.length, returned: Infinity };
      history.set(name, [...history.get(name) ?? [], entry]);
      await (value === undefined ? store.delete(name) : store.put(name, Buffer.from(value), { ifAbsent: value === 'first' }));
      entry.returned = recording.calls.length;
    };
    await operate('vault.json', 'first');
    for (let round = 0; round < 4; round += 1) {
      const shared = Array.from({ length: 8 }, (_, index) => `packs/0/${round}${index}`);
      const names = [`packs/${round % 2}/a`, `packs/${round}/b`, `runs/${round}`, 'keys/current', ...shared];
      await Promise.all(names.map(name =>
        operate(name, randomBelow(random, 4) === 0 ? undefined : `value ${round} of ${name}`)));
    }
    const violations: string[] = [];
    for (let crash = 0; crash <= recording.calls.length; crash += 1) {
      const permitted = [...history].map(([name, entries]) => [name, allowed(entries, crash)] as const);
      for (const disk of statesAfterPowerLoss(recording.calls.slice(0, crash), random, SAMPLES)) {
        for (const [name, values] of permitted) {
          const found = disk.get(name)?.toString();
          if (!values.includes(found)) violations.push(`after call ${crash}: ${name} is ${found}`);
        }
      }
    }
    expect(violations).toEqual([]);
  });
});

/** The value of the last operation that returned, or of any one begun by then that had not. */
function allowed(entries: readonly { value: string | undefined; begun: number; returned: number }[], crash: number): (string | undefined)[] {
  const last = entries.findLast(entry => entry.returned <= crash);
  return [last?.value, ...entries.filter(entry => entry.begun <= crash && entry.returned > crash).map(entry => entry.value)];
}
