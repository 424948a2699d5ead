import { expect, it } from 'vitest';
import { RateBudget } from '../../../../src/host/main/agent-side/rate-budget.js';
import { ManualClock } from '../../../fakes/manual-clock.js';

it('a plugin that logs without end is held to a rate, and what was left out is counted', async () => {
  const clock = new ManualClock();
  const budget = new RateBudget(clock, { burst: 500, perSecond: 20 });
  const allowed = Array.from({ length: 2000 }, () => budget.take('acme.loud')).filter(line => line.allowed);
  expect(allowed).toHaveLength(500);
  expect(budget.take('acme.quiet')).toEqual({ allowed: true, leftOut: 0 });
  await clock.advance(100);
  expect([budget.take('acme.loud'), budget.take('acme.loud'), budget.take('acme.loud')]).toEqual([
    { allowed: true, leftOut: 1500 }, { allowed: true, leftOut: 0 }, { allowed: false, leftOut: 0 },
  ]);
});
