import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RootStatus, type EntryKind } from '../../../../src/shell/status/root-status.js';
import { ManualClock } from '../../../fakes/manual-clock.js';

const LISTED = new Map<string, EntryKind>([['', 'folder'], ['a', 'folder'], ['a/b', 'folder'], ['a/b/x', 'file'], ['a/y', 'file']]);

let clock: ManualClock;
let shown: Map<string, string>;
let vouched: boolean[];
let status: RootStatus;
beforeEach(() => {
  clock = new ManualClock();
  shown = new Map([...LISTED.keys()].map(path => [path, 'protected']));
  vouched = [];
  status = new RootStatus({
    clock, listed: path => LISTED.get(path), maxMarks: 3,
    onVouch: state => vouched.push(state),
    onChange: ({ path, state, reason }) => shown.set(path, reason > 0 ? `${state} ${reason}` : state),
  });
});
afterEach(() => status.dispose());

const nothing = { entries: new Map<string, EntryKind | undefined>(), failures: [] };

describe('the status of a root', () => {
  it('flips a file and the folders above it with the first event', () => {
    status.changed('a/b/x');
    expect(Object.fromEntries(shown)).toEqual({ '': 'none', a: 'none', 'a/b': 'none', 'a/b/x': 'removed', 'a/y': 'protected' });
  });

  it('protects again what a commit has read, and only if nothing came after the run began', async () => {
    status.changed('a/b/x');
    status.changed('a/y');
    const run = status.runBegan(['a/b/x', 'a/y']);
    status.changed('a/y');
    status.runCommitted(run, nothing);
    expect(shown.get('a/b/x')).toBe('protected');
    expect(shown.get('a/y')).toBe('removed');
    await clock.advance(2_000);
    expect(shown.get('a/b')).toBe('protected');
    expect(shown.get('a')).toBe('none');
  });

  it('leaves to later runs what lies below a folder of which a run reads the entry alone', () => {
    status.changed('a');
    status.changed('a/y');
    const run = status.runBegan(['a'], 'paths');
    status.runCommitted(run, nothing);
    expect(shown.get('a/y')).toBe('removed');
  });

  it('shows a run only after it has lasted three seconds', async () => {
    status.changed('a/y');
    const run = status.runBegan(['a']);
    await clock.advance(2_999);
    expect(shown.get('a/y')).toBe('removed');
    await clock.advance(1);
    expect([shown.get('a/y'), shown.get('a'), shown.get('')]).toEqual(['in-progress', 'in-progress', 'in-progress']);
    status.runCommitted(run, nothing);
    expect(shown.get('a/y')).toBe('protected');
  });

  it('lets a problem rise above its own folder with the second failed run, and takes it back with a good one', async () => {
    status.changed('a/b/x');
    const fail = async () => {
      status.runCommitted(status.runBegan(['']), { entries: new Map(), failures: [{ path: 'a/b/x', reason: 42 }] });
      await clock.advance(2_000);
    };
    await fail();
    expect([shown.get('a/b/x'), shown.get('a/b'), shown.get('a'), shown.get('')]).toEqual(['problem 42', 'problem', 'none', 'none']);
    await fail();
    expect([shown.get('a/b'), shown.get('a'), shown.get('')]).toEqual(['problem', 'problem', 'problem']);
    status.runCommitted(status.runBegan(['']), nothing);
    await clock.advance(2_000);
    expect([...shown.values()]).toEqual(Array(5).fill('protected'));
  });

  it('draws what others say of a path, listed or not, on the folders above too, and takes it back', async () => {
    status.markExternally('a/b/x', { state: 'problem', reason: 48 });
    status.markExternally('a/unlisted', { state: 'in-progress', reason: 48 });
    expect(Object.fromEntries(shown)).toEqual({ '': 'problem', a: 'problem', 'a/b': 'problem', 'a/b/x': 'problem 48', 'a/y': 'protected', 'a/unlisted': 'in-progress' });
    await clock.advance(2_000);
    status.markExternally('a/b/x', undefined);
    expect([shown.get('a/b/x'), shown.get('a/b'), shown.get('a')]).toEqual(['protected', 'protected', 'in-progress']);
    status.markExternally('a/unlisted', undefined);
    await clock.advance(2_000);
    expect([shown.get('a/unlisted'), shown.get('a'), shown.get('')]).toEqual(['removed', 'protected', 'protected']);
  });

  it('lets nobody else make a picture better: the stronger state counts, and the reason of the agent\'s own problem', () => {
    status.changed('a/y');
    status.runCommitted(status.runBegan(['']), { entries: new Map(), failures: [{ path: 'a/y', reason: 42 }] });
    status.markExternally('a/y', { state: 'in-progress', reason: 48 });
    expect(shown.get('a/y')).toBe('problem 42');
    status.markExternally('a/y', { state: 'problem', reason: 48 });
    expect(shown.get('a/y')).toBe('problem 42');
    status.runCommitted(status.runBegan(['']), nothing);
    expect(shown.get('a/y')).toBe('problem 48');
    status.changed('a/y');
    status.markExternally('a/y', undefined);
    expect(shown.get('a/y')).toBe('removed');
  });

  it('holds 10,000 of others\' marks, which use up nothing of what holds its own', () => {
    for (let number = 0; number <= 10_000; number += 1) status.markExternally(`a/${number}`, { state: 'problem', reason: 48 });
    expect([shown.get('a/9999'), shown.get('a/10000')]).toEqual(['problem 48', undefined]);
    status.changed('a/y');
    expect(vouched).toEqual([]);
  });

  it('treats what a cancelled run had taken up as not yet protected, and as nobody\'s failure', () => {
    status.changed('a/y');
    status.runCancelled(status.runBegan(['a/y']));
    expect(shown.get('a/y')).toBe('removed');
    status.runCommitted(status.runBegan(['a/y']), nothing);
    expect(shown.get('a/y')).toBe('protected');
  });

  it('shows new files as protected and takes removed ones away, as the run tells', () => {
    status.runCommitted(status.runBegan(['']), { entries: new Map<string, EntryKind | undefined>([['a/new', 'file'], ['a/y', undefined]]), failures: [] });
    expect(shown.get('a/new')).toBe('protected');
    expect(shown.get('a/y')).toBe('removed');
  });

  it('vouches for nothing after a change it cannot hold, until a run that began later has looked at everything', () => {
    for (const path of ['1', '2', '3']) status.changed(path);
    const early = status.runBegan(['']);
    status.changed('4');
    expect(vouched).toEqual([false]);
    status.runCommitted(early, nothing);
    expect(vouched).toEqual([false]);
    status.runCommitted(status.runBegan(['a']), nothing);
    expect(vouched).toEqual([false]);
    status.runCommitted(status.runBegan(['']), nothing);
    expect(vouched).toEqual([false, true]);
    expect(status.marked).toBe(0);
  });
});
