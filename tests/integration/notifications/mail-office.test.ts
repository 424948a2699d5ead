import { describe, expect, it } from 'vitest';
import { closedPort, MailServer, silentServer } from './mail-support/mail-server.js';
import { OfficeWorld } from './mail-support/office-world.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

describe('a mail that was posted', () => {
  it('is sent once, however often it is posted', async () => {
    const server = await MailServer.open();
    const world = new OfficeWorld(server.port);
    world.post('m1');
    world.post('m1');
    await world.office.run();
    await world.restart();
    world.post('m1');
    await world.office.run();
    expect([server.received.length, world.sent]).toEqual([1, ['office@example.com']]);
  });

  it('waits for a server that is away, over a restart', async () => {
    const port = await closedPort();
    const world = new OfficeWorld(port);
    world.post('m1');
    await world.office.run();
    expect(world.failed).toEqual([['office@example.com', 'mail.unreachable', 'waiting']]);
    await world.close();

    const server = await MailServer.open({ port });
    world.open();
    await world.office.run();
    expect(server.received).toEqual([]); // its pause is not over
    await world.later(MINUTE_MS);
    expect([server.received.length, world.waiting, world.state.settings.get('mail-retries')]).toEqual([1, [], {}]);
  });

  it('is tried again by itself when its pause is over', async () => {
    const port = await closedPort();
    const world = new OfficeWorld(port);
    world.post('m1');
    await world.office.run();
    const server = await MailServer.open({ port });
    await world.clock.advance(MINUTE_MS);
    await world.office.run();
    expect(server.received.length).toBe(1);
  });

  it('is tried less and less often, told of after an hour, and given up after three days', async () => {
    const world = new OfficeWorld(await closedPort());
    world.post('m1');
    await world.office.run();
    for (const pauseMs of [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS]) {
      const before = world.failed.length;
      await world.later(pauseMs - 1);
      expect(world.failed.length).toBe(before);
      await world.later(1);
      expect(world.failed.length).toBe(before + 1);
    }
    expect(world.failed.map(([, , fate]) => fate)).toEqual(['waiting', 'waiting', 'waiting', 'waiting', 'late', 'late']);
    await world.later(3 * DAY_MS);
    expect([world.failed.at(-1), world.waiting]).toEqual([['office@example.com', 'mail.unreachable', 'given-up'], []]);
  });

  it('to a refused recipient is given up at once, and the other is sent', async () => {
    const server = await MailServer.open({ refuses: { 'nobody@example.com': { code: 550, text: 'no such user' } } });
    const world = new OfficeWorld(server.port);
    world.post('m1/1', 'nobody@example.com');
    world.post('m1/2');
    await world.office.run();
    expect([world.failed, world.sent, world.waiting]).toEqual([[['nobody@example.com', 'mail.recipient-refused', 'given-up']], ['office@example.com'], []]);
  });

  it('is tried again when the server asks for it', async () => {
    const refuses: Record<string, { code: number; text: string }> = { 'office@example.com': { code: 451, text: 'greylisted' } };
    const server = await MailServer.open({ refuses });
    const world = new OfficeWorld(server.port);
    world.post('m1');
    await world.office.run();
    delete refuses['office@example.com'];
    await world.later(MINUTE_MS);
    expect([world.failed, world.sent]).toEqual([[['office@example.com', 'mail.deferred', 'waiting']], ['office@example.com']]);
  });

  it('is taken back from a server that does not answer in a minute', async () => {
    const { port, heard, left } = await silentServer();
    const world = new OfficeWorld(port);
    world.post('m1');
    const tried = world.office.run();
    await heard;
    await world.clock.advance(MINUTE_MS);
    await tried;
    await left;
    expect(world.failed[0]).toEqual(['office@example.com', 'mail.timeout', 'waiting']);
  });

  it('does not keep the agent from stopping, and is sent by the next one', async () => {
    const { port, heard, left } = await silentServer();
    const world = new OfficeWorld(port);
    world.post('m1');
    await heard;
    await world.close();
    await left;
    const server = await MailServer.open();
    world.server = { ...world.server, port: server.port };
    world.open();
    await world.office.run();
    expect([server.received.length, world.failed]).toEqual([1, []]);
  });

  it('is tried at once when the clock was put back further than any pause', async () => {
    const port = await closedPort();
    const world = new OfficeWorld(port);
    world.post('m1');
    await world.office.run();
    const server = await MailServer.open({ port });
    await world.later(-DAY_MS);
    expect(server.received.length).toBe(1);
  });

  it('that nobody can make sense of keeps no other from being sent', async () => {
    const server = await MailServer.open();
    const world = new OfficeWorld(server.port);
    world.state.outbox.add({ id: 'odd', kind: 'mail', payload: {}, createdMs: 0 });
    world.post('m1');
    await world.office.run();
    expect([world.sent, world.failed.length, world.waiting]).toEqual([['office@example.com'], 1, []]);
  });

  it('is forgotten when mail is turned off', async () => {
    const world = new OfficeWorld(await closedPort());
    world.post('m1');
    await world.office.run();
    world.isOn = false;
    await world.later(MINUTE_MS);
    expect([world.waiting, world.failed.length]).toEqual([[], 1]);
  });
});
