import { describe, expect, it } from 'vitest';
import { INSTALL_LIMITS } from '../../../../src/host/main/install/limits.js';
import { PackageListing } from '../../../../src/host/main/install/package-listing.js';

function refusalOf(...paths: readonly string[]): { readonly code: string; readonly data: Readonly<Record<string, unknown>> } {
  const listing = new PackageListing();
  try {
    for (const path of paths) listing.add(path, path.endsWith('/') ? 'folder' : 'file', 1);
  } catch (failure) {
    return failure as ReturnType<typeof refusalOf>;
  }
  throw new Error(`${paths.join(', ')} passed`);
}

describe('a package', () => {
  it('is counted as it is listed', () => {
    const listing = new PackageListing();
    listing.add('dist', 'folder');
    listing.add('dist/main.js', 'file', 10);
    listing.add('dist/words/日本語.json', 'file', 5);
    listing.add('package.json', 'file', 1);
    expect([listing.files, listing.sizeBytes]).toEqual([3, 16]);
    expect([listing.has('dist/main.js'), listing.has('dist'), listing.has('DIST/main.js'), listing.has('main.js')]).toEqual([true, false, false, false]);
  });

  it.each([
    ['/etc/passwd', 'absolute'], ['\\\\server\\share', 'absolute'], ['C:/x', 'absolute'], ['c:x', 'absolute'],
    ['../x', 'outside'], ['a/../../x', 'outside'], ['a/..', 'outside'], ['a\\..\\x', 'outside'],
    ['a\\b', 'name'], ['a//b', 'name'], ['./a', 'name'], ['a/.', 'name'], ['file:stream', 'name'], ['a?', 'name'], ['a\u0000b', 'name'], ['a\nb', 'name'],
    ['trailing.', 'name'], ['trailing /x', 'name'], ['CON', 'name'], ['lib/nul.js', 'name'], ['com1', 'name'], ['lone\ud800', 'name'], ['replaced\ufffd', 'name'], ['', 'name'],
  ])('may not hold %j (%s)', (path, reason) => {
    expect(refusalOf(path)).toMatchObject({ code: 'plugin.unsafe-package', data: { reason } });
  });

  it.each([
    [['a', 'a']], [['a', 'A']], [['lib/a', 'LIB/b']], [['a', 'a/b']], [['a/b', 'a']], [['\u00e9', 'e\u0301']], [['ẞ', 'ß']],
  ])('may not hold names that some file system takes for one: %j', paths => {
    expect(refusalOf(...paths)).toMatchObject({ code: 'plugin.unsafe-package', data: { reason: 'collision' } });
  });

  it('may list a folder again', () => {
    const listing = new PackageListing();
    for (const path of ['a', 'a/b', 'a']) listing.add(path, 'folder');
    expect(listing.files).toBe(0);
  });

  it('has bounds', () => {
    const many = Array.from({ length: INSTALL_LIMITS.files + 1 }, (_, index) => String(index));
    expect(refusalOf(...many)).toMatchObject({ code: 'plugin.package-too-large', data: { what: 'files' } });
    expect(refusalOf('d/'.repeat(INSTALL_LIMITS.depth) + 'x')).toMatchObject({ code: 'plugin.package-too-large', data: { what: 'depth' } });
    expect(refusalOf('x'.repeat(INSTALL_LIMITS.pathChars + 1))).toMatchObject({ code: 'plugin.package-too-large', data: { what: 'path' } });
    const listing = new PackageListing();
    expect(() => listing.add('large', 'file', INSTALL_LIMITS.unpackedBytes + 1)).toThrow(expect.objectContaining({ code: 'plugin.package-too-large' }));
  });
});
