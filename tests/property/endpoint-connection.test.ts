import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../src/base/logger.js';
import { EndpointConnection, type VerbContext } from '../../src/shell/endpoint/connection.js';
import { ROLES, type Role, type ServerMessage } from '../../src/wire/endpoint-messages.js';
import { encodeFrame, FrameDecoder } from '../../src/wire/frames.js';
import { ENDPOINT_PROTOCOL } from '../../src/wire/protocol-version.js';
import { roleMayCall } from '../../src/wire/verbs/verb-roles.js';
import { VERB_PARAMS, type VerbName } from '../../src/wire/verbs/verb-table.js';

const verbs = Object.keys(VERB_PARAMS) as VerbName[];

const hello = fc.record({
  type: fc.constant('hello'), protocol: fc.oneof({ weight: 5, arbitrary: fc.constant(ENDPOINT_PROTOCOL) }, fc.integer()), role: fc.constantFrom<string>(...ROLES, 'root'),
  program: fc.string({ maxLength: 70 }),
});
const call = fc.record({
  type: fc.constant('call'), id: fc.oneof({ weight: 5, arbitrary: fc.nat({ max: 80 }) }, fc.double(), fc.integer()),
  verb: fc.oneof({ weight: 5, arbitrary: fc.constantFrom<string>(...verbs) }, fc.constantFrom('__proto__', 'constructor', 'toString', ''), fc.string()),
  params: fc.oneof(fc.constant({}), fc.constant({ paths: ['/a'] }), fc.jsonValue({ maxDepth: 3 })),
});
const cancel = fc.record({ type: fc.constant('cancel'), id: fc.nat({ max: 80 }) });
const frame = fc.oneof({ weight: 6, arbitrary: call }, cancel, hello, fc.jsonValue({ maxDepth: 2 })).map(message => encodeFrame(message));
/** What a defective or hostile client makes of a frame. */
const bent = fc.tuple(frame, fc.nat(), fc.integer({ min: 1, max: 255 })).map(([bytes, at, bits]) => {
  const copy = Buffer.from(bytes);
  copy[at % copy.length]! ^= bits;
  return copy;
});
const cut = fc.tuple(frame, fc.nat()).map(([bytes, at]) => bytes.subarray(0, at % bytes.length));
const giant = fc.integer({ min: 16 * 1024 * 1024 + 1, max: 0xffff_ffff }).map(length => {
  const header = Buffer.alloc(4);
  header.writeUInt32LE(length);
  return header;
});
const garbage = fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes));

const tidy = fc.array(frame, { maxLength: 120 });
const wild = fc.array(fc.oneof({ weight: 12, arbitrary: frame }, bent, cut, giant, garbage), { maxLength: 40 });
const greeted = fc.oneof({ weight: 4, arbitrary: hello.map(message => [encodeFrame(message)]) }, fc.constant([]));
const script = fc.record({
  bytes: fc.tuple(greeted, fc.oneof(tidy, wild)).map(([first, rest]) => Buffer.concat([...first, ...rest])),
  pieces: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 20 }),
});

interface Begun {
  readonly verb: VerbName;
  readonly params: unknown;
  readonly context: VerbContext;
  readonly role: Role | undefined;
}

/** A connection, all that its handler was asked, and all that it said. */
function observed() {
  const begun: Begun[] = [];
  const decoder = new FrameDecoder();
  const said: ServerMessage[] = [];
  const state = { closed: false };
  const wire = {
    congested: false,
    send: (bytes: Buffer) => {
      expect(state.closed).toBe(false);
      said.push(...decoder.push(bytes) as ServerMessage[]);
    },
    close: () => { state.closed = true; },
  };
  const handler = {
    call: (verb: VerbName, params: unknown, context: VerbContext) => {
      begun.push({ verb, params, context, role: connection.role });
      // Every third call stays open until it is aborted.
      return begun.length % 3 > 0 ? Promise.resolve({ verb }) : new Promise((_, reject) => context.signal.addEventListener('abort', () => reject(context.signal.reason as Error)));
    },
  };
  const connection: EndpointConnection = new EndpointConnection(wire, handler, silentLogger, { program: 'test', pid: 1 });
  return { connection, begun, said, state };
}

describe('the conversation with any client', () => {
  it('begins nothing but what its role may ask with parameters that fit, and stays within its bounds', async () => {
    await fc.assert(fc.asyncProperty(script, async ({ bytes, pieces }) => {
      const { connection, begun, said, state } = observed();
      for (let at = 0, turn = 0; at < bytes.length; turn++) {
        const length = pieces[turn % pieces.length] as number;
        connection.receive(bytes.subarray(at, at += length));
        expect(connection.openCalls).toBeLessThanOrEqual(64);
      }
      await new Promise(resolve => { setImmediate(resolve); });
      for (const { verb, params, role } of begun) {
        expect(role !== undefined && roleMayCall(role, verb)).toBe(true);
        expect(v.is(VERB_PARAMS[verb] as v.GenericSchema, params)).toBe(true);
      }
      const answered = said.filter(message => message.type === 'result' || message.type === 'failure').length;
      if (!state.closed) expect(answered + connection.openCalls).toBeGreaterThanOrEqual(begun.length);
      connection.end();
      expect(connection.openCalls).toBe(0);
      const saidBefore = said.length;
      await new Promise(resolve => { setImmediate(resolve); });
      expect(begun.filter(({ context }, index) => (index + 1) % 3 === 0 && !context.signal.aborted)).toEqual([]);
      expect(said.length).toBe(saidBefore);
    }), { numRuns: 400 });
  });
});
