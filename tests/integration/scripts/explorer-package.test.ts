import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../meta/support/project-files.js';

const PUBLISHER = 'CN=Mamori test, O="Mamori, Inc.", C=JP';
let folder: string;
const inFolder = (name: string) => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mamori-package-'));
  const openssl = (...words: string[]) => execFileSync('openssl', words, { stdio: 'ignore' });
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', inFolder('key.pem'), '-out', inFolder('own.pem'), '-days', '2', '-subj', '/C=JP/O=Mamori, Inc./CN=Mamori test',
    '-addext', 'extendedKeyUsage=codeSigning', '-addext', 'keyUsage=digitalSignature', '-addext', 'basicConstraints=critical,CA:false');
  openssl('pkcs12', '-export', '-out', inFolder('own.pfx'), '-inkey', inFolder('key.pem'), '-in', inFolder('own.pem'), '-passout', 'pass:secret words');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function make(env: Readonly<Record<string, string>>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(projectRoot, 'scripts/explorer-package.mjs'), folder], { encoding: 'utf8', env: { ...process.env, ...env } });
  return { status, said: stdout + stderr };
}
const signed = (password: string, more: Readonly<Record<string, string>> = {}) => make({ MAMORI_SIGNING_CERTIFICATE: inFolder('own.pfx'), MAMORI_SIGNING_PASSWORD: password, ...more });
const manifest = () => readFileSync(inFolder('explorer-package/AppxManifest.xml'), 'utf8');

/** Earlier ones do not know packages; Debian 12 has 2.5. */
function knowsPackages(): boolean {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(execFileSync('osslsigncode', ['--version'], { encoding: 'utf8' })) ?? [];
  return Number(major) * 1000 + Number(minor) >= 2009;
}

describe('the package for the menu of Windows 11', () => {
  it('is laid out without a certificate, and says what that means', () => {
    const { status, said } = make({});
    expect({ status, said }).toEqual({ status: 0, said: expect.stringContaining('classic menu only: unsigned build') as string });
    expect(manifest()).toContain('Publisher="CN=Mamori unsigned build"');
  });

  it('is signed by a certificate, whose subject it names as its publisher', () => {
    const { status, said } = signed('secret words');
    expect(manifest()).toContain(`Publisher="${PUBLISHER.replaceAll('"', '&quot;')}"`);
    if (!knowsPackages()) {
      expect({ status, said }).toEqual({ status: 1, said: expect.stringContaining('osslsigncode ended with') as string });
      return;
    }
    expect({ status, said }).toEqual({ status: 0, said: expect.stringContaining('signed') as string });
    const verdict = (name: string) => spawnSync('osslsigncode', ['verify', '-in', inFolder(name), '-CAfile', inFolder('own.pem')], { encoding: 'utf8' });
    expect(verdict('mamori-explorer.msix')).toMatchObject({ status: 0, stdout: expect.stringContaining('Signature verification: ok') as string });
    const changed = readFileSync(inFolder('mamori-explorer.msix'));
    changed.write('x', changed.indexOf('Mamori.Explorer'));
    writeFileSync(inFolder('changed.msix'), changed);
    expect(verdict('changed.msix').status).not.toBe(0);
  });

  it('is refused for a certificate of somebody else', () => {
    expect(signed('secret words', { MAMORI_PACKAGE_PUBLISHER: 'CN=Somebody' })).toEqual({ status: 1, said: expect.stringContaining(`that of ${PUBLISHER}, not of CN=Somebody`) as string });
  });

  it('is refused for a wrong password, which nobody gets to read', () => {
    const { status, said } = signed('wrong words');
    expect(status).toBe(1);
    expect(said).toContain('does not open');
    expect(said).not.toContain('wrong words');
  });
});
