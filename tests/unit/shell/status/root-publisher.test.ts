import { describe, expect, it } from 'vitest';
import { MAX_ROWS_PER_PUT, type StatusRow, type StatusWriter } from '../../../../src/shell/ports/shim-library.js';
import { RootPublisher } from '../../../../src/shell/status/root-publisher.js';
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

function setUp(listed: Record<string, EntryKind> = {}) {
  const [clock, calls] = [new ManualClock(), [] as string[]];
  const publisher = new RootPublisher({ writer: recordingWriter(calls), style: 'linux', clock, root: 0, listed: path => listed[path] });
  return { clock, calls, publisher };
}

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

  it('trusts a root once the watch does and all is published, rows before trust; distrusts it at once', async () => {
    const { clock, calls, publisher } = setUp({ x: 'file' });
    publisher.watchTrusted(true);
    const done = publisher.publish([{ path: 'x', kind: 'file' }]);
    await clock.advance(0);
    await done;
    expect(calls).toEqual(['put x=protected', 'trust']);
    publisher.status.changed('x');
    publisher.watchTrusted(false);
    expect(calls.at(-1)).toBe('distrust');
    publisher.watchTrusted(true);
    expect(calls.slice(-2)).toEqual(['put =none x=removed', 'trust']);
  });

  it('publishes a long listing in slices with pauses', async () => {
    const { clock, calls, publisher } = setUp();
    const done = publisher.publish(Array.from({ length: MAX_ROWS_PER_PUT * 2 + 5 }, (_, number) => ({ path: `f${number}`, kind: 'file' as const })));
    await clock.advance(0);
    await done;
    expect(calls).toEqual([`put ${MAX_ROWS_PER_PUT}`, `put ${MAX_ROWS_PER_PUT}`, 'put 5']);
  });

  it('publishes what became of a path meanwhile, not what the listing said', async () => {
    const { calls, publisher } = setUp();
    await publisher.publish(slowly(['x', 'y'], () => publisher.status.changed('x')));
    expect(calls).toEqual(['put x=removed y=protected']);
  });

  it('stops where it is told to', async () => {
    const { clock, calls, publisher } = setUp();
    publisher.watchTrusted(true);
    await publisher.publish([{ path: 'x', kind: 'file' }], AbortSignal.abort());
    publisher.status.changed('x');
    publisher.dispose();
    await clock.advance(1_000);
    expect(calls).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });
});
