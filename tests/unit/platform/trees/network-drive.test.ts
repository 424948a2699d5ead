import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOnNetwork, type MountLists } from '../../../../src/platform/trees/network-drive.js';

describe('a folder lies on the network', () => {
  let folder: string;
  let lists: MountLists;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mamori-mounts-'));
    lists = { mounted: join(folder, 'mountinfo'), wanted: join(folder, 'fstab') };
    writeFileSync(lists.mounted, [
      '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
      '30 22 0:50 / /mnt/nas rw,relatime - cifs //nas/share rw,vers=3.1.1',
      '31 30 8:1 / /mnt/nas/local\\040disk rw - ext4 /dev/sda1 rw',
      '32 22 0:51 / /home/mari/server rw,nosuid - fuse.sshfs mari@server: rw',
      '33 22 0:52 / /mnt/usb rw - fuseblk /dev/sdb1 rw',
      '34 22 0:53 / /net rw - autofs systemd-1 rw',
      '',
    ].join('\n'));
    writeFileSync(lists.wanted, ['# what is mounted at start', '/dev/vda / ext4 defaults 0 1', 'nas:/export  /mnt/away\tnfs4 noauto 0 0', '/dev/sdc1 /net/disk ext4 defaults 0 2', 'none swap swap sw 0 0', ''].join('\n'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const on = (path: string) => isOnNetwork(path, 'linux', lists);

  it('by the nearest mount', async () => {
    expect(await Promise.all(['/mnt/nas', '/mnt/nas/docs', '/home/mari/server/x'].map(on))).toEqual([true, true, true]);
    expect(await Promise.all(['/mnt/nas/local disk/docs', '/mnt/nasty', '/home/mari', '/mnt/usb/docs', '/'].map(on))).toEqual([false, false, false, false, false]);
  });

  it('also while what is to be mounted there is not', async () => {
    expect(await Promise.all(['/mnt/away/docs', '/net/disk/docs'].map(on))).toEqual([true, false]);
  });

  it('by its name, where that says so', async () => {
    for (const path of ['\\\\server\\share', '//server/share', '/run/user/1000/gvfs/smb-share:server=s,share=docs']) expect(await on(path)).toBe(true);
    for (const path of ['///', '/run/user/1000/doc']) expect(await on(path)).toBe(false);
    expect(await isOnNetwork('\\\\server\\share\\docs', 'win32')).toBe(true);
  });

  it('or nobody can tell: of a drive of Windows that is not there', async () => {
    expect(await isOnNetwork(folder, 'win32')).toBe(false);
    expect(await isOnNetwork(join(folder, 'gone'), 'win32')).toBeUndefined();
  });

  it('as this machine says', async () => {
    expect(await isOnNetwork('/')).toBe(false);
    expect(await isOnNetwork('/', 'linux', { mounted: join(folder, 'none'), wanted: join(folder, 'none') })).toBe(false);
  });
});
