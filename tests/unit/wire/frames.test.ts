import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameDecoder, MAX_FRAME_BYTES, encodeFrame } from '../../../src/wire/frames.js';

/** The same bytes, cut at the given places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const edges = [0, ...places.map(place => place % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  return edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
}

function header(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(length);
  return bytes;
}

describe('frames', () => {
  it('give the same messages however the stream is cut', () => {
    fc.assert(fc.property(fc.array(fc.jsonValue(), { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 40 }), (messages, places) => {
      const decoder = new FrameDecoder();
      const stream = Buffer.concat(messages.map(encodeFrame));
      const received = cut(stream, places).flatMap(piece => decoder.push(piece));
      expect(received).toEqual(JSON.parse(JSON.stringify(messages)));
    }));
  });

  it('give the same messages byte by byte, also when the reader reuses its buffer', () => {
    const messages = [{ a: 'あ' }, [], 'x'.repeat(5000)];
    const decoder = new FrameDecoder();
    const one = Buffer.alloc(1);
    const received = [...Buffer.concat(messages.map(encodeFrame))].flatMap(byte => {
      one[0] = byte;
      return decoder.push(one);
    });
    expect(received).toEqual(messages);
  });

  it('keep paths of any bytes', () => {
    const path = '/a/\udc80\udcff/あ';
    expect(new FrameDecoder().push(encodeFrame({ path }))).toEqual([{ path }]);
  });

  it('hold back a message until its last byte', () => {
    const frame = encodeFrame({ verb: 'status' });
    const decoder = new FrameDecoder();
    expect(decoder.push(frame.subarray(0, -1))).toEqual([]);
    expect(decoder.push(frame.subarray(-1))).toEqual([{ verb: 'status' }]);
  });

  it('refuse a length beyond the limit before its bytes arrive', () => {
    expect(() => new FrameDecoder().push(header(MAX_FRAME_BYTES + 1))).toThrow(expect.objectContaining({ code: 'wire.bad-frame' }));
    expect(new FrameDecoder().push(header(MAX_FRAME_BYTES))).toEqual([]);
  });

  it('refuse to write what no peer would accept', () => {
    expect(() => encodeFrame('x'.repeat(MAX_FRAME_BYTES))).toThrow(expect.objectContaining({ code: 'wire.bad-frame' }));
    expect(encodeFrame('x'.repeat(MAX_FRAME_BYTES - 2))).toHaveLength(MAX_FRAME_BYTES + 4);
  });

  it('refuse what is no JSON', () => {
    for (const body of ['', '{', 'undefined', '{"a":1}x']) {
      expect(() => new FrameDecoder().push(Buffer.concat([header(body.length), Buffer.from(body)]))).toThrow(expect.objectContaining({ code: 'wire.bad-frame' }));
    }
  });

  it('take the largest message in small reads in one pass', () => {
    const frame = encodeFrame('x'.repeat(MAX_FRAME_BYTES - 2));
    const decoder = new FrameDecoder();
    let messages: unknown[] = [];
    for (let at = 0; at < frame.length; at += 4096) messages = messages.concat(decoder.push(frame.subarray(at, at + 4096)));
    expect(messages).toHaveLength(1);
  }, 10_000);

  it('answer any garbage with messages or with wire.bad-frame', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 64 })), pieces => {
      const decoder = new FrameDecoder();
      try {
        for (const piece of pieces) decoder.push(Buffer.from(piece));
      } catch (failure) {
        expect(failure).toMatchObject({ code: 'wire.bad-frame' });
      }
    }));
  });
});
