import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock.js';
import { openCredentialStore, type OpenCredentialStoreOptions } from '../../../src/platform/credentials/index.js';
import { describeCredentialStore } from '../../contract/credential-store-contract.js';
import { KeyringSession } from '../support/keyring-session.js';
import { requires } from '../support/requires.js';

const programs = ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon', 'secret-tool'];

requires(programs)('an open keyring', () => {
  let session: KeyringSession;
  let home: string;
  let options: OpenCredentialStoreOptions;
  beforeAll(async () => { session = await KeyringSession.start(); });
  afterAll(() => session[Symbol.asyncDispose]());
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'mamori-home-'));
    options = { home, clock: systemClock, service: `mamori-${randomUUID()}`, environment: session.environment };
  });
  afterEach(() => rm(home, { recursive: true }));

  for (const prefer of ['keytar', 'keyring'] as const) {
    describeCredentialStore(prefer, async () => {
      const open = () => openCredentialStore({ ...options, prefer });
      return { store: await open(), reopen: open };
    });
  }

  it('is taken through keytar, without a warning', async () => {
    const store = await openCredentialStore(options);
    expect(store).toMatchObject({ name: 'keytar', warning: undefined });
  });

  it.each([['keytar', 'account'], ['keyring', 'username']] as const)(
    'holds what %s stores where another program finds it, and no canary', async (prefer, accountAttribute) => {
      const store = await openCredentialStore({ ...options, prefer });
      await store.set('vault/1', 'from inside');
      expect(await session.lookUp('service', options.service!, accountAttribute, 'vault/1')).toBe('from inside');
      const items = await session.search('service', options.service!);
      expect(items.match(/secret = /g)).toHaveLength(2);
      expect(items).not.toContain('canary');
      await store.delete('vault/1');
      expect(await session.lookUp('service', options.service!, accountAttribute, 'vault/1')).toBeUndefined();
    });

  it('leaves no secret in the state folder', async () => {
    const store = await openCredentialStore(options);
    await store.set('vault/1', 'secret');
    expect(await readdir(home)).toEqual(['credential-store.json']);
    expect((await stat(join(home, 'credential-store.json'))).mode & 0o777).toBe(0o600);
  });

  it('takes over the secrets of the key file when it is demanded', async () => {
    const file = await openCredentialStore({ ...options, environment: {} , prefer: 'file' });
    await file.set('vault/1', 'one');
    await file.set('mail', 'two');
    const environment = { ...session.environment, MAMORI_CREDENTIALS: 'keytar' };
    await openCredentialStore({ ...options, environment });
    const later = await openCredentialStore(options);
    expect(later.name).toBe('keytar');
    expect([await later.get('vault/1'), await later.get('mail')]).toEqual(['one', 'two']);
    expect(await readdir(home)).toEqual(['credential-store.json']);
  });

  it('stays the remembered store when the variable demands the file for one process', async () => {
    await (await openCredentialStore(options)).set('vault/1', 'secret');
    const environment = { ...session.environment, MAMORI_CREDENTIALS: 'file' };
    expect(await openCredentialStore({ ...options, environment })).toMatchObject({ name: 'file' });
    expect(await (await openCredentialStore(options)).get('vault/1')).toBe('secret');
  });

  it('is never replaced by a file while a secret is expected in it, even if its bus is gone', async () => {
    await (await openCredentialStore(options)).set('vault/1', 'secret');
    const environment = { PATH: process.env['PATH'], DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
    for (const broken of [environment, { ...environment, DBUS_SESSION_BUS_ADDRESS: 'disabled:' }]) {
      const store = await openCredentialStore({ ...options, environment: broken });
      expect(store.name).toBe('keytar');
      await expect(store.get('vault/1')).rejects.toMatchObject({ code: 'credential.store-unavailable' });
      await expect(store.set('vault/1', 'x')).rejects.toMatchObject({ code: 'credential.store-unavailable' });
    }
  });
});

requires(programs)('a locked keyring without a display', () => {
  for (const prefer of ['keytar', 'keyring'] as const) {
    it(`fails every call of ${prefer} with "locked", never "not found"`, async () => {
      await using session = await KeyringSession.start();
      await using home = await temporaryFolder();
      const options = { home: home.path, clock: systemClock, environment: session.environment, prefer };
      const store = await openCredentialStore(options);
      await store.set('vault/1', 'secret');
      await session.lock();
      const locked = { code: 'credential.store-locked' };
      await expect(store.get('vault/1')).rejects.toMatchObject(locked);
      await expect(store.get('nobody')).rejects.toMatchObject(locked);
      await expect(store.set('vault/1', 'new')).rejects.toMatchObject(locked);
      await expect(store.delete('vault/1')).rejects.toMatchObject(locked);
      await expect((await openCredentialStore(options)).get('vault/1')).rejects.toMatchObject(locked);
    });
  }

  it('is passed over on a first start, with a warning that names it', async () => {
    await using session = await KeyringSession.start();
    await using home = await temporaryFolder();
    await session.lock();
    const options = { home: home.path, clock: systemClock, environment: session.environment };
    const warning = { code: 'credential.kept-in-file-while-locked' };
    expect(await openCredentialStore(options)).toMatchObject({ name: 'file', warning });
    expect(await openCredentialStore(options)).toMatchObject({ name: 'file', warning });
    await expect(openCredentialStore({ ...options, prefer: 'keytar' })).rejects.toMatchObject({ code: 'credential.store-locked' });
  });
});

requires([...programs, 'Xvfb'])('a locked keyring that waits at its password prompt', () => {
  for (const prefer of ['keytar', 'keyring'] as const) {
    it(`costs a call of ${prefer} its time limit and no more`, async () => {
      await using session = await KeyringSession.start({ display: true });
      await using home = await temporaryFolder();
      const options = { home: home.path, clock: systemClock, environment: session.environment, prefer, timeoutMs: 1_500 };
      const store = await openCredentialStore(options);
      await store.set('vault/1', 'secret');
      await session.lock();
      const started = performance.now();
      await expect(store.get('vault/1')).rejects.toMatchObject({ code: 'credential.store-locked', data: { reason: 'no answer in time' } });
      expect(performance.now() - started).toBeGreaterThanOrEqual(1_450);
      expect(performance.now() - started).toBeLessThan(3_000);
    });
  }
});

async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'mamori-home-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
