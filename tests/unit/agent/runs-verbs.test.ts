import { expect, it } from 'vitest';
import { runVerb, runsVerb } from '../../../src/agent/verbs/runs-verbs.js';
import type { VerbHost } from '../../../src/agent/verbs/verb.js';
import type { CommittedRun } from '../../../src/core/ports/catalog.js';

const SOURCE = 'abcdef01'.padEnd(32, '0');
const never = { signal: new AbortController().signal, onProgress: () => undefined };
const definition = JSON.stringify({ name: 'docs', device: 'pc', platform: 'linux', root: '/home/mari/docs' });
const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();

/** A history of given continuous and manual runs: sequence, kind, time, errors. */
function host(runs: readonly (readonly [number, 'continuous' | 'manual', number, readonly string[]])[]): VerbHost {
  const committed = runs.toReversed().map(([sequence, kind, startedMs, errors]): CommittedRun => ({
    sequence, kind, startedMs, finishedMs: startedMs, status: errors.length > 0 ? 'no-access' : 'completed', digest: '', writer: '',
    root: JSON.stringify({ number: kind === 'manual' ? '000007-0' : '', counts: { files: 1, new: 1, changed: 0, removed: 0, unchanged: 0, failed: errors.length, bytes: 1, directories: 1 } }),
  }) as unknown as CommittedRun);
  const source = { id: SOURCE, definition, lastSequence: runs.length };
  const catalog = {
    sources: () => [source], source: () => source,
    runs: (_id: string, { kinds, before = Infinity }: { readonly kinds: readonly string[]; readonly before?: number }) => committed.filter(run => kinds.includes(run.kind) && run.sequence < before),
    runErrors: (_id: string, sequence: number) => (runs.find(([own]) => own === sequence)?.[3] ?? []).map(path => ({ path, code: 'file.locked' })),
  };
  const activities = { list: () => [{ id: 1, kind: 'backup', cause: 'manual', source: SOURCE, number: 7, branch: 0, startedMs: 0, finishedMs: 1, status: 'completed', sequence: 1, details: { storedBytes: 4_711 } }] };
  return { workspace: { catalog, state: { activities }, installation: undefined } } as unknown as VerbHost;
}

it('the errors of a day of continuous protection are those of all its runs, each file once, the newest run first', async () => {
  const day = host([[1, 'manual', at(20, 9), ['m']], [2, 'continuous', at(21, 23), ['yesterday']], [3, 'continuous', at(22, 8), ['a', 'b']], [4, 'continuous', at(22, 9), ['b', 'c']], [5, 'continuous', at(22, 10), []]]);
  const errorsOf = async (number: string) => (await runVerb(day, { number }, never)).errors.map(({ path }) => path);
  expect(await errorsOf('abcdef01-5')).toEqual(['b', 'c', 'a']);
  expect(await errorsOf('abcdef01-3')).toEqual(['a', 'b']); // as it stood then
  expect(await errorsOf('abcdef01-2')).toEqual(['yesterday']);
  expect(await errorsOf('7')).toEqual(['m']);
});

it('a run says how much it stored, as far as this PC made it', async () => {
  const { runs } = await runsVerb(host([[1, 'manual', at(20, 9), []]]), { page: 1 }, never);
  expect(runs).toMatchObject([{ number: '000007-0', storedBytes: 4_711 }]);
});
