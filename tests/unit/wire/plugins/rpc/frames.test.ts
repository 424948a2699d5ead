import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeDataHeader, encodeMessage, RpcFrameDecoder, type FrameSink } from '../../../../../src/wire/plugins/rpc/frames.js';
import { RPC_LIMITS } from '../../../../../src/wire/plugins/rpc/limits.js';
import type { RpcMessage } from '../../../../../src/wire/plugins/rpc/messages.js';

type Seen = { readonly message: unknown } | { readonly stream: number; readonly bytes: string };

/** What a decoder delivers; consecutive bytes of one stream are joined, for where they were cut says nothing. */
function record(): { readonly sink: FrameSink; readonly seen: Seen[] } {
  const seen: Seen[] = [];
  return {
    seen,
    sink: {
      message: message => void seen.push({ message }),
      data: (stream, bytes) => {
        const last = seen.at(-1);
        const joined = last && 'stream' in last && last.stream === stream ? last.bytes : '';
        if (joined) seen.pop();
        seen.push({ stream, bytes: joined + bytes.toString('hex') });
      },
    },
  };
}

function header(length: number, kind: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt32LE(length);
  bytes.writeUInt8(kind, 4);
  return bytes;
}

const frame = fc.oneof(
  fc.record({ id: fc.nat(), value: fc.jsonValue() }).map(({ id, value }): { bytes: Buffer; seen: Seen } => {
    const message: RpcMessage = { type: 'result', id, value };
    return { bytes: encodeMessage(message), seen: { message: JSON.parse(JSON.stringify(message)) } };
  }),
  fc.record({ stream: fc.nat({ max: 0xffff_ffff }), data: fc.uint8Array({ minLength: 1, maxLength: 3000 }) }).map(({ stream, data }) => (
    { bytes: Buffer.concat([encodeDataHeader(stream, data.length), data]), seen: { stream, bytes: Buffer.from(data).toString('hex') } }
  )),
);

describe('frames of the plugin protocol', () => {
  it('give the same messages and bytes however they are cut', () => {
    fc.assert(fc.property(fc.array(frame, { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 40 }), (frames, places) => {
      const bytes = Buffer.concat(frames.map(each => each.bytes));
      const edges = [0, ...places.map(place => place % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
      const expected = record();
      for (const { seen } of frames) {
        if ('message' in seen) expected.sink.message(seen.message);
        else expected.sink.data(seen.stream, Buffer.from(seen.bytes, 'hex'));
      }
      const { sink, seen } = record();
      const decoder = new RpcFrameDecoder();
      for (let index = 1; index < edges.length; index++) decoder.push(bytes.subarray(edges[index - 1], edges[index]), sink);
      expect(seen).toEqual(expected.seen);
    }));
  });

  it('deliver stream bytes as views of the chunk, as soon as some have come', () => {
    const decoder = new RpcFrameDecoder();
    const pieces: Buffer[] = [];
    const sink: FrameSink = { message: () => {}, data: (_, bytes) => void pieces.push(bytes) };
    const chunk = Buffer.concat([encodeDataHeader(7, 100), Buffer.alloc(60, 1)]);
    decoder.push(chunk, sink);
    expect(pieces.map(piece => [piece.length, piece.buffer === chunk.buffer])).toEqual([[60, true]]);
    decoder.push(Buffer.alloc(40), sink);
    expect(pieces[1]).toHaveLength(40);
  });

  it.each([
    ['an unknown kind', header(4, 2)],
    ['a message that is too long', header(16 * 1024 * 1024 + 1, 0)],
    ['data that is too long', header(RPC_LIMITS.dataBytes + 5, 1)],
    ['data without an id', header(3, 1)],
    ['data without bytes', header(4, 1)],
    ['an empty message', header(0, 0)],
    ['no JSON', Buffer.concat([header(1, 0), Buffer.from('{')])],
  ])('refuse %s', (_, bytes) => {
    expect(() => new RpcFrameDecoder().push(bytes, record().sink)).toThrow(expect.objectContaining({ code: 'wire.bad-frame' }));
  });

  it('take the longest data frame', () => {
    const { sink, seen } = record();
    new RpcFrameDecoder().push(Buffer.concat([encodeDataHeader(0, RPC_LIMITS.dataBytes), Buffer.alloc(RPC_LIMITS.dataBytes)]), sink);
    expect(seen).toHaveLength(1);
  });

  it('answer any garbage with frames or with wire.bad-frame', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 64 })), pieces => {
      const decoder = new RpcFrameDecoder();
      try {
        for (const piece of pieces) decoder.push(Buffer.from(piece), record().sink);
      } catch (failure) {
        expect(failure).toMatchObject({ code: 'wire.bad-frame' });
      }
    }));
  });
});
