import { describe, expect, it } from 'vitest';
import { isSameOrigin, packageOrigin, specOf } from '../../../../src/host/main/install/package-spec.js';

describe('a package name', () => {
  it.each([
    ['hello', 'hello@latest'], ['hello@1.2.3', 'hello@1.2.3'], ['@acme/hello', '@acme/hello@latest'], ['@acme/hello@next', '@acme/hello@next'], ['hello@^1.0.0-beta.1', 'hello@^1.0.0-beta.1'],
  ])('%s asks npm for %s', (typed, asked) => {
    const origin = packageOrigin(typed);
    expect(origin.kind === 'package' && specOf(origin)).toBe(asked);
  });

  it.each([
    '', '-g', '--registry=http://x', '.', '..', './hello', '/hello', 'acme/hello', '@acme', '@acme/', '@acme/x/y', 'hello.tgz', 'hello.tar.gz', 'github:acme/hello', 'git+https://x/y', 'https://x/y.tgz',
    'file:../x', 'npm:other', 'hello@npm:other', 'hello@file:x', 'hello@https://x', 'hello@../x', 'hello@1 || 2', 'hello world', 'hello@', 'hello;touch x', 'hello\n', 'x'.repeat(400),
  ])('%j is none', spec => {
    expect(() => packageOrigin(spec)).toThrow(expect.objectContaining({ code: 'plugin.bad-package-name' }));
  });
});

describe('what comes from', () => {
  const path = { kind: 'path', path: '/a' } as const;
  it.each([
    [path, { kind: 'path', path: '/b' } as const, true],
    [packageOrigin('hello@1.0.0'), packageOrigin('hello@2.0.0'), true],
    [packageOrigin('hello'), packageOrigin('@other/hello'), false],
    [packageOrigin('hello'), path, false],
    [path, packageOrigin('hello'), false],
  ])('%j and %j is from the same place: %s', (a, b, same) => {
    expect(isSameOrigin(a, b)).toBe(same);
  });
});
