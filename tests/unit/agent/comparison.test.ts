import { beforeEach, describe, expect, it } from 'vitest';
import { compareUploads, deletedInVault, deletionsCompared, keepsDeleted } from '../../../src/agent/comparison.js';
import { preferencesFrom } from '../../../src/agent/setting-values.js';
import type { Workspace } from '../../../src/agent/workspace.js';
import { ManualClock } from '../../fakes/manual-clock.js';

type Parts = Pick<Workspace, 'settings' | 'state' | 'clock'>;
const DAY_MS = 86_400_000;
const source = { id: 'a'.repeat(32) };
const whole = { source, kind: 'scheduled', scope: { type: 'all' } } as const;

let clock: ManualClock;
let kept: Map<string, unknown>;

function workspace(preferences: object): Parts {
  const settings = { current: { preferences: preferencesFrom(preferences) } };
  const state = { settings: { get: (key: string) => kept.get(key), set: (key: string, value: unknown) => void (value === undefined ? kept.delete(key) : kept.set(key, value)), list: () => kept } };
  return { settings, state, clock } as unknown as Parts;
}

beforeEach(() => {
  clock = new ManualClock(new Date(2026, 10, 30, 12).getTime());
  kept = new Map();
});

describe('deletions', () => {
  it('follow at every run unless the setting says otherwise, and before a restore in any case', () => {
    expect(keepsDeleted(workspace({}), whole)).toBe(false);
    expect(keepsDeleted(workspace({ 'compare.delete': 'off' }), whole)).toBe(true);
    for (const rule of ['off', 'monthly']) expect(keepsDeleted(workspace({ 'compare.delete': rule }), { ...whole, kind: 'restore' })).toBe(false);
  });

  it('follow once a month by the local calendar, with the first run of the whole source that came to its end', () => {
    const monthly = workspace({ 'compare.delete': 'monthly' });
    expect(keepsDeleted(monthly, { ...whole, kind: 'continuous' })).toBe(true);
    expect(keepsDeleted(monthly, { ...whole, scope: { type: 'folders', folders: ['x'] } })).toBe(true);
    expect(keepsDeleted(monthly, whole)).toBe(false);
    expect(keepsDeleted(monthly, { ...whole, kind: 'manual' })).toBe(false); // the run before did not end
    deletionsCompared(monthly, whole);
    expect(keepsDeleted(monthly, whole)).toBe(true);
    expect(keepsDeleted(monthly, { ...whole, source: { id: 'b' } })).toBe(false);
    clock.shiftWall(DAY_MS); // the first of December
    expect(keepsDeleted(monthly, whole)).toBe(false);
    deletionsCompared(monthly, { ...whole, kind: 'continuous' });
    expect(keepsDeleted(monthly, whole)).toBe(false);
  });
});

describe('what was deleted in the vault', () => {
  it('is looked at anew by the first run after the setting is on again, once', async () => {
    const givenUp: string[] = [];
    const images = { giveUp: async (id: string) => void givenUp.push(id) } as unknown as Parameters<typeof compareUploads>[1]['images'];
    deletedInVault(workspace({}).state.settings, source.id);
    await compareUploads(workspace({ 'compare.upload': false }), { images }, source.id);
    expect(givenUp).toEqual([]);
    await compareUploads(workspace({}), { images }, source.id);
    await compareUploads(workspace({}), { images }, source.id);
    expect(givenUp).toEqual([source.id]);
  });
});
