import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { run, StepFailure } from './run-command.mjs';

/** Names that Windows writes in another way than OpenSSL. */
const WINDOWS_NAMES = { ST: 'S', emailAddress: 'E' };

/**
 * The publisher that a package has to name to be signed by a certificate: its subject as Windows writes it, the most special part first.
 *
 * @param {string} subject as X509Certificate has it: a line for each part, the most general first, with backslashes before signs that part
 */
export function publisherOf(subject) {
  return subject.trim().split('\n').reverse().map(part => {
    const [, name, value] = /^([^=]+)=(.*)$/.exec(part) ?? [];
    const text = (value ?? '').replaceAll(/\\(.)/g, '$1');
    return `${WINDOWS_NAMES[name] ?? name}=${/[,+"\\;=<>#]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text}`;
  }).join(', ');
}

/**
 * The subject of the certificate in a .pfx file; needs openssl, and answers nothing where there is none.
 *
 * @throws StepFailure when the password is wrong or there is no certificate in it
 */
export async function subjectOf(certificate, password) {
  const open = (...more) => promisify(execFile)('openssl', ['pkcs12', '-in', certificate, '-clcerts', '-nokeys', '-passin', 'env:MAMORI_PFX_PASSWORD', ...more], {
    env: { ...process.env, MAMORI_PFX_PASSWORD: password },
  });
  try {
    const { stdout } = await open().catch(failure => (failure.code === 'ENOENT' ? Promise.reject(failure) : open('-legacy'))); // Windows exported them so for long
    return new X509Certificate(stdout).subject;
  } catch (failure) {
    if (failure.code === 'ENOENT') return undefined;
    throw new StepFailure(`${certificate} does not open: ${String(failure.stderr ?? failure).trim().split('\n')[0]}`);
  }
}

/**
 * Signs a package: on Windows by signtool of its SDK, elsewhere by osslsigncode (2.8 or later knows packages). The password stands on no command line but signtool's, which takes it
 * nowhere else, and in no log.
 *
 * @param {{ unsigned: string, target: string, certificate: string, password: string }} files `target` must not exist
 * @throws StepFailure
 */
export async function signPackage({ unsigned, target, certificate, password }) {
  if (process.platform === 'win32') {
    copyFileSync(unsigned, target);
    await succeed('signtool.exe', ['sign', '/fd', 'SHA256', '/f', certificate, '/p', password, target]);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'mamori-signing-'));
  try {
    const file = join(folder, 'password');
    writeFileSync(file, password, { mode: 0o600 });
    await succeed('osslsigncode', ['sign', '-pkcs12', certificate, '-readpass', file, '-in', unsigned, '-out', target]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function succeed(command, args) {
  const code = await run(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (code !== 0) throw new StepFailure(code === 127 ? `${command} is not there` : `${command} ended with ${code}`);
}
