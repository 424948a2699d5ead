import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRunName } from '../../../../../src/core/vault/object-names.js';
import { foldStreams } from '../../../../../src/core/vault/runs/run-chain.js';
import { RunLog } from '../../../../../src/core/vault/runs/run-log.js';
import { formatRunRoot, formatRunSummaries, parseRunRoot, parseRunSummaries, type RunRoot } from '../../../../../src/core/vault/runs/run-root.js';
import { buildContainer } from '../../../../fakes/container-builder.js';
import { MemoryObjectStore } from '../../../../fakes/memory-object-store.js';
import { NodeCryptoEnvelopes } from '../../../../fakes/node-crypto-envelopes.js';

const SOURCE = 'a'.repeat(32);
const WRITER = 'b'.repeat(16);
const envelopes = new NodeCryptoEnvelopes(Buffer.alloc(16, 1), new Map([[1, Buffer.alloc(32, 2)]]));
const reference = (byte: number) => ({ depth: 0, ids: [Buffer.alloc(16, byte).toString('hex')], bytes: 10 });

function root(members: Partial<RunRoot> = {}): RunRoot {
  return {
    source: SOURCE, sequence: 1, writer: WRITER, predecessor: undefined, kind: 'manual', number: '', startedMs: 1, finishedMs: 2,
    definition: { name: '書類', device: 'pc', platform: 'linux', root: '/home/\udce9', exclusions: { hidden: true }, schedule: undefined },
    counts: { files: 1, directories: 1, bytes: 3, new: 1, changed: 0, removed: 0, unchanged: 0, failed: 0 },
    status: 'completed', errors: [{ path: 'a\udc80', code: 'scan.denied' }], acknowledged: ['0123456789abcdef'], program: '0.1.0',
    records: reference(members.sequence ?? 1), operations: undefined, checkpoint: undefined, ...members,
  };
}

/** Stores runs 1..length, each naming its predecessor; `change` alters roots on their way. */
function store(length: number, change: (root: RunRoot) => RunRoot = plain => plain) {
  const objects = new MemoryObjectStore();
  const digests: string[] = [];
  for (let sequence = 1; sequence <= length; sequence += 1) digests.push(put(objects, change(root({ sequence, predecessor: digests.at(-1) }))));
  return { objects, digests, log: new RunLog(objects, envelopes) };
}

function put(objects: MemoryObjectStore, run: RunRoot, paddingBytes = 0): string {
  const { bytes, sha256 } = buildContainer(envelopes, 3, [
    { type: 'root', plaintext: formatRunRoot(run), chunks: [], compress: true }, { type: 'padding', plaintext: Buffer.alloc(paddingBytes), chunks: [] },
  ]);
  objects.set(formatRunName({ ...run, sha256 }), bytes);
  return sha256;
}

const withCheckpointAt = (sequence: number) => (plain: RunRoot) => (plain.sequence === sequence ? { ...plain, checkpoint: { records: reference(99), runs: reference(98) } } : plain);
const codes = (problems: readonly { readonly code: string }[]) => problems.map(problem => problem.code);

describe('run root', () => {
  it('comes back as it was, undecodable paths included', () => {
    const full = root({ predecessor: 'c'.repeat(64), checkpoint: { records: reference(1), runs: reference(2) } });
    expect(parseRunRoot(formatRunRoot(full))).toEqual(full);
    expect(parseRunRoot(formatRunRoot(root()))).toEqual(root());
    const counted = root({ counts: { ...full.counts, newFolders: 1, changedFolders: 2, removedFolders: 3, kept: 4 } });
    expect(parseRunRoot(formatRunRoot(counted))).toEqual(counted);
  });

  it('passes over members it does not know', () => {
    const json = JSON.parse(formatRunRoot(root()).toString()) as object;
    expect(parseRunRoot(Buffer.from(JSON.stringify({ ...json, later: { a: 1 } })))).toEqual(root());
  });

  it('refuses every member of another type, and anything else, as a wrong shape', () => {
    const json = JSON.parse(formatRunRoot(root()).toString()) as Record<string, unknown>;
    const wrongFor = (name: string) => [null, -1.5, { a: {} }, ...(['status', 'program', 'number'].includes(name) ? [] : ['x']), ...(['errors', 'acknowledged'].includes(name) ? [] : [[]])];
    for (const name of Object.keys(json).filter(member => member !== 'predecessor')) {
      for (const wrong of wrongFor(name)) {
        const text = JSON.stringify({ ...json, [name]: wrong });
        expect(() => parseRunRoot(Buffer.from(text)), `${name}: ${JSON.stringify(wrong)}`).toThrow(expect.objectContaining({ name: 'JsonShapeError' }));
      }
    }
    fc.assert(fc.property(fc.oneof(fc.jsonValue().map(value => Buffer.from(JSON.stringify(value))), fc.uint8Array()), bytes => {
      expect(() => parseRunRoot(bytes)).toThrow(expect.objectContaining({ name: 'JsonShapeError' }));
    }));
  });

  it('is listed in a checkpoint without what only folding needs', () => {
    const runs = [root({ sequence: 1 }), root({ sequence: 2 })];
    const { records: _records, checkpoint: _checkpoint, ...summary } = runs[0] as RunRoot;
    expect(parseRunSummaries(formatRunSummaries(runs))[0]).toEqual(summary);
    expect(() => parseRunSummaries(formatRunSummaries(runs.toReversed()))).toThrow('ascend');
  });
});

describe('run log', () => {
  it('lists sources and their runs by name alone', async () => {
    const { objects, log } = store(3);
    objects.set('runs/readme', Buffer.alloc(0));
    put(objects, root({ source: 'd'.repeat(32) }));
    const sources = await log.list();
    expect([...sources].map(([source, runs]) => [source, runs.map(run => run.sequence)])).toEqual([[SOURCE, [1, 2, 3]], ['d'.repeat(32), [1]]]);
  });

  it('follows a chain to its first run, and folds from there', async () => {
    const { log, digests } = store(20);
    const chain = await log.chain(SOURCE, { sequence: 20, sha256: digests[19] as string });
    expect(chain).toMatchObject({ forks: [], problems: [] });
    expect(foldStreams(chain).map(stream => [stream.sequence, stream.checkpoint])).toEqual(Array.from({ length: 20 }, (_, at) => [at + 1, false]));
  });

  it('stops at the newest checkpoint; what is gone before it is no gap', async () => {
    const { objects, log, digests } = store(9, withCheckpointAt(6));
    for (const name of objects.names().slice(0, 4)) objects.remove(name);
    const chain = await log.chain(SOURCE, { sequence: 3, sha256: digests[2] as string });
    expect(chain).toMatchObject({ forks: [], problems: [] });
    expect(foldStreams(chain).map(stream => [stream.sequence, stream.checkpoint])).toEqual([[6, true], [7, false], [8, false], [9, false]]);
    expect(foldStreams(chain)[0]?.content).toEqual(reference(99));
  });

  it('reads a root that lies far from the end of its object', async () => {
    const objects = new MemoryObjectStore();
    put(objects, root(), 300_000);
    expect((await new RunLog(objects, envelopes).chain(SOURCE)).runs).toHaveLength(1);
  });

  it('has nothing to say about a source without runs', async () => {
    expect(await store(0).log.chain(SOURCE)).toEqual({ runs: [], forks: [], problems: [], torn: [] });
  });

  it('notices that a run is gone', async () => {
    for (const gone of [1, 3]) {
      const { objects, log } = store(5);
      objects.remove(objects.names()[gone - 1] as string);
      const chain = await log.chain(SOURCE);
      expect(codes(chain.problems)).toContain('vault.missing-object');
      expect(chain.runs.map(run => run.sequence)).toEqual([1, 2, 3, 4, 5].filter(sequence => sequence !== gone));
    }
  });

  it('notices a rollback against the remembered head', async () => {
    const { objects, log, digests } = store(5);
    objects.remove(objects.names()[4] as string);
    expect(codes((await log.chain(SOURCE, { sequence: 5, sha256: digests[4] as string })).problems)).toEqual(['vault.rolled-back']);
    expect(codes((await log.chain(SOURCE)).problems)).toEqual([]);
  });

  it('notices that another run stands in the place of the remembered one', async () => {
    const { log } = store(5);
    expect(codes((await log.chain(SOURCE, { sequence: 4, sha256: 'e'.repeat(64) })).problems)).toEqual(['vault.forked-source']);
  });

  it('keeps to the branch that it remembers when two installations wrote as one source', async () => {
    const { objects, log, digests } = store(5);
    const third = digests[2] as string;
    const forked = [put(objects, root({ sequence: 4, predecessor: third, writer: 'c'.repeat(16) }))];
    for (const sequence of [5, 6, 7]) forked.push(put(objects, root({ sequence, predecessor: forked.at(-1), writer: 'c'.repeat(16) })));
    const mine = await log.chain(SOURCE, { sequence: 5, sha256: digests[4] as string });
    expect(mine.runs.map(run => run.sha256)).toEqual(digests);
    expect(mine.forks.map(run => run.sha256)).toEqual(forked);
    expect(new Set(codes(mine.problems))).toEqual(new Set(['vault.forked-source']));
    const fresh = await log.chain(SOURCE);
    expect(fresh.runs.at(-1)?.sha256).toBe(forked.at(-1));
    expect(fresh.forks.map(run => run.sha256)).toEqual(digests.slice(3));
  });

  it('refuses a run object under the name of another', async () => {
    const { objects, log } = store(2);
    const [first, second] = objects.names() as [string, string];
    objects.set(second, objects.peek(first) as Buffer);
    const chain = await log.chain(SOURCE);
    expect(chain.runs.map(run => run.sequence)).toEqual([1]);
    expect(chain.problems).toEqual([expect.objectContaining({ code: 'vault.damaged-object', data: { name: second } })]);
  });

  it('goes on across a damaged run, wherever it stands, and fails only when none can be read', async () => {
    for (const damaged of [1, 3, 5]) {
      const { objects, log, digests } = store(5);
      objects.set(objects.names()[damaged - 1] as string, Buffer.alloc(0));
      const chain = await log.chain(SOURCE, { sequence: 5, sha256: digests[4] as string });
      expect(codes(chain.problems)).toEqual(['vault.damaged-object']);
      expect(chain.runs.map(run => run.sequence)).toEqual([1, 2, 3, 4, 5].filter(sequence => sequence !== damaged));
    }
    const { objects, log } = store(2);
    for (const name of objects.names()) objects.set(name, Buffer.alloc(0));
    await expect(log.chain(SOURCE)).rejects.toMatchObject({ code: 'vault.damaged-object' });
  });

  it('names the object that is damaged, whichever bit it is', async () => {
    const { objects, log } = store(1);
    const [name] = objects.names() as [string];
    const bits = (objects.peek(name) as Buffer).length * 8;
    await fc.assert(fc.asyncProperty(fc.nat(bits - 1), async bit => {
      const damaged = objects.clone();
      damaged.flipBit(name, bit);
      const outcome = await new RunLog(damaged, envelopes).chain(SOURCE).then(() => 'opened', (failure: { code: string }) => failure.code);
      // Padding and the reserved bytes of the trailer are not looked at by a reader of roots.
      expect(['opened', 'vault.damaged-object', 'vault.wrong-key', 'vault.newer-format']).toContain(outcome);
    }));
    expect(log).toBeDefined();
  });
});
