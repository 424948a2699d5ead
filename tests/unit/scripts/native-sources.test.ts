import { describe, expect, it } from 'vitest';
import { nativeSources } from '../../../scripts/lib/native-sources.mjs';

describe('nativeSources', () => {
  it.each([['linux', 'windows'], ['windows', 'linux']])('for %s leave out those of %s, and tests', (platform, other) => {
    const sources: string[] = nativeSources(platform);
    expect(sources).toContain('native/engine/binding/module.cc');
    expect(sources.filter(path => path.includes(`/${other}/`) || path.includes('/tests/') || !path.endsWith('.cc'))).toEqual([]);
  });
});
