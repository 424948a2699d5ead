import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../src/host/api/index.js';
import * as plugin from '../../../src/plugins/webhook-notices/main.js';
import { postNotice, type Post } from '../../../src/plugins/webhook-notices/post-notice.js';
import { PluginBench } from '../../unit/plugins/support/plugin-bench.js';
import { status, WebhookServer } from './support/webhook-server.js';

const notice: Notice = {
  id: 'n-1', kind: 'database-dump.failed', severity: 'warning', title: '書き出せなかった', text: '"shop"', source: 'Documents', atMs: Date.UTC(2026, 10, 22, 12, 30),
  actions: [{ title: 'Try again', command: 'backup-commands.backUp' }],
};
const never = new AbortController().signal;

/** Posts with waits that are noted and not waited for. */
function post(url: string, changes: Partial<Post> = {}) {
  const waits: number[] = [];
  const done = postNotice({ url, body: '{"a":"é"}', secret: undefined, signal: never, timeoutMs: 5_000, wait: async ms => void waits.push(ms), ...changes });
  return { waits, done };
}

describe('a notice by webhook', () => {
  it('is posted as JSON, without the buttons, which are for this PC', async () => {
    await using server = await WebhookServer.start(status(204));
    const bench = await PluginBench.of(plugin, { settings: { 'webhook-notices.url': server.url } });
    await bench.channels.get('webhook-notices.webhook')?.deliver(notice, never);
    const [received] = server.received;
    expect(received).toMatchObject({ method: 'POST', path: '/hook', headers: { 'content-type': 'application/json; charset=utf-8' } });
    expect(received?.headers).not.toHaveProperty('mamori-signature');
    expect(JSON.parse(received?.body.toString('utf8') ?? '')).toEqual({
      version: 1, id: 'n-1', kind: 'database-dump.failed', severity: 'warning', title: '書き出せなかった', text: '"shop"', source: 'Documents', at: '2026-11-22T12:30:00.000Z',
    });
  });

  it('is signed with the secret, over the very bytes that are sent', async () => {
    await using server = await WebhookServer.start(status(200));
    const bench = await PluginBench.of(plugin, { settings: { 'webhook-notices.url': server.url } });
    const deliver = () => bench.channels.get('webhook-notices.webhook')?.deliver(notice, never);
    await bench.run('webhook-notices.setSecret', { extra: { secret: '合言葉' } });
    await deliver();
    const [received] = server.received;
    expect(received?.headers['mamori-signature']).toBe(`sha256=${createHmac('sha256', '合言葉').update(received?.body ?? '').digest('hex')}`);
    await bench.run('webhook-notices.setSecret', { extra: {} });
    await deliver();
    expect(server.received[1]?.headers).not.toHaveProperty('mamori-signature');
    await expect(bench.run('webhook-notices.setSecret', { extra: { secret: 7 } })).rejects.toThrow();
  });

  it('goes nowhere without an address that can be posted to', async () => {
    for (const url of ['', 'chat.example', 'file:///etc/passwd', 'ftp://host/']) {
      const bench = await PluginBench.of(plugin, { settings: { 'webhook-notices.url': url } });
      await expect(bench.channels.get('webhook-notices.webhook')?.deliver(notice, never)).rejects.toMatchObject({ code: 'webhook.not-configured' });
    }
  });

  it('is sent again while the server is busy, in its rhythm', async () => {
    await using server = await WebhookServer.start(status(503), status(429, { 'Retry-After': '7' }), status(500), status(200));
    const { waits, done } = post(server.url);
    await done;
    expect(waits).toEqual([1_000, 7_000, 4_000]);
    expect(server.received.map(({ body }) => body.toString())).toEqual(Array.from({ length: 4 }, () => '{"a":"é"}'));
  });

  it('is given up after four attempts, and at once when the server wants a long pause', async () => {
    await using busy = await WebhookServer.start(status(503));
    await expect(post(busy.url).done).rejects.toMatchObject({ code: 'webhook.busy' });
    expect(busy.received).toHaveLength(4);
    await using closed = await WebhookServer.start(status(503, { 'Retry-After': '3600' }));
    await expect(post(closed.url).done).rejects.toMatchObject({ code: 'webhook.busy' });
    expect(closed.received).toHaveLength(1);
  });

  it('is not sent again when it was refused', async () => {
    await using server = await WebhookServer.start(status(401));
    await expect(post(server.url).done).rejects.toMatchObject({ code: 'webhook.refused' });
    expect(server.received).toHaveLength(1);
  });

  it('is tried again when nobody answers in time, and when nobody is there', async () => {
    await using server = await WebhookServer.start(() => undefined, response => void response.writeContinue(), status(200));
    const { waits, done } = post(server.url, { timeoutMs: 200 });
    await done;
    expect(waits).toEqual([1_000, 2_000]);
    const gone = server.url;
    await server[Symbol.asyncDispose]().catch(() => undefined);
    await expect(post(gone).done).rejects.toMatchObject({ code: 'webhook.unreachable', message: 'ECONNREFUSED' });
  });

  it('follows a redirect on the same server, with its body and signature', async () => {
    await using server = await WebhookServer.start(status(307, { Location: '/moved' }), status(308, { Location: '/again' }), status(200));
    await post(server.url, { secret: 's' }).done;
    expect(server.received.map(({ path, method, body, headers }) => [path, method, body.length, headers['mamori-signature'] !== undefined])).toEqual([
      ['/hook', 'POST', 10, true], ['/moved', 'POST', 10, true], ['/again', 'POST', 10, true],
    ]);
  });

  it('follows none to another server, none that would lose it, and not for ever', async () => {
    await using other = await WebhookServer.start(status(200));
    for (const [code, location] of [[307, other.url], [308, 'http://localhost:1/'], [302, '/moved'], [301, other.url], [307, 'ftp://127.0.0.1/'], [307, ''], [307, '/hook']] as const) {
      await using server = await WebhookServer.start(status(code, { Location: location }));
      await expect(post(server.url).done).rejects.toMatchObject({ code: 'webhook.redirected' });
    }
    expect(other.received).toEqual([]);
  });

  it('stops with who wanted it told', async () => {
    await using server = await WebhookServer.start(() => stop.abort(new DOMException('cancelled', 'AbortError')));
    const stop = new AbortController();
    await expect(post(server.url, { signal: stop.signal }).done).rejects.toThrow('cancelled');
    expect(server.received).toHaveLength(1);
  });

  it('is not held up by an answer without end', async () => {
    await using server = await WebhookServer.start(response => {
      response.writeHead(200);
      const more = () => {
        if (!response.destroyed) response.write('x'.repeat(1 << 16), more);
      };
      more();
    });
    await post(server.url).done;
    expect(server.received).toHaveLength(1);
  });
});
