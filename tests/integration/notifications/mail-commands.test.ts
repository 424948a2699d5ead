import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { NotifyTestResult } from '../../../src/wire/verbs/notice-results.js';
import type { StatusResult } from '../../../src/wire/verbs/results.js';
import { test, type World } from '../../e2e/support/world.js';
import { Authority } from './mail-support/certificates.js';
import { MailServer } from './mail-support/mail-server.js';

const login = { user: 'mamori', password: 'p' };

async function set(world: World, settings: Readonly<Record<string, string | number | boolean>>): Promise<void> {
  for (const [key, value] of Object.entries(settings)) await world.pc.json(['config', 'set', key, String(value)]);
}

describe('mail by the command line', () => {
  test('is set up, its password kept apart, and tried', async ({ world }) => {
    const { pc } = world;
    await world.setUp();
    expect(await pc.failure(['notify', 'test', '--mail'])).toBe('mail.not-set-up');

    const authority = new Authority('office');
    const server = await MailServer.open({ login, identity: authority.issue('localhost') });
    const caFile = join(world.folder, 'ca.pem');
    await set(world, { 'mail.host': 'localhost', 'mail.port': server.port, 'mail.user': login.user, 'mail.from': 'pc@example.com', 'mail.to': 'office@example.com', 'mail.to2': 'boss@example.com' });
    expect(await pc.failure(['config', 'set', 'mail.password', 'p'])).toBe('mail.password-apart');
    expect(await pc.failure(['notify', 'test', '--mail'])).toBe('mail.password-needed');
    expect(await pc.failure(['notify', 'password'])).toBe('mail.password-needed');

    const kept = await pc.run(['notify', 'password'], { environment: { MAMORI_MAIL_PASSWORD: login.password } });
    expect([kept.code, kept.stdout + kept.stderr]).toEqual([0, expect.stringContaining('credential store')]);
    expect(await pc.failure(['notify', 'test', '--mail'])).toBe('mail.bad-certificate');
    expect(server.logins).toBe(0);

    writeFileSync(caFile, authority.certificate);
    await set(world, { 'mail.caFile': caFile });
    expect(await pc.json<NotifyTestResult>(['notify', 'test', '--mail'])).toEqual({ deliveries: [expect.objectContaining({ channel: 'mail' })] });
    expect(server.received.map(({ to, encrypted, user }) => [...to, encrypted, user])).toEqual([['office@example.com', true, 'mamori'], ['boss@example.com', true, 'mamori']]);

    await pc.json(['notify', 'password', '--remove']);
    expect(await pc.failure(['notify', 'test', '--mail'])).toBe('mail.password-needed');
  });

  test('warns of what is missing, and of a password in the clear', async ({ world }) => {
    await world.setUp();
    const warnings = async () => (await world.pc.json<StatusResult>(['status'])).warnings.map(({ code }) => code).filter(code => code.startsWith('mail.'));
    expect(await warnings()).toEqual([]);
    await set(world, { 'mail.enabled': true });
    expect(await warnings()).toEqual(['mail.not-set-up']);
    await set(world, { 'mail.host': 'localhost', 'mail.from': 'pc@example.com', 'mail.to': 'office@example.com', 'mail.user': 'mamori', 'mail.security': 'none' });
    expect(await warnings()).toEqual(['mail.plain-text']);
    await set(world, { 'mail.security': 'tls' });
    expect(await warnings()).toEqual([]);
  });
});
