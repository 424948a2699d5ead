import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SHIM_SIGNATURES } from '../../../src/shell/adapters/shim-functions.js';

const header = readFileSync(new URL('../../../native/shim/include/mamori_shim.h', import.meta.url), 'utf8');

/** What a C type of the header is called in the table of signatures. */
function kindOf(type: string): string {
  if (/mamori_(writer|reader)\s*\*/.test(type)) return 'handle';
  if (type.includes('*')) return 'bytes';
  return { uint32_t: 'u32', int32_t: 'i32', void: 'void' }[type.trim().split(' ')[0] as string] ?? type;
}

function declared(): Record<string, { result: string; parameters: string[] }> {
  const found = header.matchAll(/MAMORI_EXPORT\s+([\w ]+?\s*\*?)\s*(mamori_\w+)\(([^)]*)\);/g);
  return Object.fromEntries([...found].map(([, result, name, parameters]) => [name, {
    result: kindOf(result as string),
    parameters: (parameters as string).split(',').map(parameter => parameter.trim()).filter(parameter => parameter !== 'void').map(kindOf),
  }]));
}

describe('the table of the shim\'s functions', () => {
  it('is that of its header', () => {
    expect(Object.keys(declared()).length).toBeGreaterThan(20);
    expect(SHIM_SIGNATURES).toEqual(declared());
  });
});
