import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { AgentMail } from '../../../src/agent/notices/mail.js';
import { keepMailPassword } from '../../../src/agent/notices/mail-server.js';
import { AgentNotices } from '../../../src/agent/notices/agent-notices.js';
import { sendTestMail } from '../../../src/agent/verbs/mail-verbs.js';
import { openWorkspace, type Workspace } from '../../../src/agent/workspace.js';
import { bug } from '../../../src/base/coded-error.js';
import { ManualClock } from '../../fakes/manual-clock.js';
import { Authority } from './mail-support/certificates.js';
import { closedPort, MailServer, silentServer, type MailServerOptions } from './mail-support/mail-server.js';

const HALF_MINUTE_MS = 30_000;
const authority = new Authority('office');
const login = { user: 'mamori', password: 'p' };

/** The mail of an agent with a state folder of its own, which can end and start again. */
class MailWorld {
  readonly clock = new ManualClock(Date.UTC(2026, 10, 22, 12));
  readonly folder = mkdtempSync(join(tmpdir(), 'mamori-mail-agent-'));
  workspace!: Workspace;
  notices!: AgentNotices;
  mail!: AgentMail;

  async open(): Promise<void> {
    const environment = { MAMORI_LANGUAGE: 'en' };
    this.workspace = await openWorkspace({ home: join(this.folder, 'h'), address: '', program: 'test', surroundings: { platform: process.platform, environment, userHome: this.folder, userId: -1 } }, { clock: this.clock });
    this.notices = await AgentNotices.open({ workspace: this.workspace, call: () => Promise.reject(bug('no verb is called here')), protection: () => undefined });
    this.mail = AgentMail.attach(this.workspace, this.notices);
    this.notices.start();
    this.mail.start();
  }

  async close(): Promise<void> {
    await this.mail.dispose();
    await this.notices.dispose();
    await this.workspace.dispose();
  }

  set(preferences: Readonly<Record<string, unknown>>): void {
    for (const [key, value] of Object.entries(preferences)) this.workspace.settings.setPreference(key, value);
  }

  setUp(port: number, more: Readonly<Record<string, unknown>> = {}): void {
    this.set({ 'mail.enabled': true, 'mail.host': 'localhost', 'mail.port': port, 'mail.security': 'none', 'mail.from': 'pc@example.com', 'mail.to': 'office@example.com', ...more });
  }

  /** A run whose sources ended so, in the history as runs write it. */
  ran(...statuses: readonly string[]): void {
    const { activities } = this.workspace.state;
    let number: number | undefined;
    for (const [branch, status] of statuses.entries()) {
      const details = { name: `Source ${branch}`, slot: '2026-11-22T12:00', counts: { files: 10, failed: 1 } };
      const row = activities.begin({ kind: 'backup', cause: 'scheduled', source: String(branch), startedMs: this.clock.nowMs(), status: 'running', details }, number);
      number = row.number;
      activities.finish({ ...row, finishedMs: this.clock.nowMs(), status });
    }
  }

  /** Lets the agent look at the history, and send. */
  async look(): Promise<void> {
    await this.clock.advance(HALF_MINUTE_MS);
    await this.mail.office.run();
  }

  get unseen(): readonly string[] {
    return this.workspace.state.notices.list({ all: false, limit: 10 }).map(({ kind }) => kind);
  }
}

let world: MailWorld;

beforeEach(async () => {
  vi.stubEnv('MAMORI_CREDENTIALS', 'file');
  const opened = world = new MailWorld();
  await opened.open();
  onTestFinished(async () => {
    await opened.close();
    vi.unstubAllEnvs();
    rmSync(opened.folder, { recursive: true, force: true });
  });
});

const server = (options?: MailServerOptions) => MailServer.open(options);
const subjects = ({ received }: MailServer) => received.map(({ source }) => /^Subject: (.*(?:\r\n .*)*)$/m.exec(source)?.[1]?.replace(/\r\n /g, ' '));

describe('result mail', () => {
  it('goes to both recipients, one after all sources, and not when all were completed', async () => {
    const office = await server();
    world.setUp(office.port, { 'mail.to2': 'boss@example.com' });
    world.ran('completed', 'completed');
    await world.look();
    expect(office.received).toEqual([]);
    world.ran('completed', 'no-access', 'capacity-shortage');
    await world.look();
    await world.look();
    expect(office.received.map(({ to }) => to)).toEqual([['office@example.com'], ['boss@example.com']]);
    expect(subjects(office)[0]).toMatch(/2 of 3 sources not backed up completely/);
  });

  it('goes source by source where that was chosen', async () => {
    const office = await server();
    world.setUp(office.port, { 'mail.perSource': true });
    world.ran('completed', 'no-access', 'capacity-shortage');
    await world.look();
    expect(subjects(office)).toEqual([expect.stringMatching(/Source 1: incomplete \(no access\)$/), expect.stringMatching(/Source 2: incomplete \(capacity shortage\)$/)]);
  });

  it('tells nothing of runs before it was turned on', async () => {
    const office = await server();
    world.ran('no-access');
    await world.look();
    world.setUp(office.port);
    await world.look();
    expect(office.received).toEqual([]);
  });

  it('leaves after a restart what could not be sent or was not even noticed before', async () => {
    const port = await closedPort();
    world.setUp(port);
    world.ran('no-access');
    await world.look();
    expect(world.workspace.state.notices.lastDeliveries()).toEqual([expect.objectContaining({ channel: 'mail', failure: 'mail.unreachable' })]);
    world.ran('power-loss');
    await world.close();
    const office = await server({ port });
    await world.open();
    await world.look();
    await world.look();
    expect(office.received.length).toBe(2);
    expect(subjects(office)).toEqual(expect.arrayContaining([expect.stringContaining('interrupted by power loss'), expect.stringContaining('no access')]));
    expect(world.workspace.state.notices.lastDeliveries().find(({ channel }) => channel === 'mail')?.failure).toBeUndefined();
  });

  it('logs in with the password of the credential store, over a connection that an own authority vouches for', async () => {
    const office = await server({ login, identity: authority.issue('localhost') });
    const caFile = join(world.folder, 'ca.pem');
    writeFileSync(caFile, authority.certificate);
    world.setUp(office.port, { 'mail.security': 'starttls', 'mail.user': 'mamori', 'mail.caFile': caFile });
    await keepMailPassword(world.workspace, login.password);
    world.ran('no-access');
    await world.look();
    expect(office.received).toEqual([expect.objectContaining({ encrypted: true, user: 'mamori' })]);
    expect(JSON.stringify(world.workspace.state.settings.get('settings'))).not.toContain('password');
  });

  it('that cannot be sent is told of until one can', async () => {
    const office = await server({ login });
    world.setUp(office.port, { 'mail.user': 'mamori' });
    await keepMailPassword(world.workspace, 'wrong');
    world.ran('no-access');
    await world.look();
    expect(world.unseen).toContain('mail-failed');
    await keepMailPassword(world.workspace, login.password);
    world.ran('no-access');
    await world.look();
    expect([office.received.length, world.unseen.includes('mail-failed')]).toEqual([1, false]);
  });

  it('without its password says so', async () => {
    world.setUp(await closedPort(), { 'mail.user': 'mamori' });
    world.ran('no-access');
    await world.look();
    expect(world.workspace.state.notices.lastDeliveries()).toContainEqual(expect.objectContaining({ channel: 'mail', failure: 'mail.password-needed' }));
  });
});

describe('notices', () => {
  it('go by mail when a source is in danger, and where that is their channel', async () => {
    const office = await server();
    world.setUp(office.port, { 'notices.channels.plugin-disabled': 'mail' });
    const { centre } = world.notices;
    centre.raise({ kind: 'backup-overdue', severity: 'alarm', values: { source: 'Documents', days: 5 } });
    centre.raise({ kind: 'backup-overdue', severity: 'warning', values: { source: 'Pictures', days: 3 } });
    centre.raise({ kind: 'plugin-disabled', values: { plugin: 'acme.x', code: 'plugin.crashed' } });
    await centre.settled();
    await world.mail.office.run();
    expect(subjects(office)).toEqual([expect.stringContaining('No backup for 5 days'), expect.stringContaining('A plugin was turned off')]);
  });

  it('about mail are not mailed', async () => {
    world.setUp(await closedPort(), { 'notices.channels': ['mail'] });
    world.notices.centre.raise({ kind: 'mail-failed', values: { code: 'mail.refused', to: 'a@example.com' } });
    await world.notices.centre.settled();
    expect(world.workspace.state.outbox.open('mail')).toEqual([]);
  });
});

describe('a test mail', () => {
  const never = new AbortController().signal;

  it('is sent while mail is off, to the recipient who is taken also when another is refused', async () => {
    const office = await server({ refuses: { 'nobody@example.com': { code: 550, text: 'no such user' } } });
    world.setUp(office.port, { 'mail.enabled': false, 'mail.to': 'nobody@example.com', 'mail.to2': 'office@example.com' });
    await expect(sendTestMail(world.workspace, never)).rejects.toMatchObject({ code: 'mail.recipient-refused' });
    expect(office.received.map(({ to }) => to)).toEqual([['office@example.com']]);
  });

  it('says when the server does not answer', async () => {
    const { port, heard } = await silentServer();
    world.setUp(port);
    const failed = expect(sendTestMail(world.workspace, never)).rejects.toMatchObject({ code: 'mail.timeout' });
    await heard;
    await world.clock.advance(60_000);
    await failed;
  });
});

describe('settings', () => {
  it.each([
    ['mail.to', 'a@example.com\r\nBcc: b@example.com', 'mail.not-an-address'], ['mail.from', 'Office <a@example.com>', 'mail.not-an-address'], ['mail.to2', 5, 'mail.not-an-address'],
    ['mail.password', 'secret', 'mail.password-apart'], ['mail.host', 'a b', 'agent.setting-refused'], ['mail.port', 70_000, 'agent.setting-refused'], ['mail.security', 'ssl', 'agent.setting-refused'],
    ['mail.user', 'a\nb', 'agent.setting-refused'],
  ])('%s takes no %j', (key, value, code) => {
    expect(() => world.set({ [key]: value })).toThrow(expect.objectContaining({ code }));
  });

  it('take a user name of digits, which the command line reads as a number', () => {
    world.set({ 'mail.user': 12345 });
    expect(world.workspace.settings.current.preferences['mail.user']).toBe('12345');
  });
});
