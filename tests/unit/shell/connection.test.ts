import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../src/base/coded-error.js';
import { silentLogger } from '../../../src/base/logger.js';
import { EndpointConnection, type VerbContext, type VerbHandler } from '../../../src/shell/endpoint/connection.js';
import type { ServerMessage } from '../../../src/wire/endpoint-messages.js';
import { FrameDecoder, MAX_FRAME_BYTES, encodeFrame } from '../../../src/wire/frames.js';
import { ENDPOINT_PROTOCOL } from '../../../src/wire/protocol-version.js';

const HELLO = { type: 'hello', protocol: ENDPOINT_PROTOCOL, role: 'cli', program: 'test' };

class RecordingWire {
  congested = false;
  closed = 0;
  readonly messages: ServerMessage[] = [];
  readonly #decoder = new FrameDecoder();

  send(frame: Buffer): void {
    if (this.closed > 0) throw new Error('sent after close');
    this.messages.push(...(this.#decoder.push(frame) as ServerMessage[]));
  }

  close(): void {
    this.closed += 1;
  }
}

function connected(handler: VerbHandler, hello: object | null = HELLO) {
  const wire = new RecordingWire();
  const connection = new EndpointConnection(wire, handler, silentLogger, { program: '1.2.3', pid: 7 });
  const say = (message: unknown) => connection.receive(encodeFrame(message));
  if (hello) say(hello);
  return { wire, connection, say };
}

/** Handlers finish within the promises they were given: one turn of the event loop settles them all. */
const settled = () => new Promise(resolve => { setImmediate(resolve); });
const answering = (value: unknown): VerbHandler => ({ call: async () => value });
/** Works until it is aborted. */
const patient: VerbHandler = {
  call: (_verb, _params, { signal }) => new Promise((_resolve, reject) => { signal.addEventListener('abort', () => reject(signal.reason as Error)); }),
};
const failureOf = (wire: RecordingWire, id: number) => wire.messages.find(message => message.type === 'failure' && message.id === id);

describe('a connection', () => {
  it('greets, carries out a call with checked parameters, and answers once', async () => {
    const calls: unknown[] = [];
    const { wire, say, connection } = connected({ call: async (verb, params) => (calls.push([verb, params]), { agent: 'running' }) });
    say({ type: 'call', id: 1, verb: 'status', params: { unknown: 1 } });
    await settled();
    expect(calls).toEqual([['status', { paths: [] }]]);
    expect(wire.messages).toEqual([
      { type: 'hello', protocol: ENDPOINT_PROTOCOL, program: '1.2.3', pid: 7 },
      { type: 'result', id: 1, value: { agent: 'running' } },
    ]);
    expect(connection.openCalls).toBe(0);
  });

  it('passes progress on before the result, and none after it', async () => {
    let late: VerbContext['onProgress'] | undefined;
    const { wire, say } = connected({
      call: async (_verb, _params, { onProgress }) => {
        late = onProgress;
        onProgress({ step: 'saving', filesDone: 1 });
        return {};
      },
    });
    say({ type: 'call', id: 3, verb: 'backup', params: {} });
    await settled();
    late?.({ step: 'saving', filesDone: 2 });
    expect(wire.messages.map(message => message.type)).toEqual(['hello', 'progress', 'result']);
  });

  it('holds progress back from a client that does not read, but not the result', async () => {
    const { wire, say } = connected({ call: async (_verb, _params, { onProgress }) => (onProgress({ step: 'saving' }), {}) });
    wire.congested = true;
    say({ type: 'call', id: 1, verb: 'backup', params: {} });
    await settled();
    expect(wire.messages.map(message => message.type)).toEqual(['hello', 'result']);
  });

  it('tells a coded failure as it is, any other as a bug', async () => {
    const coded = new CodedError('vault.wrong-key', 'no', { kind: 'expected', retry: 'never', data: { n: 1 } });
    const { wire, say } = connected({
      call: async verb => {
        throw verb === 'status' ? coded : new TypeError('x is undefined');
      },
    });
    say({ type: 'call', id: 1, verb: 'status', params: {} });
    say({ type: 'call', id: 2, verb: 'gc', params: {} });
    await settled();
    expect(failureOf(wire, 1)).toMatchObject({ error: coded.toWire() });
    expect(failureOf(wire, 2)).toMatchObject({ error: { code: 'wire.bug', message: 'x is undefined' } });
  });

  it('aborts a call that is cancelled, and only that one', async () => {
    const { wire, say, connection } = connected(patient);
    say({ type: 'call', id: 1, verb: 'backup', params: {} });
    say({ type: 'call', id: 2, verb: 'backup', params: {} });
    say({ type: 'cancel', id: 1 });
    say({ type: 'cancel', id: 99 });
    await settled();
    expect(failureOf(wire, 1)).toMatchObject({ error: { code: 'wire.cancelled' } });
    expect(connection.openCalls).toBe(1);
    expect(wire.closed).toBe(0);
  });

  it('aborts everything when the client goes away, and sends nothing more', async () => {
    const signals: AbortSignal[] = [];
    const { wire, say, connection } = connected({ call: (verb, params, context) => (signals.push(context.signal), patient.call(verb, params, context)) });
    for (const id of [1, 2, 3]) say({ type: 'call', id, verb: 'backup', params: {} });
    connection.end();
    wire.close();
    await settled();
    expect(signals.map(signal => signal.aborted)).toEqual([true, true, true]);
    expect(connection.openCalls).toBe(0);
    expect(wire.messages).toHaveLength(1);
  });

  it.each([
    ['an unknown verb', { verb: 'format-disk', params: {} }, 'wire.unknown-verb'],
    ['the name of an object member', { verb: 'constructor', params: {} }, 'wire.unknown-verb'],
    ['wrong parameters', { verb: 'restore', params: { paths: [] } }, 'wire.bad-request'],
    ['no parameters', { verb: 'status' }, 'wire.bad-request'],
  ])('fails %s without asking the handler', async (_what, call, code) => {
    const { wire, say } = connected({ call: () => Promise.reject(new Error('asked')) });
    say({ type: 'call', id: 5, ...call });
    await settled();
    expect(failureOf(wire, 5)).toMatchObject({ error: { code } });
    expect(wire.closed).toBe(0);
  });

  it('refuses a verb that is not of the client\'s role', async () => {
    const { wire, say } = connected(answering({}), { ...HELLO, role: 'shell' });
    say({ type: 'call', id: 1, verb: 'key.recovery-code', params: {} });
    say({ type: 'call', id: 2, verb: 'why', params: { paths: ['/a'] } });
    await settled();
    expect(failureOf(wire, 1)).toMatchObject({ error: { code: 'wire.unknown-verb' } });
    expect(wire.messages).toContainEqual({ type: 'result', id: 2, value: {} });
  });

  it('refuses a stranger, and all but stop from a client of another version', async () => {
    const stranger = connected(answering({}), null);
    stranger.say({ type: 'call', id: 1, verb: 'stop', params: {} });
    const newer = connected(answering({ stopping: true }), { ...HELLO, protocol: ENDPOINT_PROTOCOL + 1 });
    newer.say({ type: 'call', id: 1, verb: 'status', params: {} });
    newer.say({ type: 'call', id: 2, verb: 'stop', params: {} });
    await settled();
    expect(failureOf(stranger.wire, 1)).toMatchObject({ error: { code: 'wire.unknown-verb' } });
    expect(failureOf(newer.wire, 1)).toMatchObject({ error: { code: 'wire.unknown-verb' } });
    expect(newer.wire.messages).toContainEqual({ type: 'result', id: 2, value: { stopping: true } });
  });

  it('lets a client have 64 calls open, not 65', async () => {
    const { wire, say, connection } = connected(patient);
    for (let id = 1; id <= 65; id += 1) say({ type: 'call', id, verb: 'backup', params: {} });
    await settled();
    expect(connection.openCalls).toBe(64);
    expect(failureOf(wire, 65)).toMatchObject({ error: { code: 'wire.bad-request' } });
  });

  it.each([
    ['an id that is still open', { type: 'call', id: 1, verb: 'backup', params: {} }],
    ['a second hello', { ...HELLO, role: 'tray' }],
    ['no message', null],
    ['an unknown message', { type: 'shout' }],
    ['an id that is no whole number', { type: 'cancel', id: 1.5 }],
    ['an endless verb', { type: 'call', id: 9, verb: 'x'.repeat(65), params: {} }],
  ])('cuts a client off for %s, once', async (_what, message) => {
    const { wire, say, connection } = connected(patient);
    say({ type: 'call', id: 1, verb: 'backup', params: {} });
    say(message);
    say(message);
    await settled();
    expect(wire.closed).toBe(1);
    expect(connection.openCalls).toBe(0);
  });

  it('keeps no more than a hello of who has not said who they are', () => {
    const wire = new RecordingWire();
    const connection = new EndpointConnection(wire, answering({}), silentLogger, { program: 'test', pid: 1 });
    const header = Buffer.alloc(4);
    header.writeUInt32LE(1_025);
    connection.receive(header);
    expect(wire.closed).toBe(1);
  });

  it('still answers when a result or a failure cannot be sent', async () => {
    const { wire, say } = connected({
      call: async verb => {
        if (verb === 'ls') return 'x'.repeat(MAX_FRAME_BYTES);
        throw new CodedError('wire.bug', 'm'.repeat(MAX_FRAME_BYTES), { kind: 'bug', retry: 'never', data: verb === 'gc' ? { n: 1n as unknown as number } : {} });
      },
    });
    say({ type: 'call', id: 1, verb: 'ls', params: {} });
    say({ type: 'call', id: 2, verb: 'status', params: {} });
    say({ type: 'call', id: 3, verb: 'gc', params: {} });
    await settled();
    expect(failureOf(wire, 1)).toMatchObject({ error: { code: 'wire.bad-frame' } });
    expect(failureOf(wire, 2)).toMatchObject({ error: { code: 'wire.bug', message: expect.stringMatching(/^m{1000}…$/) } });
    expect(failureOf(wire, 3)).toMatchObject({ error: { code: 'wire.bug' } });
  });
});

describe('a hostile client', () => {
  it('gets no exception out of random bytes', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 }), pieces => {
      const { connection } = connected(patient);
      for (const piece of pieces) connection.receive(Buffer.from(piece));
      connection.end();
      expect(connection.openCalls).toBe(0);
    }));
  });

  it('leaves no call behind, whatever messages it sends in whatever order', async () => {
    const id = fc.oneof(fc.nat({ max: 5 }), fc.constantFrom(-1, 0.5, 1e300, null, '1'));
    const verb = fc.constantFrom('status', 'backup', 'restore', '__proto__', 'toString', '', 'key.add');
    const message = fc.oneof(
      fc.record({ type: fc.constant('hello'), protocol: fc.constantFrom(1, 2, '1'), role: fc.constantFrom('cli', 'shell', 'root'), program: fc.string() }),
      fc.record({ type: fc.constant('call'), id, verb, params: fc.oneof(fc.constant({}), fc.constant({ paths: ['/a'] }), fc.jsonValue()) }),
      fc.record({ type: fc.constant('cancel'), id }),
      fc.jsonValue(),
    );
    await fc.assert(fc.asyncProperty(fc.array(message, { maxLength: 30 }), async messages => {
      let working = 0;
      const { wire, say, connection } = connected({
        call: async (name, params, context) => {
          working += 1;
          try {
            return name === 'status' ? {} : await patient.call(name, params, context);
          } finally {
            working -= 1;
          }
        },
      }, null);
      for (const each of messages) say(each);
      await settled();
      connection.end();
      await settled();
      expect([working, connection.openCalls]).toEqual([0, 0]);
      expect(wire.closed).toBeLessThanOrEqual(1);
    }), { numRuns: 200 });
  });
});
