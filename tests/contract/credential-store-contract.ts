import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { maxSecretBytes, type CredentialStore } from '../../src/core/ports/credential-store.js';

export interface CredentialStoreUnderTest {
  readonly store: CredentialStore;
  /** A second door to the same secrets, as another process would open it. */
  readonly reopen: () => Promise<CredentialStore>;
  readonly cleanUp?: () => Promise<void>;
}

/** The promises of src/core/ports/credential-store.ts, for an empty store made by `factory` before each test. */
export function describeCredentialStore(name: string, factory: () => Promise<CredentialStoreUnderTest>): void {
  describe(`credential store contract: ${name}`, () => {
    let under: CredentialStoreUnderTest;
    let store: CredentialStore;
    beforeEach(async () => {
      under = await factory();
      store = under.store;
    });
    afterEach(async () => under.cleanUp?.());

    it('answers undefined for an account that was never set', async () => {
      expect(await store.get('nobody')).toBeUndefined();
    });

    it('returns what was set', async () => {
      await store.set('vault/1', 'secret');
      expect(await store.get('vault/1')).toBe('secret');
    });

    it('replaces a secret', async () => {
      await store.set('vault/1', 'old');
      await store.set('vault/1', 'new');
      expect(await store.get('vault/1')).toBe('new');
    });

    it('keeps accounts apart', async () => {
      await store.set('a', '1');
      await store.set('A', '2');
      await store.set('a/b', '3');
      await store.set('__proto__', '4');
      expect(await Promise.all(['a', 'A', 'a/b', '__proto__'].map(account => store.get(account)))).toEqual(['1', '2', '3', '4']);
    });

    it('forgets a deleted account and leaves the others', async () => {
      await store.set('a', '1');
      await store.set('b', '2');
      await store.delete('a');
      expect(await store.get('a')).toBeUndefined();
      expect(await store.get('b')).toBe('2');
    });

    it('accepts the deletion of an account that does not exist', async () => {
      await store.delete('nobody');
    });

    it.each([
      ['blanks and line breaks', ' \t two\nlines \r\n'],
      ['Japanese, emoji and umlauts', '鍵🔑äöü€'],
      ['quotes and backslashes', '"\'\\${x}%s'],
      ['the longest secret', 'x'.repeat(maxSecretBytes)],
    ])('keeps %s as they are', async (_, secret) => {
      await store.set('text', secret);
      expect(await store.get('text')).toBe(secret);
    });

    it.each([
      ['an empty secret', ''],
      ['one that is too long', 'あ'.repeat(maxSecretBytes / 3 + 1)],
      ['one with a NUL', 'a\0b'],
      ['half a character', 'a\ud800'],
    ])('refuses %s and keeps the old one', async (_, secret) => {
      await store.set('text', 'old');
      await expect(store.set('text', secret)).rejects.toMatchObject({ code: 'credential.unstorable-secret' });
      expect(await store.get('text')).toBe('old');
    });

    it('takes an account with blanks and non-ASCII letters, and none with control characters', async () => {
      await store.set('保管庫 1', 'secret');
      expect(await store.get('保管庫 1')).toBe('secret');
      await expect(store.get('')).rejects.toThrow(/^bug: /);
      await expect(store.get('a\nb')).rejects.toThrow(/^bug: /);
    });

    it('applies overlapping calls in the order they were made', async () => {
      const calls = Array.from({ length: 5 }, (_, index) => store.set('counter', String(index)));
      const last = store.get('counter');
      await Promise.all(calls);
      expect(await last).toBe('4');
    });

    it('shows its secrets to whoever opens it next', async () => {
      await store.set('vault/1', 'secret');
      const other = await under.reopen();
      expect(other.name).toBe(store.name);
      expect(await other.get('vault/1')).toBe('secret');
      await other.delete('vault/1');
      expect(await store.get('vault/1')).toBeUndefined();
    });
  });
}
