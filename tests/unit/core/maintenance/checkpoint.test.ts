import { describe, expect, it } from 'vitest';
import { isCheckpointDue } from '../../../../src/core/maintenance/checkpoint.js';
import type { Run } from '../../../../src/core/vault/runs/run-chain.js';
import type { RunRoot } from '../../../../src/core/vault/runs/run-root.js';

const KIB = 1024;

function runOf(sequence: number, kind: RunRoot['kind'], recordBytes: number): Run {
  const root = {
    source: 's', sequence, writer: 'w', predecessor: undefined, kind, number: '', startedMs: 0, finishedMs: 0, definition: {},
    counts: { files: 0, directories: 0, bytes: 0, new: 0, changed: 0, removed: 0, unchanged: 0, failed: 0 }, status: 'completed', errors: [], acknowledged: [], program: '',
    records: { depth: 0, ids: [], bytes: recordBytes }, operations: undefined, checkpoint: undefined,
  } as unknown as RunRoot;
  return { source: 's', sequence, writer: 'w', sha256: `digest ${sequence}`, root };
}

/** A first run with records of `baseBytes`, and later ones whose whole objects take `objectBytes` each. */
function isDue(baseBytes: number, later: { readonly count: number; readonly kind: RunRoot['kind']; readonly recordBytes: number; readonly objectBytes: number }): boolean {
  const runs = [runOf(1, 'manual', baseBytes), ...Array.from({ length: later.count }, (_, at) => runOf(at + 2, later.kind, later.recordBytes))];
  return isCheckpointDue({ runs }, new Map(runs.slice(1).map(({ sha256 }) => [sha256, later.objectBytes])));
}

describe('isCheckpointDue', () => {
  it('is never due without runs, nor right after a first one', () => {
    expect(isCheckpointDue({ runs: [] }, new Map())).toBe(false);
    expect(isDue(10 * KIB * KIB, { count: 0, kind: 'manual', recordBytes: 0, objectBytes: 0 })).toBe(false);
  });

  it('is due once the records exceed half of the base, and 256 KiB', () => {
    const ofEach = { kind: 'scheduled', recordBytes: 100 * KIB, objectBytes: 0 } as const;
    expect(isDue(0, { ...ofEach, count: 2 })).toBe(false);
    expect(isDue(0, { ...ofEach, count: 3 })).toBe(true);
    expect(isDue(1000 * KIB, { ...ofEach, count: 5 })).toBe(false);
    expect(isDue(1000 * KIB, { ...ofEach, count: 6 })).toBe(true);
  });

  it('counts whole objects of continuous runs, which hold what is thinned out soon', () => {
    const ofEach = { kind: 'continuous', recordBytes: 200, objectBytes: 8 * KIB } as const;
    expect(isDue(0, { ...ofEach, count: 31 })).toBe(false);
    expect(isDue(0, { ...ofEach, count: 32 })).toBe(true);
    expect(isDue(2000 * KIB, { ...ofEach, count: 100 })).toBe(false);
  });

  it('leaves objects of nightly runs where they are: they hold generations', () => {
    expect(isDue(0, { count: 100, kind: 'scheduled', recordBytes: 200, objectBytes: 8 * KIB * KIB })).toBe(false);
  });

  it('is due after 500 runs, whatever they say', () => {
    const ofEach = { kind: 'scheduled', recordBytes: 0, objectBytes: 0 } as const;
    expect(isDue(10 * KIB * KIB, { ...ofEach, count: 499 })).toBe(false);
    expect(isDue(10 * KIB * KIB, { ...ofEach, count: 500 })).toBe(true);
  });
});
