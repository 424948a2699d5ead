import { appendFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect } from 'vitest';
import { test } from './support/world.js';

const PASSPHRASE = 'correct horse battery staple 42';
const LOGGED = 'Sup3rS3cretL0gged';
const ENVIRONMENT = 'EnvT0ken-77aa';

/** A text as it may stand in a file. */
const encodings = (secret: string) => [
  secret, encodeURIComponent(secret), Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64').replace(/=+$/, ''), Buffer.from(secret).toString('base64url'),
];

describe('the export of logs', () => {
  test('holds what helps and no secret in any encoding; names only when asked', async ({ world }) => {
    const { pc } = world;
    writeFileSync(world.inSource('salaries.txt'), 'x');
    await pc.upOnce([world.source, '--vault', world.vault], { passphrase: PASSPHRASE });
    const log = join(pc.home, 'logs', 'mamori.log');
    mkdirSync(join(pc.home, 'logs'), { recursive: true });
    const stored = readFileSync(join(pc.home, 'credentials.json'), 'utf8');
    const keys = [...stored.matchAll(/[A-Za-z0-9+/]{40,}=*/g)].map(([key]) => key).filter(key => !key.startsWith('vault/'));
    expect(keys.length).toBeGreaterThan(0);
    appendFileSync(log, [
      JSON.stringify({ level: 'info', message: `opened ${world.inSource('salaries.txt')}`, password: LOGGED, key: keys[0] }),
      `a line that is no JSON: ${Buffer.from(ENVIRONMENT).toString('base64')} ${Buffer.from(PASSPHRASE).toString('hex')} postgres://app:${LOGGED}@db/x ${keys[0]}`, '',
    ].join('\n'));
    mkdirSync(join(pc.home, 'crashes'), { recursive: true });
    writeFileSync(join(pc.home, 'crashes', 'crash-2026-11-22T00-00-00-000Z-7.json'), JSON.stringify({ failures: [{ message: `cannot read ${world.inSource('salaries.txt')}` }] }));
    const options = { environment: { MAMORI_PASSPHRASE: PASSPHRASE, ACME_API_TOKEN: ENVIRONMENT } };
    const texts: Record<string, string> = {};
    for (const words of [[], ['--paths']]) {
      const file = join(world.folder, `logs${words.length}.zip`);
      const { entries } = await pc.json<{ readonly entries: readonly string[] }>(['export-logs', file, ...words], options);
      expect(entries).toEqual(expect.arrayContaining(['versions.json', 'settings.json', 'doctor.json', 'logs/mamori.log', 'crashes/crash-2026-11-22T00-00-00-000Z-7.json']));
      expect(statSync(file).mode & 0o077).toBe(0);
      texts[words.length] = Object.values(unzipSync(readFileSync(file))).map(bytes => strFromU8(bytes)).join('\n');
      for (const secret of [PASSPHRASE, LOGGED, ENVIRONMENT, ...keys]) for (const form of encodings(secret)) expect(texts[words.length]?.includes(form), form).toBe(false);
    }
    expect(texts[0]).not.toMatch(/salaries|documents/);
    expect(texts[0]).not.toContain(world.folder);
    expect(texts[1]).toContain('salaries.txt');
    expect(texts[0]).toContain('"retention.generations"');
  });

  test('hides the secrets of an installation whose state cannot be read', async ({ world }) => {
    const { pc } = world;
    const recoveryCode = await world.setUp();
    const planted = { mail: 'M4ilPa55w0rd', plugin: 'Plug1nT0ken-x', address: 'Addr3ssPa55', orphan: 'N0bodyKn0wsMe' };
    await pc.json(['config', 'set', 'webhook-notices.url', `https://user:${planted.address}@hook.example/x`]);
    const store = join(pc.home, 'credentials.json');
    const kept = JSON.parse(readFileSync(store, 'utf8')) as { secrets: [string, string][] };
    kept.secrets.push(['mail/smtp', planted.mail], ['plugin/acme.ink/token', planted.plugin], ['who/knows', JSON.stringify({ inner: planted.orphan })]);
    writeFileSync(store, JSON.stringify(kept));
    const keys = kept.secrets.filter(([account]) => account.endsWith('/keys')).flatMap(([, secret]) => [...secret.matchAll(/[A-Za-z0-9+/]{40,}=*/g)].map(([key]) => key));
    expect(keys.length).toBeGreaterThan(0);
    const secrets = [...Object.values(planted), ...keys];
    const codes = [recoveryCode, recoveryCode.toLowerCase(), recoveryCode.replaceAll('-', ' '), recoveryCode.replaceAll('-', '')]; // kept nowhere: known by its form
    mkdirSync(join(pc.home, 'logs'), { recursive: true });
    appendFileSync(join(pc.home, 'logs', 'mamori.log'), [...secrets.flatMap(encodings), ...codes].map(text => `told ${text} by accident\n`).join(''));
    for (const beside of ['-wal', '-shm']) rmSync(join(pc.home, `state.db${beside}`), { force: true });
    const state = readFileSync(join(pc.home, 'state.db'));
    writeFileSync(join(pc.home, 'state.db'), Buffer.concat([Buffer.alloc(100), state.subarray(100)]));
    const file = join(world.folder, 'logs.zip');
    await pc.json(['export-logs', file]);
    const text = Object.values(unzipSync(readFileSync(file))).map(bytes => strFromU8(bytes)).join('\n');
    expect(text).toContain('catalog.corrupt');
    expect(text).toContain('by accident');
    for (const secret of secrets) for (const form of encodings(secret)) expect(text.includes(form), form).toBe(false);
    for (const form of codes) expect(text.includes(form), form).toBe(false);
  });

  test.for([['state.db'], ['catalog.db'], ['state.db', 'catalog.db']])('works while %j cannot be read, and says so in the ZIP', async (damaged, { world }) => {
    const { pc } = world;
    writeFileSync(world.inSource('salaries.txt'), 'x');
    await world.setUp();
    mkdirSync(join(pc.home, 'logs'), { recursive: true });
    appendFileSync(join(pc.home, 'logs', 'mamori.log'), `${JSON.stringify({ level: 'info', message: `opened ${world.inSource('salaries.txt')}` })}\n`);
    for (const name of damaged) {
      for (const beside of ['-wal', '-shm']) rmSync(join(pc.home, `${name}${beside}`), { force: true });
      writeFileSync(join(pc.home, name), 'this is no database');
    }
    expect((await pc.run(['status'])).code).toBe(1);
    const file = join(world.folder, 'logs.zip');
    await pc.json(['export-logs', file]);
    const texts = Object.fromEntries(Object.entries(unzipSync(readFileSync(file))).map(([name, bytes]) => [name, strFromU8(bytes)]));
    expect((JSON.parse(texts['unreadable.json'] ?? '[]') as { readonly what: string; readonly code: string }[]).map(({ code }) => code)).toEqual(damaged.map(() => 'catalog.corrupt'));
    expect(texts['logs/mamori.log']).toContain('opened <');
    expect(Object.values(texts).join('\n')).not.toMatch(/salaries|documents/);
    expect((texts['settings.json'] ?? '').includes('retention.generations')).toBe(!damaged.includes('state.db'));
  });
});
