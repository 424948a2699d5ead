import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Activity } from '../../../../src/core/ports/local-catalog-state.js';
import { SqliteLocalState } from '../../../../src/platform/catalog/index.js';
import { describeDirtyRanges } from '../../../contract/dirty-ranges-contract.js';

let folder: string;
let state: SqliteLocalState;
const open = (): SqliteLocalState => SqliteLocalState.open(join(folder, 'state.db'));
const reopen = (): void => {
  state.dispose();
  state = open();
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mamori-state-'));
  state = open();
});
afterEach(async () => {
  state.dispose();
  await rm(folder, { recursive: true, force: true });
});

describeDirtyRanges('SQLite', async () => {
  const place = await mkdtemp(join(tmpdir(), 'mamori-dirty-'));
  let opened = SqliteLocalState.open(join(place, 'state.db'));
  return {
    ranges: opened.dirtyRanges,
    reopen: async () => {
      opened.dispose();
      opened = SqliteLocalState.open(join(place, 'state.db'));
      return opened.dirtyRanges;
    },
    cleanUp: async () => {
      opened.dispose();
      await rm(place, { recursive: true, force: true });
    },
  };
});

describe('local state', () => {
  it('keeps settings of any JSON value over a restart', () => {
    state.settings.set('schedule.time', { hour: 3 });
    state.settings.set('schedule_x', 1);
    state.settings.set('gone', true);
    state.settings.set('gone', undefined);
    reopen();
    expect(state.settings.get('schedule.time')).toEqual({ hour: 3 });
    expect(state.settings.get('gone')).toBeUndefined();
    expect([...state.settings.list('schedule.').keys()]).toEqual(['schedule.time']);
  });

  it('takes a request once, however often it is sent, until it is pruned', () => {
    const entry = { id: 'r1', kind: 'backup', payload: { paths: ['/a'] }, createdMs: 5 };
    expect([state.outbox.add(entry), state.outbox.add(entry)]).toEqual([true, false]);
    reopen();
    expect(state.outbox.open()).toEqual([entry]);
    expect(state.outbox.open('restore')).toEqual([]);
    state.outbox.done('r1');
    expect(state.outbox.open()).toEqual([]);
    expect(state.outbox.add(entry)).toBe(false);
    state.outbox.prune(6);
    expect(state.outbox.add(entry)).toBe(true);
  });

  it('numbers the history: one number a run, a branch a source', () => {
    const row: Omit<Activity, 'number' | 'branch' | 'finishedMs' | 'sequence'> =
      { kind: 'backup', cause: 'scheduled', source: 'a'.repeat(32), startedMs: 1, status: 'running', details: null };
    const first = state.activities.begin(row);
    const second = state.activities.begin(row, first.number);
    state.activities.begin({ ...row, kind: 'restore' });
    expect([[first.number, first.branch], [second.number, second.branch]]).toEqual([[1, 0], [1, 1]]);
    state.activities.finish({ ...first, status: 'completed', finishedMs: 9, sequence: 4, details: { files: 2 } });
    reopen();
    expect(state.activities.list({ kind: 'backup', limit: 10 })).toEqual([
      second, { ...first, status: 'completed', finishedMs: 9, sequence: 4, details: { files: 2 } },
    ]);
    expect(state.activities.list({ kind: 'backup', limit: 1, offset: 1 })).toHaveLength(1);
    expect(state.activities.count('backup')).toBe(2);
    expect(state.activities.lastEnded(row.source)).toMatchObject({ number: 1, branch: 0, status: 'completed' });
    expect(state.activities.lastEnded('another')).toBeUndefined();
    expect(state.activities.running().map(({ number, branch }) => [number, branch])).toEqual([[1, 1], [2, 0]]);
  });

  it('begins a row for each part of an action once, all under one number, also after a restart', () => {
    const row = (part: string) => ({ kind: 'backup', cause: 'manual', source: part, startedMs: 1, status: 'running', details: { part }, begunFor: { action: 'click/1', part } }) as const;
    const first = state.activities.begin(row('a'));
    state.activities.begin({ ...row('z'), begunFor: undefined });
    const second = state.activities.begin(row('b'), 99);
    expect([second.number, second.branch]).toEqual([first.number, 1]);
    state.activities.finish({ ...first, status: 'interrupted', finishedMs: 5 }, { ...second, status: 'completed', finishedMs: 6 });
    reopen();
    expect(state.activities.begunFor('click/1')).toEqual([{ ...first, status: 'interrupted', finishedMs: 5 }, { ...second, status: 'completed', finishedMs: 6 }]);
    expect(state.activities.begin({ ...row('a'), startedMs: 8, details: null })).toEqual(first);
    expect(state.activities.running()).toEqual([first, expect.objectContaining({ source: 'z' })]);
    expect(state.activities.begunFor('click/2')).toEqual([]);
  });

  it('remembers that a request was begun', () => {
    state.outbox.add({ id: 'r1', kind: 'click', payload: {}, createdMs: 1 });
    expect(state.outbox.begin('r1')).toBe(true);
    reopen();
    expect(state.outbox.begin('r1')).toBe(false);
    expect(state.outbox.begin('unknown')).toBe(false);
  });

  it('remembers how far a source is proven', () => {
    expect(state.proofs.get('s')).toEqual({ source: 's', provenMs: undefined, cursor: '' });
    state.proofs.set({ source: 's', provenMs: 7, cursor: 'docs/a' });
    reopen();
    expect(state.proofs.get('s')).toEqual({ source: 's', provenMs: 7, cursor: 'docs/a' });
  });
});
