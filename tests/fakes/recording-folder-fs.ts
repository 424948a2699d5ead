import { relative } from 'node:path';
import { type FolderFile, type FolderFs, nodeFolderFs } from '../../src/platform/stores/folder-fs.js';

/** One call that changes the disk or makes a change durable; paths are relative to the root. */
export type DiskCall =
  | { readonly call: 'create'; readonly path: string }
  | { readonly call: 'datasync'; readonly path: string }
  | { readonly call: 'mkdir'; readonly path: string }
  | { readonly call: 'unlink'; readonly path: string }
  | { readonly call: 'syncFolder'; readonly path: string; readonly begunAt: number } // calls recorded before it began
  | { readonly call: 'write'; readonly path: string; readonly bytes: Buffer }
  | { readonly call: 'rename' | 'link'; readonly path: string; readonly to: string };

/**
 * The real file system, with a record of the calls in the order in which they succeeded, and errors on
 * request: `failNext('rename', 'EIO')`.
 */
export class RecordingFolderFs {
  readonly calls: DiskCall[] = [];
  readonly fs: FolderFs;
  readonly #root: string;
  readonly #failures: { readonly call: DiskCall['call'] | 'open'; readonly errno: string }[] = [];

  constructor(root: string) {
    this.#root = root;
    this.fs = {
      ...nodeFolderFs,
      open: (async (path: string, flags: string | number) => {
        this.#throwIfDue('open');
        const file = await nodeFolderFs.open(path, flags);
        if (flags === 'wx') this.#record({ call: 'create', path: this.#relative(path) });
        return this.#recordingFile(file, this.#relative(path));
      }) as FolderFs['open'],
      mkdir: (async (path: string, options?: { recursive: true }) => {
        this.#throwIfDue('mkdir');
        const made = await nodeFolderFs.mkdir(path, options);
        this.#record({ call: 'mkdir', path: this.#relative(path) });
        return made;
      }) as FolderFs['mkdir'],
      rename: async (from, to) => this.#move('rename', from as string, to as string),
      link: async (from, to) => this.#move('link', from as string, to as string),
      unlink: async path => {
        this.#throwIfDue('unlink');
        await nodeFolderFs.unlink(path);
        this.#record({ call: 'unlink', path: this.#relative(path as string) });
      },
    };
  }

  /** The next call of this kind fails; each request counts once. */
  failNext(call: DiskCall['call'] | 'open', errno: string): void {
    this.#failures.push({ call, errno });
  }

  /** The calls as lines, random temp names as `tmp/*`. */
  lines(): string[] {
    return this.calls.map(entry => [entry.call, entry.path, 'to' in entry ? entry.to : ''].join(' ').trim()
      .replaceAll(/tmp\/[0-9a-f]+(\.link)?\.part/g, 'tmp/*'));
  }

  async #move(call: 'rename' | 'link', from: string, to: string): Promise<void> {
    this.#throwIfDue(call);
    await nodeFolderFs[call](from, to);
    this.#record({ call, path: this.#relative(from), to: this.#relative(to) });
  }

  #recordingFile(file: FolderFile, path: string): FolderFile {
    const recorded = {
      writev: async (buffers: Uint8Array[], position?: number) => {
        this.#throwIfDue('write');
        const result = await file.writev(buffers, position);
        this.#record({ call: 'write', path, bytes: Buffer.concat(buffers).subarray(0, result.bytesWritten) });
        return result;
      },
      datasync: async () => {
        this.#throwIfDue('datasync');
        await file.datasync();
        this.#record({ call: 'datasync', path });
      },
      sync: async () => {
        this.#throwIfDue('syncFolder');
        const begunAt = this.calls.length;
        await file.sync();
        this.#record({ call: 'syncFolder', path, begunAt });
      },
    };
    return new Proxy(file, {
      get(target, property) {
        if (Object.hasOwn(recorded, property)) return recorded[property as keyof typeof recorded];
        const member: unknown = Reflect.get(target, property, target);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  }

  #throwIfDue(call: DiskCall['call'] | 'open'): void {
    const index = this.#failures.findIndex(failure => failure.call === call);
    if (index < 0) return;
    const { errno } = this.#failures.splice(index, 1)[0]!;
    throw Object.assign(new Error(`${errno}: injected`), { code: errno, syscall: call });
  }

  #record(entry: DiskCall): void {
    this.calls.push(entry);
  }

  #relative(path: string): string {
    return relative(this.#root, path) || '.';
  }
}
