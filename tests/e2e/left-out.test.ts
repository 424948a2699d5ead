import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { BackupResult, ListResult, RunDetails, VersionsResult, WhyResult } from '../../src/wire/verbs/results.js';
import { write } from './support/sample-trees.js';
import { test, type World } from './support/world.js';

describe('what is excluded later', () => {
  test('keeps its versions in every listing, also in a catalog made anew; why and runs say so', async ({ world }) => {
    const { pc, source } = world;
    for (const path of ['a.txt', 'old.log', 'logs/b.log']) write(source, path, path);
    await world.setUp();
    await pc.json(['config', 'set', 'exclude.extensions', '["log"]']);
    const { runs } = await pc.json<BackupResult>(['backup']);
    expect(runs[0]).toMatchObject({ status: 'completed', removed: 0, removedFolders: 0, kept: 2 });
    expect(await pc.json<RunDetails>(['runs', runs[0]?.number as string])).toMatchObject({ kept: 2, removed: 0 });

    for (const rebuilt of [false, true]) {
      if (rebuilt) await pc.json(['rebuild-catalog']);
      const { entries } = await pc.json<ListResult>(['ls', source]);
      expect(entries.map(({ name, state }) => `${name} ${state}`)).toEqual(['a.txt present', 'logs present', 'old.log present']);
      expect((await pc.json<VersionsResult>(['versions', world.inSource('old.log')])).versions.map(({ state }) => state)).toEqual(['present']);
    }
    const [why] = await pc.json<readonly WhyResult[]>(['why', world.inSource('old.log')]);
    expect(why).toMatchObject({ answer: 'excluded', rule: '*.log' });
    expect(why?.protectedAsOfMs).toBeGreaterThan(0);
    expect(existsSync(join(await world.restored(), 'logs/b.log'))).toBe(true);
  });
});

/** Mounts memory over a folder for the rest of the test; only root may. */
function mounted(world: World, folder: string): () => void {
  const mount = spawnSync('mount', ['-t', 'tmpfs', 'test', folder]);
  if (mount.status !== 0) throw new Error(`mount: ${String(mount.stderr)}`);
  const unmount = () => void spawnSync('umount', [folder]);
  world.atEnd(unmount);
  return unmount;
}

function mayMount(): boolean {
  return spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'test', '/mnt']).status === 0;
}

describe.runIf(mayMount())('a drive that is mounted inside a source', () => {
  test('deletes nothing when it goes: the folder is told as such, and all is as before when it comes back', async ({ world }) => {
    const { pc, source } = world;
    for (const path of ['own.txt', 'drive/under.txt']) write(source, path, path);
    await world.setUp();

    const unmount = mounted(world, world.inSource('drive'));
    write(source, 'drive/photo.jpg', 'photo');
    write(source, 'drive/deep/clip.mp4', 'clip');
    const over = await pc.json<BackupResult>(['backup']);
    expect(over.runs[0]).toMatchObject({ status: 'completed', newFiles: 2, removed: 0, kept: 1 });

    unmount();
    for (let run = 0; run < 2; run += 1) {
      const away = await pc.json<BackupResult>(['backup'], { code: 3 });
      expect(away.runs[0]).toMatchObject({ status: 'incomplete', reason: 'no-access', removed: 0, removedFolders: 0 });
      expect(away.errors).toMatchObject([{ path: world.inSource('drive'), code: 'folder.unmounted' }]);
    }
    for (const path of ['drive/under.txt', 'drive/photo.jpg', 'drive/deep/clip.mp4']) {
      expect((await pc.json<VersionsResult>(['versions', world.inSource(path)])).versions.map(({ state }) => state)).not.toContain('deleted');
    }
    expect(await pc.json<readonly WhyResult[]>(['why', world.inSource('drive/photo.jpg')])).toMatchObject([{ answer: 'failing', code: 'folder.unmounted' }]);
  });
});

describe('a vault inside a source', () => {
  test('is left out of every backup, as is the state of this installation; a source inside the vault is refused', async ({ world }) => {
    const { pc, source } = world;
    const vault = world.inSource('backups/vault');
    write(source, 'a.txt', 'a');
    await pc.upOnce([source, '--vault', vault]);
    write(source, 'b.txt', 'b');
    const { runs } = await pc.json<BackupResult>(['backup']);
    expect(runs[0]).toMatchObject({ status: 'completed', files: 2, newFiles: 1 });
    expect(await pc.json<readonly WhyResult[]>(['why', join(vault, 'vault.json')])).toMatchObject([{ answer: 'excluded', rule: vault }]);
    expect(await pc.failure(['source', 'add', vault])).toMatch(/^source\.(contains-vault|overlaps)$/);
  });
});
