import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkObjectName } from '../../../../src/core/ports/object-name.js';
import {
  formatCondemnedName, formatPackName, formatRunName, formatWriterName, parseCondemnedName, parsePackName, parseRunName, parseWriterName,
} from '../../../../src/core/vault/object-names.js';

const hex = (digits: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${digits}}$`));
const ordinal = fc.maxSafeNat().map(value => Math.max(1, value));

describe('object names', () => {
  it('come back as they were, and every store can keep them', () => {
    fc.assert(fc.property(hex(32), ordinal, hex(16), hex(64), (source, sequence, writer, sha256) => {
      const run = { source, sequence, writer, sha256 };
      expect(parseRunName(formatRunName(run))).toEqual(run);
      expect(parsePackName(formatPackName(sha256))).toBe(sha256);
      expect(parseCondemnedName(formatCondemnedName({ epoch: sequence, sha256 }))).toEqual({ epoch: sequence, sha256 });
      expect(parseWriterName(formatWriterName({ writer, sha256 }))).toEqual({ writer, sha256 });
      for (const name of [formatRunName(run), formatPackName(sha256), formatCondemnedName({ epoch: sequence, sha256 }), formatWriterName({ writer, sha256 })]) checkObjectName(name);
    }));
  });

  it.each([
    `packs/ab/${'a'.repeat(64)}`, `packs/aa/${'A'.repeat(64)}`, `packs/aa/${'a'.repeat(64)}x`, `xpacks/aa/${'a'.repeat(64)}`,
    `runs/${'a'.repeat(32)}/${'0'.repeat(16)}-${'b'.repeat(16)}-${'c'.repeat(64)}`, `runs/${'a'.repeat(32)}/${'f'.repeat(16)}-${'b'.repeat(16)}-${'c'.repeat(64)}`,
    'runs/x', 'condemned/1-2', 'writers/', '',
  ])('leave %s alone', name => {
    expect([parsePackName(name), parseRunName(name), parseCondemnedName(name), parseWriterName(name)]).toEqual([undefined, undefined, undefined, undefined]);
  });
});
