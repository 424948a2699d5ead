import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { toRecordBatch } from '../../../../src/core/catalog/record-batch.js';
import type { StreamEntry } from '../../../../src/core/catalog/record-stream.js';
import { planRetention, retentionScope } from '../../../../src/core/retention/plan-retention.js';
import { retentionEntries } from '../../../../src/core/retention/retention-entries.js';
import { DAY_MS, HOUR_MS, defaultRetentionPolicy } from '../../../../src/core/retention/retention-policy.js';
import { SqliteCatalog } from '../../../../src/platform/catalog/index.js';
import { aRun, put, tombstone } from '../../../contract/catalog-contract.js';
import { smallRecord } from '../../core/catalog/arbitraries.js';

const source = 'a'.repeat(32);
const generations = 2;
const policy = { ...defaultRetentionPolicy, generations };
const paths = ['a', 'b', 'd/a', 'd/b'];
let folder: string;
let catalog: SqliteCatalog;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mamori-retention-'));
  catalog = SqliteCatalog.open(join(folder, 'catalog.db'));
});
afterEach(async () => {
  catalog.dispose();
  await rm(folder, { recursive: true, force: true });
});

const aStep = fc.record({
  kind: fc.constantFrom('scheduled', 'continuous', 'continuous'),
  waitMs: fc.oneof(fc.nat(HOUR_MS), fc.nat(DAY_MS), fc.nat(8 * DAY_MS), fc.nat(300 * DAY_MS)),
  changes: fc.uniqueArray(fc.record({ path: fc.constantFrom(...paths), content: fc.nat(3), what: fc.nat(5) }), { maxLength: 3, selector: ({ path }) => path }),
});

/** Runs retention as a caller would; answers what would be left to do if every path were looked at. */
function carryOut(entries: readonly StreamEntry[], sequence: number, nowMs: number, scheduled: boolean): readonly string[] {
  const run = catalog.begin(source, { generations });
  run.insertBatch(toRecordBatch(entries));
  run.recordRun(aRun(sequence, nowMs, scheduled ? 'scheduled' : 'continuous'));
  const context = { policy, nowMs, promotion: scheduled ? 'current' : 'none' } as const;
  run.insertBatch(toRecordBatch(retentionEntries(run.retentionCandidates(retentionScope(policy, nowMs, scheduled)), context)));
  run.retained(nowMs);
  run.commit();
  return paths.flatMap(path => {
    const items = catalog.history(source, path).map(item => ({ ...item, timeMs: catalog.run(source, item.sequence)?.finishedMs ?? nowMs }));
    return planRetention(items, context).map(({ kind, sequence: at }) => `${kind} ${path} ${at}`);
  });
}

it('finds by index whatever a look at every path would find, run after run', () => {
  fc.assert(fc.property(fc.array(aStep, { maxLength: 14 }), steps => {
    const run = catalog.begin(source, { generations });
    run.clear();
    run.commit();
    let nowMs = 20_000 * DAY_MS;
    steps.forEach(({ kind, waitMs, changes }, index) => {
      nowMs += waitMs;
      const scheduled = kind === 'scheduled';
      const entries = changes.map(({ path, content, what }) => what === 0 ? tombstone(path, index + 1)
        : put(path, index + 1, smallRecord(content, { generation: scheduled && what !== 1, metadataOnly: what === 1, torn: what === 2 })));
      expect(carryOut(entries, index + 1, nowMs, scheduled)).toEqual([]);
    });
  }), { numRuns: 300 });
});

it('looks at nothing when nothing can have happened', () => {
  carryOut([put('a', 1), put('b', 1)], 1, 20_000 * DAY_MS, true);
  const run = catalog.begin(source, { generations });
  expect([...run.retentionCandidates(retentionScope(policy, 20_001 * DAY_MS, true))]).toEqual([]);
  run.rollback();
});

it('finds every path with too many generations when the number was lowered', () => {
  for (let sequence = 1; sequence <= 2; sequence += 1) carryOut([put('a', sequence), put('b', 1)].slice(0, 3 - sequence), sequence, sequence * DAY_MS, true);
  const run = catalog.begin(source, { generations: 1 });
  const scope = retentionScope({ ...policy, generations: 1 }, 3 * DAY_MS, false, true);
  expect([...run.retentionCandidates(scope)].map(({ path }) => path)).toEqual(['a']);
  run.rollback();
});
