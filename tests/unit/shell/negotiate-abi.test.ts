import { describe, expect, it } from 'vitest';
import { negotiateAbi } from '../../../src/shell/ports/negotiate-abi.js';

/** A library of version `own`, which serves the one before as well: the rule of native/shim/abi/versions.h, where its own table of cases is. */
const libraryOf = (own: number) => (oldest: number, newest: number): number => {
  const [low, high] = [Math.max(own > 1 ? own - 1 : 1, oldest), Math.min(own, newest)];
  return low <= high ? high : -7;
};

describe('the version that agent and shim agree on', () => {
  it.each([
    // shim, agent's oldest, agent's newest, agreed
    [1, 1, 1, 1], [1, 1, 2, 1], [2, 1, 1, 1], [2, 1, 2, 2], [2, 2, 3, 2], [3, 2, 2, 2], [3, 2, 4, 3],
  ])('shim %i and agent %i…%i: %i', (shim, oldest, newest, agreed) => {
    expect(negotiateAbi(libraryOf(shim), { oldest, newest })).toBe(agreed);
  });

  it.each([[1, 2, 3], [3, 1, 1], [4, 1, 2]])('shim %i and agent %i…%i have none', (shim, oldest, newest) => {
    expect(() => negotiateAbi(libraryOf(shim), { oldest, newest })).toThrow(expect.objectContaining({ code: 'shim.other-version' }));
  });

  it('is never one that was not asked for', () => {
    expect(() => negotiateAbi(() => 9, { oldest: 1, newest: 2 })).toThrow(expect.objectContaining({ code: 'shim.other-version' }));
  });
});
