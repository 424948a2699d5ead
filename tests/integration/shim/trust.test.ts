import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CodedError } from '../../../src/base/coded-error.js';
import { silentLogger } from '../../../src/base/logger.js';
import type { ChangeBatch } from '../../../src/core/watch/change-batch.js';
import { DEFAULT_WATCH_SETTINGS } from '../../../src/core/watch/watch-settings.js';
import { WatchSupervisor } from '../../../src/core/watch/watch-supervisor.js';
import { builtShimPath } from '../../../src/platform/native-binding.js';
import { loadShimLibrary } from '../../../src/shell/adapters/shim-loader.js';
import type { StatusReader } from '../../../src/shell/ports/shim-library.js';
import { StatusPublisher } from '../../../src/shell/status/status-publisher.js';
import { watchErrors } from '../../../src/terms/errors/watch-errors.js';
import { ManualClock } from '../../fakes/manual-clock.js';
import { MemoryDirtyRanges } from '../../fakes/memory-dirty-ranges.js';
import { ScriptedChangeSource } from '../../fakes/scripted-change-source.js';

const bytes = (text: string) => Buffer.from(text);
const MINUTES = 10;

interface Watched {
  readonly engine: ScriptedChangeSource;
  readonly supervisor: WatchSupervisor;
}

/** Everything after which changes may have been missed: docs/decisions/0007 and src/core/watch. */
const LOSSES: readonly (readonly [string, (watched: Watched) => unknown])[] = [
  ['an overflow', ({ engine }) => engine.tell({ kind: 'overflow' })],
  ['an overflow of one folder', ({ engine }) => engine.tell({ kind: 'overflow', folder: 'd' })],
  ['an error of the watcher', ({ engine }) => engine.tell({ kind: 'error', error: CodedError.of(watchErrors, 'watch.failed', 'gone') })],
  ['sleep', ({ supervisor }) => supervisor.markAllDirty('machine-slept')],
  ['a clock that jumped', ({ supervisor }) => supervisor.markAllDirty('clock-jumped')],
  ['a process that stood still', ({ supervisor }) => supervisor.markAllDirty('agent-paused')],
  ['a dirty range of another folder', ({ supervisor }) => supervisor.root('r')?.markDirty('too-many-changes', 'elsewhere')],
];

describe('trust in what the table says, from the watcher to a reader', () => {
  let folder: string;
  let clock: ManualClock;
  let engine: ScriptedChangeSource;
  let supervisor: WatchSupervisor;
  let publisher: StatusPublisher;
  let reader: StatusReader;
  let batches: ChangeBatch[];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shim-'));
    clock = new ManualClock(1_000_000);
    engine = new ScriptedChangeSource('engine', true);
    const { library } = await loadShimLibrary(builtShimPath, silentLogger);
    publisher = new StatusPublisher({ writer: library.openWriter('linux', folder), style: 'linux', clock, onFailure: failure => { throw failure; } });
    reader = library.openReader(folder);
    reader.refresh();
    const root = publisher.addRoot({ id: 'r', spellings: [bytes('/r')], listed: () => 'file', listing: () => [{ path: 'd/x', kind: 'file' }] });
    await root?.publish();
    supervisor = new WatchSupervisor({
      sources: { chokidar: new ScriptedChangeSource('chokidar', false), engine }, ranges: new MemoryDirtyRanges(), clock, logger: silentLogger,
      stamps: async (_root, paths) => paths.map(() => undefined), lastRead: () => undefined,
    }, DEFAULT_WATCH_SETTINGS);
    batches = [];
    supervisor.batches.subscribe(batch => batches.push(batch));
    await supervisor.add({ id: 'r', path: '/r', excluded: () => false });
    supervisor.root('r')?.statuses.subscribe(status => void root?.watch(status));
  });
  afterEach(async () => {
    await supervisor.dispose();
    await publisher.dispose();
    await reader.dispose();
    rmSync(folder, { recursive: true });
  });

  const shown = () => {
    const answer = reader.lookUp(bytes('/r/d/x'));
    return answer.found === 'row' ? answer.state : answer.found;
  };

  /** Lets everything that is due happen, but commits nothing. */
  async function passes(ms: number): Promise<void> {
    engine.tell({ kind: 'ready' });
    await clock.advance(ms);
  }

  async function commitAll(): Promise<void> {
    for (let minute = 0; minute < MINUTES && shown() !== 'protected'; minute += 1) {
      await passes(60_000);
      for (const batch of batches.splice(0)) await supervisor.settle(batch, 'committed');
      await clock.advance(0);
    }
  }

  it('begins without, and comes with the scan that catches up', async () => {
    expect(shown()).toBe('none');
    await passes(5_000);
    expect(shown()).toBe('none');
    await commitAll();
    expect(shown()).toBe('protected');
  });

  it.each(LOSSES)('is gone at once after %s, and back only when what may have been missed is committed', async (_what, happens) => {
    await commitAll();
    expect(shown()).toBe('protected');
    void happens({ engine, supervisor });
    expect(shown()).toBe('none');
    await passes(120_000);
    expect(shown()).toBe('none');
    await commitAll();
    expect(shown()).toBe('protected');
  });

  it('ends with the watch', async () => {
    await commitAll();
    await supervisor.remove('r');
    expect(shown()).toBe('none');
  });
});
