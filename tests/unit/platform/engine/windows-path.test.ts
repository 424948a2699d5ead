import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { windowsPathOf } from '../../../../src/platform/engine/windows-path.js';

describe('windows path', () => {
  it('is plain UTF-8 for every well-formed name', () => {
    for (const name of ['', 'plain', 'Größe/日本語/\u{1f4be}', '\ud7ff\ue000']) expect(windowsPathOf(Buffer.from(name))).toBe(name);
  });

  it('takes three bytes of a lone surrogate for that surrogate, wherever they stand', () => {
    const high = Buffer.from([0xed, 0xa0, 0x80]);
    const low = Buffer.from([0xed, 0xbf, 0xbf]);
    expect(windowsPathOf(Buffer.concat([high, Buffer.from('a\ud7ff'), low]))).toBe('\ud800a\ud7ff\udfff');
    expect(windowsPathOf(Buffer.concat([low, high]))).toBe('\udfff\ud800');
  });
});
