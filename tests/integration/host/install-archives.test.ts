import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { INSTALL_LIMITS } from '../../../src/host/main/install/limits.js';
import { manifestText, test, type RawEntry } from './install-support.js';

const deep = `package/${'d/'.repeat(40)}x`;

describe('a packed plugin', () => {
  test('as npm makes it is unpacked without its outer folder, read-only, and pinned by its SHA-512', async ({ site }) => {
    const archive = site.pack(site.plugin('hello', {}, { 'main.js': 'export {};\n', 'lib/tool.sh': '#!/bin/sh\n', 'words/日本語.json': '{}' }));
    const { folder, integrity, integrityOf, files, manifest, checkedBy } = await site.install(archive);
    expect({ integrity, integrityOf, files, checkedBy }).toEqual({
      integrity: `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`, integrityOf: 'archive', files: 4, checkedBy: '0.1.0',
    });
    const place = site.shelf.folderOf(manifest.id, folder);
    expect(place).toMatch(/\/plugins\/acme\.hello\/1\.0\.0-[0-9a-f]{8}$/);
    for (const file of ['package.json', 'main.js', 'lib/tool.sh', 'words/日本語.json']) expect(lstatSync(join(place, file)).mode & 0o222).toBe(0);
    expect(Object.keys(site.stored).every(path => path.startsWith('plugins/acme.hello/'))).toBe(true);
  });

  test('never runs its scripts', async ({ site }) => {
    const mark = site.path('it-ran');
    const scripts = Object.fromEntries(['preinstall', 'install', 'postinstall', 'prepare', 'prepack', 'postpack', 'prepublishOnly'].map(name => [name, `echo ${name} >> ${mark}`]));
    const folder = site.plugin('hello', { scripts });
    await site.install(site.pack(folder));
    await site.install(folder);
    expect(existsSync(mark)).toBe(false);
  });

  test('made by hand with a leading "./" is one, too', async ({ site }) => {
    const folder = site.plugin('by-hand/package');
    execFileSync('tar', ['-czf', site.path('by-hand.tgz'), './package'], { cwd: join(folder, '..') });
    expect((await site.install(site.path('by-hand.tgz'))).files).toBe(2);
  });

  test.for<readonly [string, readonly RawEntry[], string, string]>([
    ['climbs out', [{ path: 'package/../../evil.js', content: 'x' }], 'plugin.unsafe-package', 'outside'],
    ['lies beside its folder', [{ path: '../evil.js', content: 'x' }], 'plugin.unsafe-package', 'outside'],
    ['is absolute', [{ path: '/tmp/evil.js', content: 'x' }], 'plugin.unsafe-package', 'several-roots'],
    ['is absolute inside', [{ path: 'package//etc/evil.js', content: 'x' }], 'plugin.unsafe-package', 'absolute'],
    ['speaks Windows', [{ path: 'package/..\\..\\evil.js', content: 'x' }], 'plugin.unsafe-package', 'outside'],
    ['names a drive', [{ path: 'package/C:\\evil.js', content: 'x' }], 'plugin.unsafe-package', 'name'],
    ['is a symbolic link', [{ path: 'package/link', type: 'SymbolicLink', link: '/etc/passwd' }], 'plugin.unsafe-package', 'link'],
    ['is a symbolic link that is written through', [{ path: 'package/out', type: 'SymbolicLink', link: '/tmp' }, { path: 'package/out/evil.js', content: 'x' }], 'plugin.unsafe-package', 'link'],
    ['is a hard link', [{ path: 'package/link', type: 'Link', link: 'package/main.js' }], 'plugin.unsafe-package', 'link'],
    ['is a device', [{ path: 'package/device', type: 'CharacterDevice' }], 'plugin.unsafe-package', 'special'],
    ['is a pipe', [{ path: 'package/pipe', type: 'FIFO' }], 'plugin.unsafe-package', 'special'],
    ['is there twice', [{ path: 'package/main.js', content: 'other' }], 'plugin.unsafe-package', 'collision'],
    ['differs from another only by case', [{ path: 'package/MAIN.js', content: 'other' }], 'plugin.unsafe-package', 'collision'],
    ['is a file that is a folder elsewhere', [{ path: 'package/main.js/x', content: 'x' }], 'plugin.unsafe-package', 'collision'],
    ['belongs to another outer folder', [{ path: 'other/x.js', content: 'x' }], 'plugin.unsafe-package', 'several-roots'],
    ['has no outer folder', [{ path: 'x.js', content: 'x' }], 'plugin.unsafe-package', 'several-roots'],
    ['cannot be a name on Windows', [{ path: 'package/aux.js', content: 'x' }], 'plugin.unsafe-package', 'name'],
    ['claims to be huge', [{ path: 'package/huge', claimedBytes: INSTALL_LIMITS.unpackedBytes + 1 }], 'plugin.package-too-large', 'bytes'],
    ['is one of very many', Array.from({ length: INSTALL_LIMITS.files }, (_, index) => ({ path: `package/f/${index}` })), 'plugin.package-too-large', 'files'],
    ['lies too deep', [{ path: deep }], 'plugin.package-too-large', 'depth'],
  ])('with something that %s is refused, and leaves nothing', async ([, entries, code, why], { site }) => {
    const failure = await site.candidate(site.archive(entries)).then(() => undefined, (thrown: unknown) => thrown as { readonly code: string; readonly data: Record<string, unknown> });
    expect([failure?.code, failure?.data['reason'] ?? failure?.data['what']]).toEqual([code, why]);
    expect(site.stored).toEqual({});
    expect(existsSync('/tmp/evil.js')).toBe(false);
  });

  test('whose first entry lies outside is refused', async ({ site }) => {
    await expect(site.candidate(site.archive([{ path: '../evil/package.json', content: manifestText() }], []))).rejects.toMatchObject({ code: 'plugin.unsafe-package' });
  });

  test('that inflates a thousandfold is refused', async ({ site }) => {
    const content = '\0'.repeat(INSTALL_LIMITS.unpackedBytes / 100);
    const many = Array.from({ length: 101 }, (_, index) => ({ path: `package/zeros-${index}`, content: index === 0 ? content : '', ...(index > 0 && { claimedBytes: content.length }) }));
    await expect(site.candidate(site.archive(many))).rejects.toMatchObject({ code: expect.stringMatching(/^plugin\.(?:package-too-large|bad-archive)$/) as string });
    expect(site.stored).toEqual({});
  });

  test('that is damaged, cut or no archive at all is told as such', async ({ site }) => {
    const cut = site.pack(site.plugin('hello', {}, { 'main.js': Buffer.from(Array.from({ length: 50_000 }, (_, index) => index * 7919 % 251)) }));
    truncateSync(cut, 200);
    const bytes = readFileSync(site.archive([]));
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] as number) ^ 0xff;
    writeFileSync(site.path('flipped.tgz'), bytes);
    writeFileSync(site.path('text.tgz'), 'this is no archive');
    writeFileSync(site.path('empty.tgz'), '');
    for (const file of [cut, site.path('flipped.tgz'), site.path('text.tgz'), site.path('empty.tgz'), site.archive([], [])]) {
      await expect(site.candidate(file), file).rejects.toMatchObject({ code: 'plugin.bad-archive' });
    }
    expect(site.stored).toEqual({});
  });
});

describe('a plugin\'s folder', () => {
  test('is copied and pinned by the digest of its files; the author\'s own things stay behind', async ({ site }) => {
    const folder = site.plugin('hello', {}, { 'main.js': 'export {};\n', '.git/config': 'x', 'node_modules/dep/index.js': 'x', 'node_modules/.bin/tool': 'x' });
    symlinkSync('../dep/index.js', join(folder, 'node_modules/.bin/dep'));
    const first = await site.install(folder);
    expect([first.integrityOf, first.integrity, first.files]).toEqual(['files', first.filesDigest, 3]);
    writeFileSync(join(folder, 'main.js'), 'export {}; // changed\n');
    const second = await site.install(folder);
    expect(second.integrity).not.toBe(first.integrity);
    expect(await site.shelf.digest('acme.hello', second.folder)).toBe(second.filesDigest);
  });

  test('with a link is refused', async ({ site }) => {
    const folder = site.plugin('hello');
    symlinkSync('/etc/passwd', join(folder, 'words.txt'));
    await expect(site.candidate(folder)).rejects.toMatchObject({ code: 'plugin.unsafe-package', data: { path: 'words.txt', reason: 'link' } });
    expect(site.stored).toEqual({});
  });

  test('that is not there, or is none, is told as such', async ({ site }) => {
    for (const place of [site.path('nowhere'), site.files('no-plugin', { 'readme.txt': 'x' })]) await expect(site.candidate(place)).rejects.toMatchObject({ code: 'plugin.source-missing' });
  });
});
