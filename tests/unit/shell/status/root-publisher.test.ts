import { describe, expect, it } from 'vitest';
import { MAX_ROWS_PER_PUT, type StatusRow, type StatusWriter } from '../../../../src/shell/ports/shim-library.js';
import { RootPublisher, type ListedEntry } from '../../../../src/shell/status/root-publisher.js';
import type { EntryKind } from '../../../../src/shell/status/root-status.js';
import { ManualClock } from '../../../fakes/manual-clock.js';

/** Notes the calls in their order; what they do to a real table is tested with one (tests/integration/shim). */
function recordingWriter(calls: string[]): StatusWriter {
  const rows = (all: readonly StatusRow[]) => all.map(({ path, state }) => `${Buffer.from(path).toString()}=${state}`).join(' ');
  return {
    put: (_root, all) => calls.push(all.length > 3 ? `put ${all.length}` : `put ${rows(all)}`),
    trustRoot: (_root, trusted) => { calls.push(trusted ? 'trust' : 'distrust'); },
  } satisfies Partial<StatusWriter> as unknown as StatusWriter;
}

const below = (listed: Record<string, EntryKind>) => (folder: string): ListedEntry[] => Object.entries(listed)
  .filter(([path]) => folder === '' || path === folder || path.startsWith(`${folder}/`)).map(([path, kind]) => ({ path, kind }));

function setUp(listed: Record<string, EntryKind> = {}, listing: (folder: string) => Iterable<ListedEntry> | AsyncIterable<ListedEntry> = below(listed), moreUrgent?: () => Promise<void> | undefined) {
  const [clock, calls] = [new ManualClock(), [] as string[]];
  const publisher = new RootPublisher({ writer: recordingWriter(calls), style: 'linux', clock, root: 0, listed: path => listed[path], listing, ...(moreUrgent && { moreUrgent }) });
  return { clock, calls, publisher };
}

const trusted = { trusted: true, blindFolders: [] };
const distrusted = { trusted: false, blindFolders: [] };

async function* slowly(entries: readonly string[], during: () => void) {
  for (const path of entries) yield { path, kind: 'file' as const };
  during();
}

describe('publishing a root', () => {
  it('gathers a burst of changes into one call, soon', async () => {
    const { clock, calls, publisher } = setUp();
    for (let number = 0; number < 100; number += 1) publisher.status.changed(`f${number}`);
    await clock.advance(19);
    expect(calls).toEqual([]);
    await clock.advance(1);
    expect(calls).toEqual(['put 101']);
  });

  it('does not gather more than one call takes', () => {
    const { calls, publisher } = setUp();
    for (let number = 0; number < MAX_ROWS_PER_PUT; number += 1) publisher.status.changed(`f${number}`);
    expect(calls).toEqual([`put ${MAX_ROWS_PER_PUT}`]);
  });

  it('lets what is more urgent go first between slices, but not for ever', async () => {
    const many = Object.fromEntries(Array.from({ length: 3 * MAX_ROWS_PER_PUT }, (_, number) => [`f${number}`, 'file' as const]));
    const endless = new Promise<void>(() => undefined);
    const urgent = [Promise.resolve(), endless, endless];
    const { clock, calls, publisher } = setUp(many, below(many), () => urgent.shift());
    const published = publisher.publish();
    await clock.advance(0); // the first slice gives way to what ends at once
    await clock.advance(0);
    expect(calls).toHaveLength(2);
    await clock.advance(2_999);
    expect(calls).toHaveLength(2);
    await clock.advance(1);
    await clock.advance(0);
    await published;
    expect(calls).toHaveLength(3);
  });

  it('trusts a root once the watch does and all is published, rows before trust; distrusts it at once', async () => {
    const { calls, publisher } = setUp({ x: 'file' });
    await publisher.watch(trusted);
    await publisher.publish();
    expect(calls).toEqual(['put x=protected', 'trust']);
    publisher.status.changed('x');
    void publisher.watch(distrusted);
    expect(calls.at(-1)).toBe('distrust');
    void publisher.watch(trusted);
    expect(calls.slice(-2)).toEqual(['put =none x=removed', 'trust']);
  });

  it('publishes a long listing in slices with pauses', async () => {
    const { clock, calls, publisher } = setUp(Object.fromEntries(Array.from({ length: MAX_ROWS_PER_PUT * 2 + 5 }, (_, number) => [`f${number}`, 'file'])));
    const done = publisher.publish();
    await clock.advance(0);
    await done;
    expect(calls).toEqual([`put ${MAX_ROWS_PER_PUT}`, `put ${MAX_ROWS_PER_PUT}`, 'put 5']);
  });

  it('publishes what became of a path meanwhile, not what the listing said', async () => {
    const { calls, publisher } = setUp({}, () => slowly(['x', 'y'], () => publisher.status.changed('x')));
    await publisher.publish();
    expect(calls).toEqual(['put x=removed y=protected']);
  });

  it('publishes what became of a path meanwhile also when that was written already', async () => {
    const names = Array.from({ length: MAX_ROWS_PER_PUT + 1 }, (_, number) => `f${number}`);
    const last = names.at(-1) as string;
    const { clock, calls, publisher } = setUp({}, function* () {
      yield* names.slice(0, MAX_ROWS_PER_PUT).map(path => ({ path, kind: 'file' as const }));
      publisher.withdraw([last]);
      publisher.status.runCommitted(publisher.status.runBegan([last]), { entries: new Map([[last, undefined]]), failures: [] });
      yield { path: last, kind: 'file' as const };
    });
    const done = publisher.publish();
    await clock.advance(0);
    await done;
    expect(calls).toEqual([`put ${MAX_ROWS_PER_PUT}`, `put =none ${last}=removed`, `put ${last}=removed`]);
  });

  it('has withdrawn what is about to be forgotten before it returns', () => {
    const { calls, publisher } = setUp({ '': 'folder', d: 'folder', 'd/x': 'file' });
    publisher.withdraw(['d', 'd/x']);
    expect(calls).toEqual(['put =none d=none d/x=removed']);
  });

  it('shows nothing as protected in a folder that became blind while it was being published', async () => {
    const { calls, publisher } = setUp({}, async function* () {
      publisher.status.runCommitted(publisher.status.runBegan(['']), { entries: new Map([['d/x', 'file']]), failures: [] });
      void publisher.watch({ trusted: true, blindFolders: ['d'] });
      yield { path: 'd/x', kind: 'file' as const };
    });
    await publisher.publish();
    expect(new Set(calls.join(' ').match(/d\/x=\w+/g))).toEqual(new Set(['d/x=removed']));
  });

  it('distrusts the root while it writes that a folder is blind, and shows nothing there as protected', async () => {
    const { clock, calls, publisher } = setUp({ '': 'folder', d: 'folder', 'd/x': 'file', y: 'file' });
    await publisher.watch(trusted);
    await publisher.publish();
    calls.length = 0;
    const done = publisher.watch({ trusted: true, blindFolders: ['d'] });
    expect(calls).toEqual(['distrust']);
    await done;
    expect(calls.slice(1)).toEqual(['put d=none d/x=removed', 'put =none', 'trust']);
    await clock.advance(2_000);
    calls.length = 0;
    await publisher.watch(trusted);
    expect(calls).toEqual(['distrust', 'put d=protected d/x=protected', 'put =protected', 'trust']);
  });

  it('stops where it is told to', async () => {
    const { clock, calls, publisher } = setUp({ x: 'file' });
    await publisher.watch(trusted);
    const done = publisher.publish();
    publisher.status.changed('x');
    publisher.dispose();
    await done;
    await clock.advance(1_000);
    expect(calls).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });
});
