import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../../src/base/clock.js';
import { openCredentialStore, type OpenCredentialStoreOptions } from '../../../../src/platform/credentials/index.js';

// A clock that cannot be asked proves that no keyring process was started.
const noClock = {} as Clock;
const noBus = { DBUS_SESSION_BUS_ADDRESS: 'disabled:' };

describe.skipIf(process.platform !== 'linux')('openCredentialStore without a session bus', () => {
  let home: string;
  let options: OpenCredentialStoreOptions;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'mamori-home-'));
    options = { home, clock: noClock, environment: noBus };
  });
  afterEach(() => rm(home, { recursive: true }));

  it('falls to a key file with a warning, and stays with it', async () => {
    const store = await openCredentialStore(options);
    const path = join(home, 'credentials.json');
    expect(store).toMatchObject({ name: 'file', warning: { code: 'credential.kept-in-file', data: { path } } });
    await store.set('vault/1', 'secret');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const later = await openCredentialStore(options);
    expect(later.warning).toEqual(store.warning);
    expect(await later.get('vault/1')).toBe('secret');
  });

  it.each(['keytar', 'keyring'] as const)('rejects a demanded %s and remembers nothing', async name => {
    const unavailable = { code: 'credential.store-unavailable', data: { store: name, reason: 'no session bus' } };
    await expect(openCredentialStore({ ...options, prefer: name })).rejects.toMatchObject(unavailable);
    const environment = { ...noBus, MAMORI_CREDENTIALS: name };
    await expect(openCredentialStore({ ...options, environment })).rejects.toMatchObject(unavailable);
    expect(await readdir(home)).toEqual([]);
  });

  it('keeps the key file and its secrets when a demanded keyring does not work', async () => {
    await (await openCredentialStore(options)).set('vault/1', 'secret');
    await expect(openCredentialStore({ ...options, prefer: 'keytar' })).rejects.toMatchObject({ code: 'credential.store-unavailable' });
    expect(await (await openCredentialStore(options)).get('vault/1')).toBe('secret');
  });

  it('rejects an unknown name in MAMORI_CREDENTIALS', async () => {
    const environment = { ...noBus, MAMORI_CREDENTIALS: 'kwallet' };
    await expect(openCredentialStore({ ...options, environment }))
      .rejects.toMatchObject({ code: 'credential.unknown-store', data: { value: 'kwallet' } });
  });

  it.each(['', '{', '{"version":1,"store":"other"}', '{"version":2,"store":"keytar"}', '[]'])(
    'does not guess where the secrets are when its memory is damaged: %j', async text => {
      await writeFile(join(home, 'credential-store.json'), text);
      await expect(openCredentialStore(options)).rejects.toMatchObject({ code: 'credential.file-damaged' });
    });

  it.each(['', '{"version":1,"secrets":{}}', '{"version":1,"secrets":[["a",1]]}'])(
    'never overwrites a damaged key file: %j', async text => {
      const store = await openCredentialStore(options);
      const path = join(home, 'credentials.json');
      await writeFile(path, text);
      await expect(store.get('a')).rejects.toMatchObject({ code: 'credential.file-damaged', data: { path } });
      await expect(store.set('a', 'b')).rejects.toMatchObject({ code: 'credential.file-damaged' });
      expect(await readFile(path, 'utf8')).toBe(text);
    });
});
