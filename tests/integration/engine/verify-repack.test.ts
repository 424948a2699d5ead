import { Buffer } from 'node:buffer';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredPack } from '../../../src/core/ports/engine.js';
import { NativeVaultFixture, noise, recordOf } from './native-vault-fixture.js';
import { restoreEntries, sourceOf } from './reading-fixture.js';

describe('verifying and repacking with the engine', () => {
  let fixture: NativeVaultFixture;
  beforeEach(() => { fixture = new NativeVaultFixture(); });
  afterEach(() => fixture.dispose());

  const containers = () => [...fixture.objects].map(([name, bytes]) => {
    const table = fixture.vault.readFooter(bytes, bytes.length);
    if ('neededBytes' in table) throw new Error('the whole object was given');
    return { name, footer: table.footer, table };
  });

  it('finds a flipped bit, and nothing else', async () => {
    for (let at = 0; at < 40; at += 1) writeFileSync(join(fixture.root, `f${at}`), noise(at, 30_000));
    await fixture.backup();
    const verify = async () => {
      const damage: { container: string; segment: number; code: string; chunks: number }[] = [];
      const outcome = await fixture.vault.verifySegments({
        containers: containers().map(({ name, footer }) => ({ name, footer, segments: 'all' as const })), source: sourceOf(fixture),
        onDamage: found => damage.push(...found.map(({ container, segment, error, chunkIds }) => ({ container, segment, code: error.code, chunks: chunkIds.length }))),
      }).result;
      return { damage, outcome };
    };
    expect(await verify()).toMatchObject({ damage: [], outcome: { damaged: 0 } });
    const { name, table } = containers().find(({ name: found }) => found.startsWith('packs/'))!;
    fixture.objects.get(name)![table.segments[0]!.offset + 40]! ^= 16;
    const { damage, outcome } = await verify();
    expect(damage).toEqual([{ container: name, segment: 0, code: 'vault.damaged-object', chunks: table.segments[0]!.chunkCount }]);
    expect(outcome.damaged).toBe(1);
  });

  it('copies live chunks into packs from which everything restores', async () => {
    for (let at = 0; at < 60; at += 1) writeFileSync(join(fixture.root, `f${at}`), noise(at, 30_000));
    const { entries } = await fixture.backup();
    const kept = entries.filter((entry, at) => at % 3 === 0 && recordOf([entry], entry.name.toString()).kind === 'file');
    const live = fixture.engine.createLiveSet();
    for (const entry of kept) live.add([recordOf([entry], entry.name.toString()).content!.ids.toString('hex')]);
    const packs: StoredPack[] = [];
    const all = containers().map(({ name, footer }) => ({ name, footer }));
    const outcome = await fixture.vault.repack({
      index: fixture.index, source: sourceOf(fixture), containers: all, live, missingOnly: false, packBytes: 4 << 20,
      sink: async pack => { packs.push({ ...pack, bytes: pack.bytes.map(piece => Buffer.from(piece)) }); },
    }).result;
    expect(outcome.copiedBytes).toBe(kept.length * 30_000);
    expect(outcome.packs.map(({ name }) => name)).toEqual(packs.map(({ name }) => name));
    fixture.objects.clear();
    for (const pack of packs) await fixture.keep(pack);
    await fixture.index.flush();
    fixture.index.exclude(all.map(({ name }) => name));
    const target = join(fixture.folder, 'target');
    mkdirSync(target);
    const { errors, outcome: restored } = await restoreEntries(fixture, target, kept);
    expect(errors).toEqual([]);
    expect(restored.files).toBe(kept.length);
  });
});
