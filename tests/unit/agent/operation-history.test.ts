import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OperationHistory } from '../../../src/agent/verbs/operation-history.js';
import { operationsVerb } from '../../../src/agent/verbs/runs-verbs.js';
import type { VerbHost } from '../../../src/agent/verbs/verb.js';
import { systemClock } from '../../../src/base/clock.js';
import { CodedError } from '../../../src/base/coded-error.js';
import { SqliteLocalState } from '../../../src/platform/catalog/index.js';
import { restoreFileErrors } from '../../../src/terms/errors/restore-file-errors.js';

describe('the history of restores', () => {
  let folder: string;
  let state: SqliteLocalState;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mamori-operations-'));
    state = SqliteLocalState.open(join(folder, 'state.db'));
  });
  afterEach(() => {
    state.dispose();
    rmSync(folder, { recursive: true, force: true });
  });
  const statuses = () => state.activities.list({ kind: 'restore', limit: 10 }).map(({ status }) => status);
  const begun = (onNetwork: boolean) => {
    const history = new OperationHistory({ state, clock: systemClock }, 'restore');
    history.begin('a', { name: 'a', paths: ['/mnt/nas/a'], to: '/mnt/nas', onNetwork });
    return history;
  };
  const unusable = CodedError.of(restoreFileErrors, 'restore.target-unusable', 'no such device');

  it('tells a network drive that cannot be written to from another place', () => {
    begun(false).fail(unusable, false);
    begun(true).fail(unusable, false);
    begun(true).fail(unusable, true);
    expect(statuses()).toEqual(['interrupted', 'network-drive-no-access', 'no-access']);
  });

  it('lists of each row as many failures as of any other, and all of a row that is asked for', async () => {
    const errors = Array.from({ length: 101 }, (_, index) => ({ path: String(index), code: 'restore.write-failed', message: '' }));
    for (let row = 0; row < 3; row++) begun(false).finish('a', {}, errors);
    const asked = async (number?: string) => (await operationsVerb({ workspace: { state } } as unknown as VerbHost, { kind: 'restore', page: 1, number }, undefined as never)).operations.map(({ errors: told }) => told.length);
    expect(await asked()).toEqual([100, 100, 100]);
    expect(await asked('2')).toEqual([101]);
  });

  it('tells so of single files, too', () => {
    const failures = ['restore.write-failed', 'restore.write-failed'].map((code, index) => ({ path: String(index), code, message: '' }));
    begun(true).finish('a', {}, failures);
    begun(false).finish('a', {}, failures);
    begun(true).finish('a', {}, [...failures, { path: 'c', code: 'restore.disk-full', message: '' }]);
    expect(statuses()).toEqual(['several-errors', 'no-access', 'network-drive-no-access']);
  });
});
