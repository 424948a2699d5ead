import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decidedUpTo, resultsDue, type ResultMemory, type ResultRow } from '../../../src/notifications/mail/results-due.js';

const NOW_MS = 1_000_000;
const fresh: ResultMemory = { after: 0, decided: [] };
const afterAll = { nowMs: NOW_MS, perSource: false, runningSlot: undefined };
const perSource = { ...afterAll, perSource: true };

function row(number: number, branch: number, status: string, more: Partial<ResultRow> = {}): ResultRow {
  return { number, branch, status, cause: 'scheduled', finishedMs: 1, slot: `slot ${number}`, ...more };
}

const told = (rows: readonly ResultRow[], memory: ResultMemory, at = afterAll) => resultsDue(rows, memory, at).mails.map(mail => mail.map(({ number, branch }) => `${number}-${branch}`));

describe('a mail is due', () => {
  it('never when everything was completed', () => {
    const rows = [row(1, 0, 'completed'), row(1, 1, 'completed')];
    expect([told(rows, fresh), told(rows, fresh, perSource)]).toEqual([[], []]);
  });

  it('for all sources of a run, or for each that failed', () => {
    const rows = [row(1, 1, 'no-access'), row(1, 0, 'completed'), row(1, 2, 'capacity-shortage'), row(2, 0, 'completed')];
    expect(told(rows, fresh)).toEqual([['1-0', '1-1', '1-2']]);
    expect(told(rows, fresh, perSource)).toEqual([['1-1'], ['1-2']]);
  });

  it('after the last source, also between two of them', () => {
    const rows = [row(1, 0, 'no-access')];
    expect(told(rows, fresh, { ...afterAll, runningSlot: 'slot 1' } as never)).toEqual([]);
    expect(told([...rows, row(1, 1, 'running', { finishedMs: undefined })], fresh)).toEqual([]);
    expect(told(rows, fresh, { ...perSource, runningSlot: 'slot 1' } as never)).toEqual([['1-0']]);
  });

  it('after a run that was asked for when nothing has followed for a while', () => {
    const by = (finishedMs: number) => [row(1, 0, 'no-access', { cause: 'manual', slot: undefined, finishedMs })];
    expect([told(by(NOW_MS - 29_999), fresh), told(by(NOW_MS - 30_000), fresh)]).toEqual([[], [['1-0']]]);
  });

  it('for what was not run, and for what ended with the power', () => {
    expect(told([row(1, 0, 'pc-off'), row(2, 0, 'power-loss')], fresh)).toEqual([['1-0'], ['2-0']]);
  });

  it('for everything that was missed at once, or once for each source', () => {
    const missed = [1, 2, 3].flatMap(number => [row(number, 0, 'pc-off', { source: 'a' }), row(number, 1, 'signed-out', { source: 'b' })]);
    const rows = [...missed, row(4, 0, 'completed', { source: 'a' }), row(4, 1, 'no-access', { source: 'b' })];
    expect(told(rows, fresh)).toEqual([['1-0', '1-1', '2-0', '2-1', '3-0', '3-1'], ['4-0', '4-1']]);
    expect(told(rows, fresh, perSource)).toEqual([['1-0', '2-0', '3-0'], ['1-1', '2-1', '3-1'], ['4-1']]);
  });

  it('not for a backup that somebody asked for and interrupted', () => {
    expect(told([row(1, 0, 'interrupted', { cause: 'manual' })], fresh)).toEqual([]);
    expect(told([row(1, 0, 'interrupted', { cause: 'manual' }), row(1, 1, 'earlier-interrupted', { cause: 'manual' })], fresh)).toEqual([]);
    expect(told([row(1, 0, 'interrupted')], fresh)).toEqual([['1-0']]);
  });

  it('not for what was there before mail was turned on', () => {
    expect(told([row(7, 0, 'no-access')], decidedUpTo([row(7, 0, 'no-access')]))).toEqual([]);
  });
});

it('each row is decided on once, however rows come and whichever mode is set when', () => {
  const statuses = fc.constantFrom('completed', 'no-access', 'pc-off');
  const history = fc.uniqueArray(fc.record({ number: fc.integer({ min: 1, max: 80 }), branch: fc.integer({ min: 0, max: 3 }), status: statuses }), { selector: ({ number, branch }) => `${number}-${branch}`, maxLength: 60 });
  fc.assert(fc.property(history, fc.array(fc.boolean(), { minLength: 61, maxLength: 61 }), (entries, modes) => {
    const sorted = entries.toSorted((a, b) => a.number - b.number);
    const seen = new Set<string>();
    let memory = fresh;
    sorted.forEach((_entry, index) => {
      const step = resultsDue(sorted.slice(0, index + 1).map(({ number, branch, status }) => row(number, branch, status)), memory, { ...afterAll, perSource: modes[index] === true });
      memory = step.memory;
      for (const { number, branch } of step.mails.flat()) {
        expect(seen.has(`${number}-${branch}`)).toBe(false);
        seen.add(`${number}-${branch}`);
      }
    });
    expect(seen.size).toBeGreaterThanOrEqual(sorted.filter(({ status }) => status !== 'completed').length);
    expect(memory.decided.length).toBeLessThanOrEqual(4 * 50);
  }));
});
