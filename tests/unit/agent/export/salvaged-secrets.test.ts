import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { salvagedSecrets } from '../../../../src/agent/export/salvaged-secrets.js';
import { namesSecret } from '../../../../src/agent/export/secret-filter.js';
import type { Place } from '../../../../src/agent/place.js';
import { SqliteLocalState } from '../../../../src/platform/catalog/index.js';

function home(): { readonly folder: string; readonly salvaged: () => ReturnType<typeof salvagedSecrets> } {
  const folder = mkdtempSync(join(tmpdir(), 'salvage-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { folder, salvaged: () => salvagedSecrets({ home: folder } as Place, namesSecret) };
}

it('what lies in the bytes of a local state is found without opening it', async () => {
  const { folder, salvaged } = home();
  const state = SqliteLocalState.open(join(folder, 'state.db'));
  state.settings.set('plugin/acme.ink/secrets', ['token', 'pin']);
  state.settings.set('setting/acme.password', 'S3ttingPass"w');
  state.settings.set('settings', { mail: { password: 'Inn3r' }, url: 'https://me:Addr3ss@host/' });
  state.dispose();
  mkdirSync(join(folder, 'index', 'a'.repeat(32)), { recursive: true });
  const { secrets, accounts } = await salvaged();
  expect(secrets).toEqual(expect.arrayContaining(['S3ttingPass"w', 'Inn3r', 'Addr3ss']));
  expect(accounts).toEqual(['plugin/acme.ink/token', 'plugin/acme.ink/pin', `vault/${'a'.repeat(32)}/keys`]);
});

it('a file of secrets is looked through even if it was cut off, and its accounts are no secrets', async () => {
  const { folder, salvaged } = home();
  const whole = JSON.stringify({ version: 1, secrets: [['vault/1/keys', '{"k":"K3y"}'], ['plugin/a.b/token', 'T0ken"x'], ['mail/smtp', 'gone']] });
  writeFileSync(join(folder, 'credentials.json'), whole.slice(0, whole.indexOf('gone')));
  expect((await salvaged()).secrets).toEqual(['{"k":"K3y"}', 'T0ken"x']);
});

it('nothing there is nothing found', async () => {
  expect(await home().salvaged()).toEqual({ secrets: [], accounts: [] });
});
