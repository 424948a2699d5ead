import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkClock } from '../../../../../src/core/vault/collection/clock-sanity.js';
import { planCollection, type MeasuredContainer } from '../../../../../src/core/vault/collection/collection-plan.js';

const MIB = 2 ** 20;
const options = { budgetBytes: 1024 * MIB, packBytes: 32 * MIB };

/** A container of segments of 1 MiB with the given live shares. */
function container(name: string, shares: readonly number[], members: Partial<MeasuredContainer> = {}): MeasuredContainer {
  return {
    name, kind: 'data', superseded: false, sizeBytes: shares.length * MIB,
    segments: shares.map(share => ({ sealedBytes: MIB, totalBytes: 2 * MIB, liveBytes: Math.round(2 * MIB * share) })), ...members,
  };
}

const full = (count: number, share = 1) => Array.from({ length: count }, () => share);

const containers = fc.uniqueArray(fc.record({
  name: fc.stringMatching(/^[0-9a-f]{8}$/), kind: fc.constantFrom('data', 'metadata', 'run'), superseded: fc.boolean(),
  shares: fc.array(fc.constantFrom(0, 0.1, 0.45, 0.5, 0.69, 0.71, 0.9, 1), { minLength: 1, maxLength: 12 }),
} as never) as never, { selector: (item: { readonly name: string }) => item.name, maxLength: 60 })
  .map(items => (items as { name: string; kind: MeasuredContainer['kind']; superseded: boolean; shares: number[] }[])
    .map(({ name, kind, superseded, shares }) => container(name, shares, { kind, superseded })));

describe('collection plan', () => {
  it('condemns what is wholly dead without copying', () => {
    expect(planCollection([container('a', [0, 0]), container('b', full(32))], { ...options, budgetBytes: 0 }))
      .toEqual({ condemn: ['a'], rewrite: [], copiedBytes: 0, freedBytes: 2 * MIB });
  });

  it.each([
    ['a pack at 69 % of live bytes', full(20, 0.69), true],
    ['a pack at 71 %', full(20, 0.71), false],
    ['one poor segment in a full pack', [...full(19), 0.4], false],
    ['a quarter of poor segments', [...full(24), ...full(8, 0.49)], true],
  ])('rewrites or leaves %s', (_case, shares, rewritten) => {
    expect(planCollection([container('a', shares)], options).rewrite.length > 0).toBe(rewritten);
  });

  it('copies what is live in superseded run objects and never touches the others', () => {
    const plan = planCollection([
      container('old', [0.9], { kind: 'run', superseded: true }), container('new', [0.1], { kind: 'run' }), container('gone', [0], { kind: 'run' }),
    ], options);
    expect(plan).toMatchObject({ condemn: [], rewrite: [{ reason: 'superseded', containers: ['old'] }] });
  });

  it('takes first what frees most per byte copied, within the budget', () => {
    const plan = planCollection([container('b', full(10, 0.6)), container('a', full(10, 0.125)), container('c', full(10, 0.25))], { ...options, budgetBytes: 4 * MIB });
    expect(plan.rewrite.map(group => group.containers)).toEqual([['a'], ['c']]);
    expect(plan.copiedBytes).toBe(3.75 * MIB);
  });

  it('takes one that is larger than the budget alone, and nothing without a budget', () => {
    const packs = [container('a', full(30, 0.6)), container('b', full(30, 0.6))];
    expect(planCollection(packs, { ...options, budgetBytes: MIB }).rewrite.map(group => group.containers)).toEqual([['a']]);
    expect(planCollection(packs, { ...options, budgetBytes: 0 }).rewrite).toEqual([]);
  });

  it('merges small objects of one kind and size class once there are eight', () => {
    const small = (count: number, kind: MeasuredContainer['kind']) => Array.from({ length: count }, (_, at) => container(`${kind}${at}`, [1, 1], { kind }));
    expect(planCollection(small(7, 'data'), options).rewrite).toEqual([]);
    const plan = planCollection([...small(9, 'data'), ...small(8, 'metadata'), ...small(7, 'run'), container('large', full(20))], options);
    expect(plan.rewrite.map(group => [group.reason, group.containers.length])).toEqual([['small-objects', 9], ['small-objects', 8]]);
  });

  it('holds its promises for any vault', () => {
    fc.assert(fc.property(containers, fc.nat(64), (measured, budgetMib) => {
      const budgetBytes = budgetMib * MIB;
      const plan = planCollection(measured, { ...options, budgetBytes });
      const byName = new Map(measured.map(item => [item.name, item]));
      const rewritten = plan.rewrite.flatMap(group => group.containers);
      const touched = [...plan.condemn, ...rewritten];
      expect(new Set(touched).size).toBe(touched.length);
      for (const name of touched) expect(byName.get(name)?.kind !== 'run' || byName.get(name)?.superseded).toBe(true);
      for (const name of plan.condemn) expect(byName.get(name)?.segments.every(segment => segment.liveBytes === 0)).toBe(true);
      for (const { containers: members } of plan.rewrite) {
        const kinds = new Set(members.map(name => byName.get(name)?.kind));
        expect(kinds.has('data') && kinds.has('metadata')).toBe(false);
      }
      expect(plan.copiedBytes <= budgetBytes || plan.rewrite.length === 1).toBe(true);
      expect(plan.copiedBytes === 0 || budgetBytes > 0).toBe(true);
      expect(planCollection(measured.toReversed(), { ...options, budgetBytes }).copiedBytes).toBe(plan.copiedBytes);
    }));
  });

  it('brings dead bytes below 30 % when the budget allows', () => {
    fc.assert(fc.property(containers, measured => {
      const packs = measured.filter(item => item.kind !== 'run');
      const plan = planCollection(packs, { ...options, budgetBytes: Number.MAX_SAFE_INTEGER });
      const touched = new Set([...plan.condemn, ...plan.rewrite.flatMap(group => group.containers)]);
      for (const item of packs.filter(pack => !touched.has(pack.name))) {
        const live = item.segments.reduce((sum, segment) => sum + segment.liveBytes, 0);
        const total = item.segments.reduce((sum, segment) => sum + segment.totalBytes, 0);
        expect(live / total).toBeGreaterThanOrEqual(0.7);
      }
    }));
  });
});

describe('clock sanity', () => {
  const hour = 3_600_000;
  const nowMs = 1000 * hour;
  it.each([
    ['an old newest run', { newestRunMs: 5 * hour, storeMs: undefined }, true],
    ['a newest run an hour ahead', { newestRunMs: nowMs + hour, storeMs: undefined }, true],
    ['a newest run further ahead', { newestRunMs: nowMs + hour + 1, storeMs: undefined }, false],
    ['a store an hour behind', { newestRunMs: undefined, storeMs: nowMs - hour }, true],
    ['a store further behind', { newestRunMs: undefined, storeMs: nowMs - hour - 1 }, false],
    ['a store further ahead', { newestRunMs: undefined, storeMs: nowMs + hour + 1 }, false],
    ['nothing to compare with', { newestRunMs: undefined, storeMs: undefined }, true],
  ])('judges %s', (_case, times, fine) => {
    const check = () => checkClock({ nowMs, ...times });
    if (fine) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ code: 'vault.clock-disagrees', retry: 'later' }));
  });
});
