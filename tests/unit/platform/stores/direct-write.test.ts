import { constants, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeNewFile } from '../../../../src/platform/stores/file-bytes.js';
import { type FolderFs, nodeFolderFs } from '../../../../src/platform/stores/folder-fs.js';
import { seededRandom } from '../../../fakes/seeded-random.js';
import { tempFolder } from './temp-folder.js';

const BLOCK = 4096;
const LARGE = 9 << 20;
const NONE = undefined;

const noise = (length: number): Buffer => seededRandom(length).bytes(length);

interface Write {
  readonly direct: boolean;
  readonly position: number;
  readonly length: number;
}

const EXT4 = 0xef53;
const TMPFS = 0x01021994;

/** The real file system, said to be of `type`; direct writes go through `onDirectWrite` first, which may shorten or refuse them. */
function watchedFs(onDirectWrite: (buffers: Uint8Array[]) => Uint8Array[] = buffers => buffers, type = EXT4) {
  const writes: Write[] = [];
  const open = async (path: string, flags: string | number) => {
    const direct = typeof flags === 'number' && (flags & constants.O_DIRECT) !== 0;
    const file = await nodeFolderFs.open(path, flags);
    const writev = async (buffers: Uint8Array[], position: number) => {
      const result = await file.writev(direct ? onDirectWrite(buffers) : buffers, position);
      writes.push({ direct, position, length: result.bytesWritten });
      return result;
    };
    return new Proxy(file, {
      get(target, property) {
        if (property === 'writev') return writev;
        const member: unknown = Reflect.get(target, property, target);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  };
  const statfs = async () => ({ type });
  return { fs: { ...nodeFolderFs, open, statfs } as unknown as FolderFs, writes };
}

describe.runIf(constants.O_DIRECT)('a large new file', () => {
  it('goes past the page cache but for the end that fills no block', async () => {
    const path = join(await tempFolder(), 'pack');
    const { fs, writes } = watchedFs();
    const pieces = [noise(1), noise(5 << 20), noise(LARGE - (5 << 20) + 99), Buffer.from('the footer')];
    await writeNewFile(fs, path, pieces, NONE);
    expect(readFileSync(path).equals(Buffer.concat(pieces))).toBe(true);
    const direct = writes.filter(write => write.direct);
    expect(direct.reduce((sum, write) => sum + write.length, 0)).toBe(LARGE);
    expect(direct.every(write => write.position % BLOCK === 0 && write.length % BLOCK === 0)).toBe(true);
    expect(writes.at(-1)).toEqual({ direct: false, position: LARGE, length: 110 });
  });

  it('goes through the page cache where that is the file system', async () => {
    const path = join(await tempFolder(), 'pack');
    const bytes = noise(LARGE);
    const { fs, writes } = watchedFs(buffers => buffers, TMPFS);
    await writeNewFile(fs, path, [bytes], NONE);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(writes.map(write => write.direct)).not.toContain(true);
  });

  it('is written as any other from where the file system refuses', async () => {
    const path = join(await tempFolder(), 'pack');
    const bytes = noise(LARGE);
    let calls = 0;
    const { fs, writes } = watchedFs(buffers => {
      calls += 1;
      if (calls === 2) throw Object.assign(new Error('refused'), { code: 'EINVAL' });
      return buffers;
    });
    await writeNewFile(fs, path, [bytes], NONE);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(writes.map(write => write.direct)).toEqual([true, false]);
  });

  it('is whole when a write takes less than it was given', async () => {
    const path = join(await tempFolder(), 'pack');
    const bytes = noise(LARGE);
    const { fs, writes } = watchedFs(([bytes]) => [bytes!.subarray(0, 3 * BLOCK)]);
    await writeNewFile(fs, path, [bytes.subarray(0, 5 << 20)], NONE);
    expect(readFileSync(path).equals(bytes.subarray(0, 5 << 20))).toBe(true);
    expect(writes.map(write => write.direct)).toEqual([true, false]);
  });

  it('fails with what the disk said, and when it is aborted', async () => {
    const folder = await tempFolder();
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
    const { fs } = watchedFs(() => {
      throw full;
    });
    await expect(writeNewFile(fs, join(folder, 'full'), [noise(LARGE)], NONE)).rejects.toBe(full);
    const abort = new AbortController();
    const aborting = watchedFs(buffers => {
      abort.abort();
      return buffers;
    });
    await expect(writeNewFile(aborting.fs, join(folder, 'aborted'), [noise(LARGE)], abort.signal)).rejects.toThrow('aborted');
    expect(aborting.writes).toHaveLength(1);
  });
});
