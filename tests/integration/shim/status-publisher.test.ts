import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CodedError } from '../../../src/base/coded-error.js';
import { silentLogger } from '../../../src/base/logger.js';
import { builtShimPath } from '../../../src/platform/native-binding.js';
import { loadShimLibrary } from '../../../src/shell/adapters/shim-loader.js';
import type { ShimLibrary, StatusReader } from '../../../src/shell/ports/shim-library.js';
import type { EntryKind } from '../../../src/shell/status/root-status.js';
import { StatusPublisher } from '../../../src/shell/status/status-publisher.js';
import { ManualClock } from '../../fakes/manual-clock.js';

const bytes = (text: string) => Buffer.from(text);
const empty = { listed: () => undefined, listing: () => [] };

describe('the status publisher with the real table', () => {
  let folder: string;
  let library: ShimLibrary;
  let reader: StatusReader;
  let clock: ManualClock;
  let publisher: StatusPublisher;
  const failures: CodedError[] = [];
  const listed = new Map<string, EntryKind>([['', 'folder'], ['d', 'folder'], ['d/x', 'file'], ['d/ü\udcff', 'file']]);
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shim-'));
    ({ library } = await loadShimLibrary(builtShimPath, silentLogger));
    clock = new ManualClock();
    publisher = new StatusPublisher({ writer: library.openWriter('linux', folder), style: 'linux', clock, onFailure: failure => failures.push(failure) });
    reader = library.openReader(folder);
  });
  afterEach(async () => {
    await publisher.dispose();
    await reader.dispose();
    rmSync(folder, { recursive: true });
    expect(failures.splice(0)).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });

  function shown(path: Buffer | string): string {
    const ask = () => reader.lookUp(typeof path === 'string' ? bytes(path) : path);
    let answer = ask();
    if (answer.found === 'stale' && reader.refresh()) answer = ask();
    return answer.found === 'row' ? answer.state : answer.found;
  }

  async function publish(id: string, root: string, more: readonly (readonly [string, EntryKind])[] = []) {
    const spellings = library.rootSpellings('linux', { longPath: bytes(root), mappings: [] });
    const added = publisher.addRoot({
      id, spellings, listed: path => listed.get(path), listing: () => [...listed, ...more].map(([path, kind]) => ({ path, kind })),
    });
    if (!added) throw new Error('no room');
    const done = added.publish();
    await clock.advance(0);
    await done;
    await added.watch({ trusted: true, blindFolders: [] });
    return added;
  }

  it('shows what is committed, takes it back with the first event, and gives it again with the commit', async () => {
    const root = await publish('one', '/r');
    expect(['/r', '/r/d', '/r/d/x'].map(shown)).toEqual(['protected', 'protected', 'protected']);
    expect(shown(Buffer.concat([bytes('/r/d/ü'), Buffer.of(0xff)]))).toBe('protected');
    root.status.changed('d/x');
    await clock.advance(20);
    expect(['/r', '/r/d', '/r/d/x'].map(shown)).toEqual(['none', 'none', 'unlisted']);
    const run = root.status.runBegan(['d/x']);
    await clock.advance(3_020);
    expect(['/r', '/r/d', '/r/d/x'].map(shown)).toEqual(['in-progress', 'in-progress', 'in-progress']);
    root.status.runCommitted(run, { entries: new Map(), failures: [] });
    await clock.advance(2_020);
    expect(['/r', '/r/d', '/r/d/x'].map(shown)).toEqual(['protected', 'protected', 'protected']);
    void root.watch({ trusted: false, blindFolders: [] });
    expect(shown('/r/d/x')).toBe('none');
  });

  it('keeps roots apart, renames them and takes them away', async () => {
    await publish('one', '/r');
    await publish('two', '/s');
    publisher.renameRoot('one', [bytes('/q')]);
    expect([shown('/r/d/x'), shown('/q/d/x'), shown('/s/d/x')]).toEqual(['outside', 'protected', 'protected']);
    publisher.removeRoot('two');
    await clock.advance(2_000);
    expect([shown('/q/d/x'), shown('/s/d/x')]).toEqual(['protected', 'outside']);
    await publish('one', '/r');
    expect([shown('/q/d/x'), shown('/r/d/x')]).toEqual(['outside', 'protected']);
  });

  it('puts back what others cleared away, and gives up where readers cannot find it any more', async () => {
    await publish('one', '/r');
    expect(shown('/r/d/x')).toBe('protected');
    rmSync(join(folder, 'status'));
    expect(library.examineTable(folder).found).toBe('nothing');
    await clock.advance(1_000);
    expect(library.examineTable(folder).found).toBe('published');
    renameSync(folder, `${folder}-away`);
    await clock.advance(1_000);
    expect(failures.splice(0).map(({ code }) => code)).toEqual(['shim.failed']);
    expect(shown('/r/d/x')).toBe('no-agent');
    renameSync(`${folder}-away`, folder);
  });

  it('lets the table grow in its pauses, and says no to more roots than there is room for', async () => {
    await publish('one', '/r', Array.from({ length: 50_000 }, (_, number) => [`many/${number}`, 'file']));
    await clock.advance(1_000);
    expect([shown('/r/many/49999'), shown('/r/d/x')]).toEqual(['protected', 'protected']);
    for (let number = 1; number < 256; number += 1) expect(publisher.addRoot({ id: `${number}`, spellings: [bytes(`/${number}`)], ...empty })).toBeDefined();
    expect(publisher.addRoot({ id: 'last', spellings: [bytes('/last')], ...empty })).toBeUndefined();
    expect(shown('/r/d/x')).toBe('protected');
  });
});
