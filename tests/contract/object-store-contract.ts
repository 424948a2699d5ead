import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CodedError } from '../../src/base/coded-error.js';
import type { ObjectStore } from '../../src/core/ports/object-store.js';

export interface StoreUnderTest {
  readonly store: ObjectStore;
  /** Takes away what the store lay in; called after `store.dispose()`. */
  readonly cleanUp?: () => Promise<void>;
}

/** The promises of src/core/ports/object-store.ts, for an empty store made by `factory` before each test. */
export function describeObjectStore(name: string, factory: () => Promise<StoreUnderTest>): void {
  describe(`object store contract: ${name}`, () => {
    let under: StoreUnderTest;
    let store: ObjectStore;
    beforeEach(async () => {
      under = await factory();
      store = under.store;
    });
    afterEach(async () => {
      await store.dispose();
      await under.cleanUp?.();
    });

    const put = (name: string, text: string) => store.put(name, Buffer.from(text));
    const text = async (name: string) => (await store.get(name)).toString();
    const names = async (prefix: string) => (await Array.fromAsync(store.list(prefix))).map(info => info.name);

    describe('put and get', () => {
      it('returns the bytes that were put', async () => {
        await put('packs/ab/one', 'hello');
        expect(await text('packs/ab/one')).toBe('hello');
      });

      it('stores a list of buffers as their concatenation', async () => {
        await store.put('parts', [Buffer.from('a'), new Uint8Array(0), Buffer.from('bc')]);
        expect(await text('parts')).toBe('abc');
      });

      it('stores thousands of small buffers in one put', async () => {
        const parts = Array.from({ length: 3000 }, (_, index) => Buffer.from(`${index},`));
        await store.put('parts', parts);
        expect((await store.get('parts')).equals(Buffer.concat(parts))).toBe(true);
      });

      it('stores an empty object', async () => {
        await store.put('empty', new Uint8Array(0));
        expect(await store.get('empty')).toHaveLength(0);
        expect(await store.head('empty')).toMatchObject({ name: 'empty', sizeBytes: 0 });
        expect(await store.get('empty', { suffix: 10 })).toHaveLength(0);
      });

      it('stores ten megabytes', async () => {
        const bytes = Buffer.alloc(10_000_000, 'mamori');
        await store.put('big', bytes);
        expect((await store.get('big')).equals(bytes)).toBe(true);
      });

      it('accepts the same bytes again', async () => {
        await put('same', 'x');
        await put('same', 'x');
        expect(await text('same')).toBe('x');
      });

      it('replaces other bytes as a whole', async () => {
        await put('name', 'a long old value');
        await put('name', 'new');
        expect(await text('name')).toBe('new');
      });

      it('keeps one of several concurrent puts of a name whole', async () => {
        const values = Array.from({ length: 8 }, (_, index) => Buffer.alloc(100_000, `${index}`));
        await Promise.all(values.map(value => store.put('contended', value)));
        const kept = await store.get('contended');
        expect(values.some(value => value.equals(kept))).toBe(true);
      });

      it('keeps every one of many concurrent puts', async () => {
        const all = Array.from({ length: 40 }, (_, index) => `packs/${index % 4}/${index}`).sort();
        await Promise.all(all.map(name => put(name, name)));
        expect((await names('packs/')).sort()).toEqual(all);
        for (const name of all) expect(await text(name)).toBe(name);
      });

      it('hands out a buffer of the caller’s own', async () => {
        await put('name', 'abc');
        (await store.get('name')).fill(0);
        expect(await text('name')).toBe('abc');
      });
    });

    describe('ranges', () => {
      beforeEach(() => put('digits', '0123456789'));

      it('reads from an offset', async () => {
        expect((await store.get('digits', { offset: 3, length: 4 })).toString()).toBe('3456');
        expect(await store.get('digits', { offset: 10, length: 0 })).toHaveLength(0);
      });

      it('reads the end', async () => {
        expect((await store.get('digits', { suffix: 3 })).toString()).toBe('789');
        expect(await store.get('digits', { suffix: 0 })).toHaveLength(0);
      });

      it('returns the whole object when it is shorter than the suffix', async () => {
        expect((await store.get('digits', { suffix: 99 })).toString()).toBe('0123456789');
      });

      it('refuses a range past the end instead of returning less', async () => {
        await expectCode(store.get('digits', { offset: 8, length: 3 }), 'store.corrupt-range');
        await expectCode(store.get('digits', { offset: 20, length: 1 }), 'store.corrupt-range');
        await expectCode(store.get('digits', { offset: 0, length: 2 ** 50 }), 'store.corrupt-range');
      });
    });

    describe('absent objects', () => {
      it('fails a get, with and without a range', async () => {
        await expectCode(store.get('nothing/here'), 'store.not-found');
        await expectCode(store.get('nothing', { suffix: 4 }), 'store.not-found');
      });

      it('answers a head with undefined', async () => {
        expect(await store.head('nothing/here')).toBeUndefined();
      });

      it('does not take a folder for an object', async () => {
        await put('folder/object', 'x');
        expect(await store.head('folder')).toBeUndefined();
        await expectCode(store.get('folder'), 'store.not-found');
      });

      it('deletes them without complaint', async () => {
        await store.delete('nothing/here');
      });
    });

    it('forgets a deleted object', async () => {
      await put('name', 'x');
      await store.delete('name');
      if (store.capabilities.deferredDelete) return;
      expect(await store.head('name')).toBeUndefined();
      expect(await names('')).toEqual([]);
      await put('name', 'y');
      expect(await text('name')).toBe('y');
    });

    describe('conditional put', () => {
      it('stores under a free name', async () => {
        await store.put('lock', Buffer.from('me'), { ifAbsent: true });
        expect(await text('lock')).toBe('me');
      });

      it('refuses a taken name and leaves the object alone', async () => {
        await put('lock', 'first');
        await expectCode(store.put('lock', Buffer.from('second'), { ifAbsent: true }), 'store.exists');
        expect(await text('lock')).toBe('first');
      });

      it('lets exactly one of many win, where the store can', async () => {
        const attempts = Array.from({ length: 8 }, (_, index) =>
          store.put('lock', Buffer.from(`${index}`), { ifAbsent: true }));
        const won = (await Promise.allSettled(attempts)).flatMap((result, index) =>
          (result.status === 'fulfilled' ? [`${index}`] : []));
        expect(won.length).toBeGreaterThanOrEqual(1);
        expect(won).toContain(await text('lock'));
        if (store.capabilities.conditionalPut) expect(won).toHaveLength(1);
      });
    });

    describe('list', () => {
      const all = ['a', 'a-b/c', 'a.b', 'a/b', 'a/b.c', 'a/b/c', 'a0', 'ab/c', 'keys/1-1.json', 'vault.json'];
      beforeEach(async () => {
        for (const name of all) if (name !== 'a' && name !== 'a/b') await put(name, name);
      });
      const present = all.filter(name => name !== 'a' && name !== 'a/b');

      it('names everything in ascending order of bytes', async () => {
        expect(await names('')).toEqual([...present].sort());
      });

      it('takes the prefix as the beginning of the name, not as a folder', async () => {
        expect(await names('a')).toEqual(present.filter(name => name.startsWith('a')).sort());
        expect(await names('a/')).toEqual(['a/b.c', 'a/b/c']);
        expect(await names('a/b')).toEqual(['a/b.c', 'a/b/c']);
        expect(await names('a/b/')).toEqual(['a/b/c']);
        expect(await names('a/b/c')).toEqual(['a/b/c']);
        expect(await names('zzz/none/')).toEqual([]);
        expect(await names('vault.json/')).toEqual([]);
      });

      it('tells sizes, and times that are plausible when it tells them', async () => {
        for await (const info of store.list('')) {
          expect(info.sizeBytes).toBe(info.name.length);
          expect(info).toEqual(await store.head(info.name));
        }
      });

      it('can be left early', async () => {
        for await (const info of store.list('')) {
          expect(info.name).toBe('a-b/c');
          break;
        }
        expect(await names('keys/')).toEqual(['keys/1-1.json']);
      });
    });

    describe('names', () => {
      const bad = [
        '', '/', '/a', 'a/', 'a//b', '.', '..', '../a', 'a/../b', 'a..b', '.a', 'a/.b', 'a.', 'a./b', 'A', 'a b', 'a\\b', 'a:b',
        'é', 'a\0', 'nul', 'a/con.txt', 'tmp/a', `${'a'.repeat(251)}`,
      ];
      it.each(bad)('refuses %j everywhere', async name => {
        await expectCode(store.put(name, Buffer.from('x')), 'store.bad-name');
        await expectCode(store.get(name), 'store.bad-name');
        await expectCode(store.head(name), 'store.bad-name');
        await expectCode(store.delete(name), 'store.bad-name');
      });

      it.each(['/', '../', 'a/../b', 'a//', '.a', 'A', 'a\\'])('refuses the prefix %j', async prefix => {
        await expectCode(Array.fromAsync(store.list(prefix)), 'store.bad-name');
      });

      it.each(['a', '0', 'a.b-c_d', 'packs/ab/cdef', 'con1', `${'a'.repeat(120)}/${'b'.repeat(129)}`])('keeps %j', async name => {
        await put(name, 'x');
        expect(await names('')).toEqual([name]);
      });
    });

    describe('abort', () => {
      const reason = new Error('enough');

      it('throws the signal’s reason from every call', async () => {
        await put('name', 'x');
        const options = { signal: AbortSignal.abort(reason) };
        await expect(store.put('other', Buffer.from('x'), options)).rejects.toBe(reason);
        await expect(store.get('name', undefined, options)).rejects.toBe(reason);
        await expect(store.head('name', options)).rejects.toBe(reason);
        await expect(store.delete('name', options)).rejects.toBe(reason);
        await expect(Array.fromAsync(store.list('', options))).rejects.toBe(reason);
        expect(await names('')).toEqual(['name']);
      });

      it('leaves a whole object or none when a put is aborted on its way', async () => {
        const bytes = Buffer.alloc(20_000_000, 'x');
        const abort = new AbortController();
        const attempt = store.put('big', bytes, { signal: abort.signal }).then(() => 'stored', (failure: unknown) => failure);
        setImmediate(() => abort.abort(reason));
        expect(['stored', reason]).toContain(await attempt);
        const info = await store.head('big');
        if (info) expect(info.sizeBytes).toBe(bytes.length);
      });
    });

    it('answers questions about space and time as its capabilities say', async () => {
      const space = await store.freeSpace();
      if (space) expect(space.freeBytes).toBeLessThanOrEqual(space.totalBytes);
      expect(typeof await store.serverTimeMs()).toBe(store.capabilities.serverTime ? 'number' : 'undefined');
    });
  });
}

async function expectCode(call: Promise<unknown>, code: string): Promise<void> {
  const failure = await call.then(() => undefined, (reason: unknown) => reason);
  expect(failure).toBeInstanceOf(CodedError);
  expect((failure as CodedError).code).toBe(code);
}
