import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setUpVault } from '../../../src/agent/set-up.js';
import { addSource } from '../../../src/agent/sources.js';
import { backupVerb } from '../../../src/agent/verbs/backup-verb.js';
import { openWorkspace, type Workspace } from '../../../src/agent/workspace.js';
import { eventually } from '../../e2e/support/eventually.js';

/** A real workspace, engine, vault and history. */
describe('a backup of two sources that is asked for', () => {
  let folder: string;
  let workspace: Workspace;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mamori-manual-'));
    process.env['MAMORI_CREDENTIALS'] = 'file';
    workspace = await openWorkspace({ home: join(folder, 'home'), address: '', program: 'test', surroundings: { platform: process.platform, environment: {}, userHome: folder, userId: -1 } });
    await setUpVault(workspace, { location: join(folder, 'vault'), device: 'pc', secret: undefined });
    for (const name of ['a', 'b']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'file'), name);
      addSource(workspace, join(folder, name), undefined);
    }
  });

  afterEach(async () => {
    await workspace.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const backUp = () => Promise.resolve(backupVerb({ workspace, protection: undefined, stop: undefined }, { paths: [] }, { signal: new AbortController().signal, onProgress: () => undefined }));
  const rows = () => workspace.state.activities.list({ kind: 'backup', limit: 10 }).toReversed().map(({ number, branch, status }) => `${number}-${branch} ${status}`);

  it('says of the second that it was not begun when the first is interrupted', async () => {
    workspace.queue.pause();
    const asked = backUp();
    await eventually('the first source has its turn', 20_000, () => workspace.state.activities.running().length === 1);
    workspace.queue.cancel();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    expect(rows()).toEqual(['1-0 interrupted', '1-1 earlier-interrupted']);
    expect(workspace.state.activities.running()).toEqual([]);
  });

  it('tells a network drive that cannot be reached from a folder that is gone', async () => {
    const [share] = workspace.settings.current.sources.map(({ id }) => id);
    workspace.settings.update(current => ({ ...current, sources: current.sources.map(source => (source.id === share ? { ...source, root: '/run/user/1000/gvfs/smb-share:server=nas,share=docs' } : source)) }));
    expect((await backUp()).runs).toMatchObject([{ status: 'incomplete', reason: 'network-drive-no-access', code: 'scan.root-gone' }, { status: 'completed' }]);
    expect(rows()).toEqual(['1-0 network-drive-no-access', '1-1 completed']);
  });

  it('saves the second where the first is gone, under one number', async () => {
    rmSync(join(folder, 'a'), { recursive: true });
    const { runs, errors } = await backUp();
    expect(runs).toMatchObject([{ number: '000001-0', source: 'a', status: 'incomplete', reason: 'no-access', code: 'scan.root-gone' }, { number: '000001-1', source: 'b', status: 'completed', files: 1 }]);
    expect(errors).toMatchObject([{ path: join(folder, 'a'), code: 'scan.root-gone' }]);
    expect(rows()).toEqual(['1-0 no-access', '1-1 completed']);
  });
});
