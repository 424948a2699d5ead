import { mkdir, mkdtemp, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodePath } from '../../src/base/path-bytes.js';
import type { ChangeSource } from '../../src/core/watch/change-source.js';
import { isWithin } from '../../src/core/watch/folders.js';
import type { SourceEvent } from '../../src/core/watch/source-event.js';

/** A subscription to a source that can be waited on. */
class Observed {
  readonly events: SourceEvent[] = [];
  completed = false;
  readonly #waiting = new Set<() => void>();
  readonly #subscription;

  constructor(source: ChangeSource, root: string, excluded: (path: string) => boolean = () => false) {
    this.#subscription = source.watch(root, { excluded }).subscribe({
      next: event => {
        this.events.push(event);
        this.#wake();
      },
      complete: () => {
        this.completed = true;
        this.#wake();
      },
    });
  }

  /** Resolves with the first event that fits, past or to come; the test's own timeout is the limit. */
  until(fits: (event: SourceEvent) => boolean, from = 0): Promise<SourceEvent> {
    return new Promise(resolve => {
      const look = () => {
        const found = this.events.slice(from).find(fits);
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Waits until a change at the path is told, as itself, a folder above it, or a loss that covers it. */
  covering(path: string, from = 0): Promise<SourceEvent> {
    return this.until(event => {
      if (event.kind === 'change') return isWithin(event.path, path);
      if (event.kind === 'overflow') return isWithin(event.folder ?? '', path);
      return event.kind === 'degraded' && (event.degradation.reason === 'watch-limit' || isWithin(event.degradation.folder, path));
    }, from);
  }

  ready(): Promise<SourceEvent> {
    return this.until(event => event.kind === 'ready');
  }

  close(): void {
    this.#subscription.unsubscribe();
  }

  #wake(): void {
    for (const look of [...this.#waiting]) look();
  }
}

/** What every implementation of `ChangeSource` promises, tried on a real folder. */
export function describeChangeSource(name: string, makeSource: () => ChangeSource): void {
  describe(`change source: ${name}`, () => {
    let root: string;
    let observed: Observed;
    const at = (path: string) => join(root, path);

    beforeEach(async () => {
      root = await mkdtemp(join(tmpdir(), 'mamori-watch-'));
      await mkdir(at('folder/inner'), { recursive: true });
      await writeFile(at('folder/old.txt'), 'old');
      await writeFile(Buffer.concat([Buffer.from(`${root}/`), encodePath('old\udce9.txt')]), 'old');
      await mkdir(Buffer.concat([Buffer.from(`${root}/`), encodePath('dir\udce9')]));
    });

    afterEach(async () => {
      observed.close();
      await rm(root, { recursive: true, force: true });
    });

    async function watching(excluded?: (path: string) => boolean): Promise<void> {
      observed = new Observed(makeSource(), root, excluded);
      await observed.ready();
    }

    it('does not tell what was there before', async () => {
      await watching();
      await writeFile(at('folder/new.txt'), 'new');
      await observed.covering('folder/new.txt');
      expect(observed.events.filter(event => event.kind === 'change' && event.path === 'folder/old.txt')).toEqual([]);
    });

    it('tells created, changed and deleted files', async () => {
      await watching();
      await writeFile(at('folder/new.txt'), '1');
      await observed.covering('folder/new.txt');
      await writeFile(at('folder/old.txt'), 'changed');
      await observed.covering('folder/old.txt');
      const before = observed.events.length;
      await unlink(at('folder/old.txt'));
      await observed.covering('folder/old.txt', before);
    });

    it('tells both names of a renamed file and of a renamed folder', async () => {
      await watching();
      await rename(at('folder/old.txt'), at('moved.txt'));
      await observed.covering('folder/old.txt');
      await observed.covering('moved.txt');
      await rename(at('folder'), at('other'));
      await observed.covering('folder');
      await observed.covering('other');
      const before = observed.events.length;
      await writeFile(at('other/inner/deep.txt'), 'deep');
      await observed.covering('other/inner/deep.txt', before);
    });

    it('sees into a deep tree that appears while watching', async () => {
      await watching();
      await mkdir(at('a/b/c/d/e'), { recursive: true });
      await writeFile(at('a/b/c/d/e/file'), '1');
      await observed.covering('a');
      await observed.until(event => event.kind === 'overflow'
        || (event.kind === 'change' && event.path.startsWith('a/b/c/d/e')));
      const before = observed.events.length;
      await writeFile(at('a/b/c/d/e/later'), '1');
      await observed.covering('a/b/c/d/e/later', before);
    });

    it('tells a symbolic link as an entry and does not follow it', async () => {
      const elsewhere = await mkdtemp(join(tmpdir(), 'mamori-elsewhere-'));
      try {
        await symlink(elsewhere, at('link'));
        await watching();
        await writeFile(join(elsewhere, 'outside'), '1');
        await symlink('folder', at('second'));
        await observed.covering('second');
        await unlink(at('link'));
        await observed.covering('link');
        const paths = observed.events.flatMap(event => event.kind === 'change' ? [event.path] : []);
        expect(paths.filter(path => path.startsWith('link/') || path.startsWith('second/'))).toEqual([]);
      } finally {
        await rm(elsewhere, { recursive: true });
      }
    });

    it.runIf(process.platform === 'linux')('covers names whose bytes are no UTF-8, and what lies below them', async () => {
      await watching();
      const bytes = (path: string) => Buffer.concat([Buffer.from(`${root}/`), encodePath(path)]);
      let before = observed.events.length;
      await writeFile(bytes('old\udce9.txt'), 'changed');
      await observed.covering('old\udce9.txt', before);
      before = observed.events.length;
      await writeFile(bytes('folder/new\udcff'), '1');
      await observed.covering('folder/new\udcff', before);
      await writeFile(bytes('dir\udce9/below'), '1');
      await observed.covering('dir\udce9/below'); // a degradation of that folder may have been told before
    });

    it('keeps names that differ only in Unicode form or case apart', async () => {
      await watching();
      await writeFile(at('e\u0301.txt'), '1');
      await observed.until(event => event.kind === 'change' && event.path === 'e\u0301.txt');
      await writeFile(at('\u00e9.txt'), '1');
      await observed.until(event => event.kind === 'change' && event.path === '\u00e9.txt');
    });

    it('ends with one coded error when the root is missing, and never errors itself', async () => {
      observed = new Observed(makeSource(), at('nowhere'));
      const event = await observed.until(({ kind }) => kind === 'error');
      expect(event).toMatchObject({ error: { code: 'watch.root-gone' } });
      expect(observed.completed).toBe(true);
    });

    it('ends with a coded error when the root is removed', async () => {
      await watching();
      await rm(root, { recursive: true });
      await observed.until(({ kind }) => kind === 'error');
      expect(observed.completed).toBe(true);
    });

    it('tells nothing after it was unsubscribed', async () => {
      await watching();
      observed.close();
      const before = observed.events.length;
      const second = new Observed(makeSource(), root);
      await second.ready();
      await writeFile(at('late.txt'), '1');
      await second.covering('late.txt');
      second.close();
      expect(observed.events.length).toBe(before);
    });
  });
}
