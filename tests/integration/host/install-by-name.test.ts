import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, describe, expect, vi } from 'vitest';
import { findNpm } from '../../../src/host/adapters/npm-pack-command.js';
import { packageOrigin } from '../../../src/host/main/install/package-spec.js';
import { servePackage } from './package-registry.js';
import { test, type InstallSite } from './install-support.js';

afterEach(() => vi.unstubAllEnvs());

/** Points npm at a registry of this test alone. */
function useRegistry(site: InstallSite, address: string): void {
  vi.stubEnv('npm_config_registry', address);
  vi.stubEnv('npm_config_cache', site.path('npm-cache'));
  vi.stubEnv('npm_config_fetch_retries', '0');
}

describe('a package by name', () => {
  test('is fetched by the machine\'s npm, pinned, and none of its scripts run', async ({ site }) => {
    const mark = site.path('it-ran');
    const scripts = Object.fromEntries(['preinstall', 'install', 'postinstall', 'prepare', 'prepack'].map(name => [name, `echo ${name} >> ${mark}`]));
    const archive = site.pack(site.plugin('hello', { scripts }));
    const registry = await servePackage('hello', [{ version: '1.0.0', archive }]);
    useRegistry(site, registry.address);
    const { manifest, origin, integrityOf } = await site.install(packageOrigin('hello@1.0.0'));
    registry.close();
    expect({ id: manifest.id, origin, integrityOf }).toEqual({ id: 'acme.hello', origin: { kind: 'package', name: 'hello', version: '1.0.0' }, integrityOf: 'archive' });
    expect(existsSync(mark)).toBe(false);
    expect(registry.asked.every(path => path.startsWith('/hello'))).toBe(true);
    expect(Object.keys(site.stored).filter(path => path.startsWith('scratch/'))).toEqual([]);
  });

  test('without a version is the latest', async ({ site }) => {
    const offered = ['1.0.0', '1.2.0'].map(version => ({ version, archive: site.pack(site.plugin(`v${version}`, { version })) }));
    const registry = await servePackage('hello', offered);
    useRegistry(site, registry.address);
    expect((await site.install(packageOrigin('hello'))).manifest.version).toBe('1.2.0');
    registry.close();
  });

  test('that is not what the registry promised is refused', async ({ site }) => {
    const registry = await servePackage('hello', [{ version: '1.0.0', archive: site.pack(site.plugin('hello')), claimedIntegrity: `sha512-${'A'.repeat(86)}==` }]);
    useRegistry(site, registry.address);
    await expect(site.candidate(packageOrigin('hello'))).rejects.toMatchObject({ code: 'plugin.package-unavailable', data: { npm: 'EINTEGRITY' } });
    registry.close();
    expect(site.stored).toEqual({});
  });

  test('that does not exist, or whose registry is away, is told with npm\'s own code', async ({ site }) => {
    const registry = await servePackage('hello', [{ version: '1.0.0', archive: site.pack(site.plugin('hello')) }]);
    useRegistry(site, registry.address);
    await expect(site.candidate(packageOrigin('nobody-has-this'))).rejects.toMatchObject({ code: 'plugin.package-unavailable', data: { npm: 'E404' } });
    await expect(site.candidate(packageOrigin('hello@7'))).rejects.toMatchObject({ code: 'plugin.package-unavailable', data: { npm: 'ETARGET' } });
    registry.close();
    await expect(site.candidate(packageOrigin('other'))).rejects.toMatchObject({ code: 'plugin.package-unavailable', data: { npm: 'ECONNREFUSED' } });
    expect(site.stored).toEqual({});
  });

  test('is given up when the person stops it', async ({ site }) => {
    useRegistry(site, 'http://127.0.0.1:9/');
    const abort = new AbortController();
    const proposing = site.installer.propose(packageOrigin('hello'), { allowProposed: false, signal: abort.signal });
    abort.abort(new DOMException('stopped', 'AbortError'));
    await expect(proposing).rejects.toMatchObject({ name: 'AbortError' });
    expect(site.stored).toEqual({});
  });

  test('needs npm', async ({ site }) => {
    vi.stubEnv('PATH', site.path('empty'));
    const besideNode = findNpm(process.execPath, '', process.platform);
    if (besideNode) return expect(besideNode.file).toBe(process.execPath);
    await expect(site.candidate(packageOrigin('hello'))).rejects.toMatchObject({ code: 'plugin.npm-missing' });
  });

  test('learns nothing of our secrets', async ({ site }) => {
    const told = site.path('told');
    mkdirSync(site.path('bin'));
    writeFileSync(site.path('bin/npm'), `#!/bin/sh\nenv > ${told}\nexit 1\n`);
    chmodSync(site.path('bin/npm'), 0o755);
    vi.stubEnv('PATH', [site.path('bin'), '/usr/bin', '/bin'].join(delimiter));
    vi.stubEnv('MAMORI_PASSPHRASE', 'a passphrase');
    vi.stubEnv('npm_config_https_proxy', 'http://proxy.example.com');
    if (findNpm(process.execPath, '', process.platform)) return; // this Node has its own npm, which goes before
    await expect(site.candidate(packageOrigin('hello'))).rejects.toMatchObject({ code: 'plugin.package-unavailable' });
    expect(readFileSync(told, 'utf8')).toContain('npm_config_https_proxy=');
    expect(readFileSync(told, 'utf8')).not.toContain('a passphrase');
  });
});

describe('npm is found', () => {
  test('beside Node first, then in PATH, and run by this Node where its program is found', ({ site }) => {
    site.files('lib/npm/bin', { 'npm-cli.js': '' });
    site.files('node', { node: '' });
    site.files('bin', {});
    mkdirSync(site.path('bin'), { recursive: true });
    const node = site.path('node/node');
    expect(findNpm(node, site.path('bin'), 'linux')).toBeUndefined();
    symlinkSync(site.path('lib/npm/bin/npm-cli.js'), site.path('bin/npm'));
    expect(findNpm(node, site.path('bin'), 'linux')).toEqual({ file: node, before: [site.path('lib/npm/bin/npm-cli.js')] });
    site.files('node', { npm: '#!/bin/sh\n' });
    expect(findNpm(node, site.path('bin'), 'linux')).toEqual({ file: join(dirname(node), 'npm'), before: [] });
  });

  test('on Windows as the program that its start script would run', ({ site }) => {
    site.files('nodejs/node_modules/npm/bin', { 'npm-cli.js': '' });
    expect(findNpm('/elsewhere/node.exe', site.path('nodejs'), 'win32')).toEqual({ file: '/elsewhere/node.exe', before: [site.path('nodejs/node_modules/npm/bin/npm-cli.js')] });
  });
});
