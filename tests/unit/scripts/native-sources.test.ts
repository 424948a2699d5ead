import { describe, expect, it } from 'vitest';
import { nativeSources } from '../../../scripts/lib/native-sources.mjs';

describe('nativeSources', () => {
  it.each([['linux', 'windows'], ['windows', 'linux']])('for %s leave out those of %s, and tests', (platform, other) => {
    const sources: string[] = nativeSources(platform);
    expect(sources).toContain('native/engine/binding/module.cc');
    expect(sources.filter(path => path.includes(`/${other}/`) || path.includes('/tests/') || !path.endsWith('.cc'))).toEqual([]);
  });

  it.each([['x64', 'portable'], ['arm64', 'x64']])('for %s leave out those in %s', (arch, other) => {
    const folders = nativeSources('linux', 'engine', arch).map(path => path.split('/').at(-2));
    expect(folders).toContain(arch === 'x64' ? 'x64' : 'portable');
    expect(folders).not.toContain(other);
  });
});
