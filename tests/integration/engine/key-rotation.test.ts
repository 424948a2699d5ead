import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NativeVaultFixture, noise, pathOf, recordOf } from './native-vault-fixture.js';

/** Later than every reading, so that the entry stays racy: such a file is read again by every scan. */
const AHEAD = new Date(Date.now() + 3600_000);

/** One chunk, several, several read as a large file, and lists of chunks that are chunks themselves. */
const SIZES = { one: 10_000, several: 300_000, lists: 3_000_000, large: 9 << 20 };

describe('a backup after a key rotation', () => {
  let fixture: NativeVaultFixture;
  const at = (name: string) => join(fixture.root, name);

  beforeEach(async () => {
    fixture = new NativeVaultFixture();
    for (const [index, [name, size]] of Object.entries(SIZES).entries()) writeFileSync(at(name), noise(index + 1, size));
    writeFileSync(at('empty'), '');
    for (const name of [...Object.keys(SIZES), 'empty']) utimesSync(at(name), AHEAD, AHEAD);
    await fixture.backup();
  });
  afterEach(() => fixture.dispose());

  it('makes no version of files that are read again and have not changed, and stores nothing of them', async () => {
    fixture.rotateKeys(2);
    const objects = fixture.objects.size;
    const { outcome, entries } = await fixture.backup();
    expect(entries.filter(({ name }) => name.length > 0).map(pathOf)).toEqual([]);
    expect(outcome.packs).toEqual([]);
    expect(fixture.objects.size).toBe(objects + 1); // the run object
  });

  it('knows files again after several rotations, and those of the newest key too', async () => {
    fixture.rotateKeys(2);
    writeFileSync(at('fresh'), noise(9, 100_000));
    utimesSync(at('fresh'), AHEAD, AHEAD);
    await fixture.backup();
    fixture.rotateKeys(3);
    for (let run = 0; run < 2; run += 1) {
      const { entries } = await fixture.backup();
      expect(entries.filter(({ name }) => name.length > 0).map(pathOf)).toEqual([]);
    }
  });

  it('still finds content that changed behind the same size and time, under the newest key', async () => {
    fixture.rotateKeys(2);
    const bytes = readFileSync(at('several'));
    bytes[150_000]! ^= 1;
    writeFileSync(at('several'), bytes);
    utimesSync(at('several'), AHEAD, AHEAD);
    const { entries } = await fixture.backup();
    expect(entries.filter(({ name }) => name.length > 0).map(pathOf)).toEqual(['several']);
    expect(fixture.fileContent(recordOf(entries, 'several')).equals(bytes)).toBe(true);
  });

  it('says nothing about a path whose record is the one given', async () => {
    writeFileSync(at('one'), noise(20, SIZES.one));
    utimesSync(at('one'), AHEAD, AHEAD);
    const path = Buffer.from('one');
    const { entries } = await fixture.backupPaths([{ path }]);
    const currentRecord = entries.find(entry => pathOf(entry) === 'one')!.record!;
    fixture.rotateKeys(2);
    const again = await fixture.backupPaths([{ path, currentRecord: Buffer.from(currentRecord) }]);
    expect(again.entries).toEqual([]);
  });
});
