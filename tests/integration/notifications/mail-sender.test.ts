import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sendMail } from '../../../src/notifications/adapters/mail-sender.js';
import type { Mail, MailServer as ServerSettings } from '../../../src/notifications/mail/mail.js';
import { Authority } from './mail-support/certificates.js';
import { closedPort, MailServer, silentServer } from './mail-support/mail-server.js';

const folder = mkdtempSync(join(tmpdir(), 'mamori-mail-'));
const authority = new Authority('Mamori test authority');
const caFile = join(folder, 'ca.pem');
writeFileSync(caFile, authority.certificate);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const identity = authority.issue('localhost');
const login = { user: 'mamori', password: 'ひみつ p@ss' };
const mail: Mail = { id: 'm1', to: 'office@example.com', atMs: Date.UTC(2026, 10, 22), subject: '【Mamori】経理PC「書類」: 未完了', text: '本文\n', html: '<p>本文</p>' };
const never = new AbortController().signal;

function settings(server: Pick<ServerSettings, 'port'>, more: Partial<ServerSettings> = {}): ServerSettings {
  return { host: 'localhost', security: 'starttls', from: 'backup@example.com', caFile, ...more, port: server.port };
}

describe('sending a mail', () => {
  it('encrypts by STARTTLS before it logs in', async () => {
    const server = await MailServer.open({ identity, login });
    await sendMail(settings(server, { login }), mail, never);
    expect(server.received).toEqual([expect.objectContaining({ from: 'backup@example.com', to: ['office@example.com'], encrypted: true, user: 'mamori' })]);
  });

  it('encrypts from the first byte', async () => {
    const server = await MailServer.open({ identity, login, implicitTls: true });
    await sendMail(settings(server, { security: 'tls', login }), mail, never);
    expect(server.received).toEqual([expect.objectContaining({ encrypted: true, user: 'mamori' })]);
  });

  it('sends in the clear only where that was chosen', async () => {
    const server = await MailServer.open({ login });
    await sendMail(settings(server, { security: 'none', login }), mail, never);
    expect(server.received).toEqual([expect.objectContaining({ encrypted: false, user: 'mamori' })]);
  });

  it('says the same as text and as HTML, and that no program should answer', async () => {
    const server = await MailServer.open({ identity });
    await sendMail(settings(server), mail, never);
    const source = server.received[0]?.source ?? '';
    expect(source).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(source).toMatch(/^Content-Type: multipart\/alternative/m);
    expect(source).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/m);
    expect(source).toMatch(/^Content-Type: text\/html; charset=utf-8\r$/m);
    expect(source).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(source).toMatch(/^To: office@example\.com\r$/m);
  });

  it('gives the same mail the same Message-ID', async () => {
    const server = await MailServer.open({ identity });
    for (const id of ['m1', 'm1', 'm2']) await sendMail(settings(server), { ...mail, id }, never);
    const [first, second, other] = server.received.map(({ source }) => /^Message-ID: (.*)\r$/m.exec(source)?.[1]);
    expect(first).toMatch(/^<[0-9a-f]{32}@example\.com>$/);
    expect([second === first, other === first]).toEqual([true, false]);
  });

  it('lets no subject add a header', async () => {
    const server = await MailServer.open({ identity });
    await sendMail(settings(server), { ...mail, subject: 'a\r\nBcc: thief@example.com\r\n\r\nb' }, never);
    expect(server.received[0]?.to).toEqual(['office@example.com']);
    expect(server.received[0]?.source).not.toMatch(/^Bcc:/mi);
  });

  it.each(['a@example.com\r\nRCPT TO:<thief@example.com>', 'a@example.com, b@example.com', 'A <a@example.com>'])('asks no server about %j', async to => {
    const server = await MailServer.open({ identity });
    await expect(sendMail(settings(server), { ...mail, to }, never)).rejects.toMatchObject({ code: 'mail.not-an-address' });
    expect(server.connections).toBe(0);
  });
});

describe('a server that cannot be trusted gets no password', () => {
  const stranger = new Authority('somebody else').issue('localhost');
  const cases = [
    ['an authority that nobody knows', stranger], ['another name', authority.issue('mail.example.com')], ['a date that is over', authority.issue('localhost', { ageDays: 3 })],
  ] as const;

  it.each(cases.flatMap(([what, wrong]) => (['starttls', 'tls'] as const).map(security => [what, security, wrong] as const)))('%s (%s)', async (_what, security, wrong) => {
    const server = await MailServer.open({ identity: wrong, login, implicitTls: security === 'tls' });
    await expect(sendMail(settings(server, { security, login }), mail, never)).rejects.toMatchObject({ code: 'mail.bad-certificate', retry: 'never' });
    expect([server.logins, server.received.length]).toEqual([0, 0]);
  });

  it('no STARTTLS', async () => {
    const server = await MailServer.open({ identity, login, offersStartTls: false });
    await expect(sendMail(settings(server, { login }), mail, never)).rejects.toMatchObject({ code: 'mail.no-encryption' });
    expect([server.logins, server.received.length]).toEqual([0, 0]);
  });

  it('no TLS where it was to begin at once', async () => {
    const server = await MailServer.open({ login });
    await expect(sendMail(settings(server, { security: 'tls', login }), mail, never)).rejects.toMatchObject({ code: 'mail.no-encryption' });
    expect(server.logins).toBe(0);
  });

  it('a certificate file that is none', async () => {
    const empty = join(folder, 'empty.pem');
    writeFileSync(empty, 'nothing');
    for (const file of [empty, join(folder, 'missing.pem')]) {
      await expect(sendMail(settings({ port: 1 }, { caFile: file }), mail, never)).rejects.toMatchObject({ code: 'mail.certificate-file', data: { file } });
    }
  });
});

describe('what a server refuses', () => {
  it('a login', async () => {
    const server = await MailServer.open({ identity, login });
    await expect(sendMail(settings(server, { login: { ...login, password: 'wrong' } }), mail, never)).rejects.toMatchObject({ code: 'mail.login-refused', retry: 'never' });
    await expect(sendMail(settings(server), mail, never)).rejects.toMatchObject({ code: 'mail.login-refused' });
    expect(server.received).toEqual([]);
  });

  it('a login that it does not know: nothing is sent without one', async () => {
    const server = await MailServer.open({ identity, offersLogin: false });
    await expect(sendMail(settings(server, { login }), mail, never)).rejects.toMatchObject({ code: 'mail.login-refused' });
    expect(server.received).toEqual([]);
  });

  it.each([
    ['office@example.com', 550, 'mail.recipient-refused', 'never'], ['office@example.com', 451, 'mail.deferred', 'later'],
    ['backup@example.com', 553, 'mail.sender-refused', 'never'], ['backup@example.com', 421, 'mail.deferred', 'later'],
  ])('%s by %i', async (address, code, expected, retry) => {
    const server = await MailServer.open({ identity, refuses: { [address]: { code, text: 'no' } } });
    await expect(sendMail(settings(server), mail, never)).rejects.toMatchObject({ code: expected, retry });
  });
});

describe('a server that is not there', () => {
  it('is tried again later', async () => {
    await expect(sendMail(settings({ port: await closedPort() }), mail, never)).rejects.toMatchObject({ code: 'mail.unreachable', retry: 'later' });
  });

  it('or says nothing, is left when the caller has had enough', async () => {
    const { port, heard, left } = await silentServer();
    const patience = new AbortController();
    const sent = sendMail(settings({ port }), mail, patience.signal);
    const failed = expect(sent).rejects.toBe('enough');
    await heard;
    patience.abort('enough');
    await failed;
    await left;
  });
});
