import { chmod, chown, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPrivateFile, removePrivateFile, writePrivateFile } from '../../../../src/platform/credentials/private-file.js';

describe.skipIf(process.platform === 'win32')('a private file', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mamori-private-'));
    path = join(folder, 'home/file');
  });
  afterEach(() => rm(folder, { recursive: true }));
  const mode = async (of: string) => (await stat(of)).mode & 0o777;

  it('is readable by its owner only, in a folder of the same kind, whatever the umask', async () => {
    const umask = process.umask(0);
    try {
      await writePrivateFile(path, 'secret');
    } finally {
      process.umask(umask);
    }
    expect([await mode(path), await mode(join(folder, 'home'))]).toEqual([0o600, 0o700]);
    expect(readPrivateFile(path)).toBe('secret');
  });

  it('is replaced as a whole and leaves nothing else behind', async () => {
    await writePrivateFile(path, 'a long first content');
    await writePrivateFile(path, 'second');
    expect(readPrivateFile(path)).toBe('second');
    expect(await readdir(join(folder, 'home'))).toEqual(['file']);
  });

  it('is absent before it was written and after it was removed', async () => {
    expect(readPrivateFile(path)).toBeUndefined();
    await writePrivateFile(path, 'secret');
    await removePrivateFile(path);
    await removePrivateFile(path);
    expect(readPrivateFile(path)).toBeUndefined();
  });

  it('is tightened before it is read when its permissions were loosened', async () => {
    await writePrivateFile(path, 'secret');
    await chmod(path, 0o644);
    expect(readPrivateFile(path)).toBe('secret');
    expect(await mode(path)).toBe(0o600);
  });

  it('is refused when it belongs to somebody else', async () => {
    let foreign = '/etc/passwd';
    if (process.geteuid?.() === 0) {
      await writePrivateFile(path, 'secret');
      await chown(path, 65534, 65534);
      foreign = path;
    }
    expect(() => readPrivateFile(foreign)).toThrow(expect.objectContaining({ code: 'credential.file-exposed', data: { path: foreign } }));
  });

  it('is refused when it is a link', async () => {
    await writePrivateFile(path, 'secret');
    const link = join(folder, 'link');
    await symlink(path, link);
    expect(() => readPrivateFile(link))
      .toThrow(expect.objectContaining({ code: 'credential.file-unusable', data: { path: link, errno: 'ELOOP' } }));
  });

  it('keeps the old content when the new one cannot be put in its place', async () => {
    await writePrivateFile(path, 'old');
    const below = join(path, 'file');
    await expect(writePrivateFile(below, 'x')).rejects.toMatchObject({ code: 'credential.file-unusable', data: { path: below } });
    expect(await readFile(path, 'utf8')).toBe('old');
    await writeFile(join(folder, 'plain'), '');
    await expect(writePrivateFile(join(folder, 'home'), 'x')).rejects.toMatchObject({ code: 'credential.file-unusable' });
    expect((await readdir(folder)).sort()).toEqual(['home', 'plain']);
  });
});
