import { describe, it } from 'vitest';
import { handOverStage, type HandedOver, type Pending } from '../../../../src/core/watch/hand-over-stage.js';
import { onVirtualTime } from './marbles.js';

const changes = (...paths: string[]): Extract<Pending, { kind: 'changes' }> => ({ kind: 'changes', paths });
const input: Record<string, Pending> = {
  a: changes('a'), b: changes('b'), c: changes('b', 'c'), m: changes('d/1', 'd/2', 'd/3'), r: { kind: 'rescan-due' },
};
const output: Record<string, HandedOver> = {
  a: changes('a'), b: changes('b'), c: changes('b', 'c'), x: changes('a', 'b'), r: { kind: 'rescan' }, o: { kind: 'overflowed', folder: 'd' },
};

function check(pending: string, demand: string, expected: string, maxPaths = 4) {
  onVirtualTime(({ cold, expectObservable }) => {
    const stage = handOverStage({ demand: cold(demand), maxPaths });
    expectObservable(cold(pending, input).pipe(stage)).toBe(expected, output);
  });
}

describe('hand-over stage', () => {
  it('hands over at once when the receiver waits', () => check('--a---', 'x-----', '--a---'));
  it('merges what comes while the receiver is busy', () => check('-a-bc-------', 'x-------x---', '-a------c---'));
  it('hands nothing over before it is asked', () => check('-a----', '---x--', '---a--'));
  it('counts two demands before any work as one', () => check('---a-b', 'xx----', '---a--'));
  it('lets paths and rescans take turns', () => check('(arb)(ar)-------', '-x-x-----------xx', '-x-r-----------ar'));
  it('does not let paths starve a rescan', () => check('(ar)-b------', '-x----x-x---', '-a----r-b---'));
  it('tells a due rescan once however often it was asked for', () => check('(rrr)-----', '--x--x----', '--r-------'));
  it('gives up the most crowded folder at once when the bound is passed', () => check('-a-c-m---', 'x------x-', '-a---o-c-'));
  it('passes an error on at once', () => check('-a#', '----', '--#'));
});
