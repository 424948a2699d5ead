import { describe, expect, it } from 'vitest';
import { foreignRuns } from '../../../../src/core/backup/foreign-runs.js';
import { RunIntentions } from '../../../../src/core/backup/run-intentions.js';
import type { ListedRun } from '../../../../src/core/vault/runs/run-log.js';
import type { RunRoot } from '../../../../src/core/vault/runs/run-root.js';
import { vaultFailure } from '../../../../src/core/vault/vault-failure.js';
import { MemorySettings } from '../../../fakes/memory-settings.js';

const OWN = 'b'.repeat(16);
const OTHER = 'c'.repeat(16);

function run(sequence: number, digest: string, writer = OWN): ListedRun {
  return { source: 'a'.repeat(32), sequence, writer, sha256: digest.repeat(64), sizeBytes: 1 };
}

const intended = (sequence: number, digest: string) => ({ sequence, sha256: digest.repeat(64) });

/** Reads roots of a kind, remembers which, and finds the digests of `torn` damaged. */
function log({ kind = 'manual', torn = '' }: { readonly kind?: RunRoot['kind']; readonly torn?: string } = {}) {
  const read: string[] = [];
  return {
    opened: read,
    read: async ({ sizeBytes: _size, ...name }: ListedRun) => {
      read.push(name.sha256[0] as string);
      if (torn.includes(name.sha256[0] as string)) throw vaultFailure('vault.damaged-object', 'torn');
      return { ...name, root: { kind } as RunRoot };
    },
  };
}

describe('runs of somebody else', () => {
  it('are none where everything is up to the run that was intended last, which is told by names alone', async () => {
    const runs = log();
    const found = await foreignRuns([run(1, '1'), run(2, '2', OTHER), run(3, '3')], { writer: OWN, intended: intended(3, '3'), protects: true }, runs);
    expect(found).toEqual({ twin: undefined, rival: undefined });
    expect(runs.opened).toEqual([]);
  });

  it('are not the one that a crash kept from being recorded as committed, nor a later intention that was never carried out', async () => {
    for (const last of [intended(2, '2'), intended(2, '9'), intended(7, '7')]) {
      const listed = last.sha256.startsWith('9') ? [run(1, '1')] : [run(1, '1'), run(2, '2')];
      expect(await foreignRuns(listed, { writer: OWN, intended: last, protects: true }, log())).toMatchObject({ twin: undefined });
    }
  });

  it('are a twin\'s where a run of this writer was never intended: beyond the last one, in its place, or in a source that nobody here knows', async () => {
    for (const [listed, last] of [
      [[run(2, '2'), run(3, '3')], intended(2, '2')], [[run(2, '5')], intended(2, '2')], [[run(1, '1')], undefined],
    ] as const) {
      const { twin } = await foreignRuns(listed, { writer: OWN, intended: last, protects: false }, log());
      expect(twin).toMatchObject({ code: 'vault.forked-source' });
    }
  });

  it('are a rival\'s where another writer backs up a protected source that was written here last', async () => {
    const listed = [run(1, '1'), run(2, '2', OTHER)];
    const own = { writer: OWN, intended: intended(1, '1'), protects: true };
    expect(await foreignRuns(listed, own, log())).toMatchObject({ twin: undefined, rival: { code: 'vault.forked-source' } });
    expect(await foreignRuns(listed, own, log({ kind: 'maintenance' })), 'anybody may delete').toMatchObject({ rival: undefined });
    expect(await foreignRuns(listed, { ...own, protects: false }, log())).toMatchObject({ rival: undefined });
    expect(await foreignRuns(listed, { ...own, intended: undefined }, log()), 'a source that this installation takes over').toMatchObject({ rival: undefined });
  });

  it('are nobody\'s where a power failure left half of one', async () => {
    const listed = [run(2, '2'), run(2, '5'), run(3, '6')];
    expect(await foreignRuns(listed, { writer: OWN, intended: intended(2, '2'), protects: true }, log({ torn: '56' }))).toEqual({ twin: undefined, rival: undefined });
  });
});

describe('run intentions', () => {
  it('keep the last one of each source, and can be taken back', () => {
    const settings = new MemorySettings();
    const intentions = new RunIntentions(settings);
    intentions.record('a', { ...run(4, '4') });
    intentions.record('b', intended(1, '1'));
    intentions.record('b', undefined);
    expect(new RunIntentions(settings).last('a')).toEqual(intended(4, '4'));
    expect(intentions.last('b')).toBeUndefined();
  });
});
