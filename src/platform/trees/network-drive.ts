import { readFile, realpath } from 'node:fs/promises';

/** File systems whose files lie on another machine, as the kernel names them. */
const NETWORK_FILE_SYSTEM = /^(?:nfs4?|cifs|smb3?|smbfs|ncpfs|afs|ceph|9p|coda|davfs|glusterfs|lustre|fuse\.(?:sshfs|rclone|s3fs|davfs2?|glusterfs|gvfsd-fuse|smbnetfs|cephfs|goofys|mount\.davfs))$/;
/** A share by its UNC path, or one that the desktop has mounted. */
const SHARE = /^[\\/]{2}[^\\/?.]|^\/run\/user\/\d+\/gvfs\//;

interface Mount {
  readonly point: string;
  readonly type: string;
}

/** Where the system's lists of mounts lie. */
export interface MountLists {
  readonly mounted: string; //  proc(5), mountinfo
  readonly wanted: string; //   fstab(5): what is to be mounted, also while it is not
}

const SYSTEM_LISTS: MountLists = { mounted: '/proc/self/mountinfo', wanted: '/etc/fstab' };

/**
 * Whether a folder lies on another machine; undefined where that cannot be told now, as of a mapped drive of Windows that is not connected.
 *
 * On Linux nobody is asked but the kernel's lists: a server that is away makes it no slower. On Windows a mapped drive is followed to its share, which waits for the server.
 */
export async function isOnNetwork(folder: string, platform: NodeJS.Platform = process.platform, lists = SYSTEM_LISTS): Promise<boolean | undefined> {
  if (SHARE.test(folder)) return true;
  if (platform === 'win32') return realpath(folder).then(place => SHARE.test(place), () => undefined);
  const [mounted, wanted] = await Promise.all([read(lists.mounted), read(lists.wanted)]);
  const mounts = [...wanted.split('\n').map(wantedMount), ...mounted.split('\n').map(presentMount)].filter(mount => mount !== undefined);
  const nearest = mounts.filter(({ point }) => isAt(folder, point)).reduce<Mount | undefined>((best, mount) => (best && best.point.length > mount.point.length ? best : mount), undefined);
  return nearest !== undefined && NETWORK_FILE_SYSTEM.test(nearest.type);
}

/** `36 35 98:0 / /mnt rw - nfs4 server:/share rw`: of what is mounted over each other the last one counts. */
function presentMount(line: string): Mount | undefined {
  const [place, system] = line.split(' - ');
  const point = place?.split(' ')[4];
  const type = system?.split(' ')[0];
  return point === undefined || type === undefined || type === 'autofs' ? undefined : { point: unescaped(point), type };
}

/** `//server/share /mnt cifs …` */
function wantedMount(line: string): Mount | undefined {
  const [device, point, type] = line.trim().split(/\s+/);
  return device === undefined || device.startsWith('#') || point === undefined || !point.startsWith('/') || type === undefined ? undefined : { point: unescaped(point), type };
}

/** Both lists write blanks and backslashes as octal numbers. */
function unescaped(word: string): string {
  return word.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

function isAt(folder: string, point: string): boolean {
  return point === '/' || folder === point || folder.startsWith(`${point.replace(/\/+$/, '')}/`);
}

async function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
