import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock.js';
import type { EngineWatcher, EngineWatchEvent } from '../../../src/core/ports/engine-watcher.js';
import type { SourceEvent } from '../../../src/core/watch/source-event.js';
import { engineChangeSource } from '../../../src/platform/watchers/engine-change-source.js';

/** The adapter alone: what the engine says is given word for word. */
function observe(start?: () => never) {
  let sink: ((event: EngineWatchEvent) => void) | undefined;
  let closed = 0;
  const watcher: EngineWatcher = {
    start: (_root, _options, toSink) => {
      start?.();
      sink = toSink;
      return { close: async () => { closed += 1; } };
    },
  };
  const events: SourceEvent[] = [];
  let completed = false;
  const subscription = engineChangeSource(watcher, { ...systemClock, nowMs: () => 7 }).watch('/r', { excluded: () => false })
    .subscribe({ next: event => events.push(event), complete: () => { completed = true; } });
  return { events, subscription, say: (event: EngineWatchEvent) => sink?.(event), get closed() { return closed; }, get completed() { return completed; } };
}

describe('engine change source', () => {
  it('tells losses before changes, and keeps names of any bytes', () => {
    const { events, say } = observe();
    say({ kind: 'ready', watches: 3 });
    say({
      kind: 'batch', overflow: true, dirtyFolders: [Buffer.from('deep')],
      changes: [{ path: Buffer.from([0x63, 0xe9]), kind: 'created' }, { path: 'as/text', kind: 'removed' }],
    });
    expect(events).toEqual([
      { kind: 'ready' }, { kind: 'overflow' }, { kind: 'overflow', folder: 'deep' },
      { kind: 'change', path: 'c\udce9', hint: 'created', at: 7 }, { kind: 'change', path: 'as/text', hint: 'removed', at: 7 },
    ]);
  });

  it('tells what it cannot watch', () => {
    const { events, say } = observe();
    say({ kind: 'limited', needed: 10, allowed: 5 });
    say({ kind: 'unreadable', folder: 'private', osError: 13 });
    expect(events.map(event => event.kind === 'degraded' && event.degradation)).toEqual([
      { reason: 'watch-limit', needed: 10, allowed: 5 }, { reason: 'unreadable-folder', folder: 'private' },
    ]);
  });

  it('ends with a coded error and closes the watch', () => {
    const observed = observe();
    observed.say({ kind: 'error', error: { code: 'watch.root-gone', message: 'gone', osError: 2 } });
    expect(observed.events).toMatchObject([{ kind: 'error', error: { code: 'watch.root-gone', data: { osError: 2 } } }]);
    expect([observed.completed, observed.closed]).toEqual([true, 1]);
  });

  it('takes an unknown code for a failed source, and a start that throws for an error', () => {
    const observed = observe();
    observed.say({ kind: 'error', error: { code: 'engine.strange', message: '?' } });
    expect(observed.events).toMatchObject([{ error: { code: 'watch.failed', data: { code: 'engine.strange' } } }]);
    const thrown = observe(() => { throw Object.assign(new Error('no'), { code: 'EACCES' }); });
    expect(thrown.events).toMatchObject([{ kind: 'error', error: { code: 'watch.no-permission' } }]);
    expect(thrown.completed).toBe(true);
  });

  it('closes the watch when it is unsubscribed', () => {
    const observed = observe();
    observed.subscription.unsubscribe();
    expect(observed.closed).toBe(1);
  });
});
