import { accessSync, constants, existsSync } from 'node:fs';
import { run, runLogged, StepFailure } from './run-command.mjs';

/** What native builds need; `debian` is the package, the other member is how its presence is seen. */
export const compilerPackages = [
  { debian: 'g++', command: 'g++' },
  { debian: 'make', command: 'make' },
  { debian: 'python3', command: 'python3' },
];
export const keytarPackages = [
  ...compilerPackages,
  { debian: 'pkg-config', command: 'pkg-config' },
  { debian: 'libsecret-1-dev', pkgConfig: 'libsecret-1' },
];

/**
 * Makes sure of packages of the operating system: installs the missing ones when root on Debian, and otherwise throws
 * one line that says what to install. Other systems than Linux bring their compilers another way and are not asked.
 */
export async function ensureOsPackages(packages, announce) {
  if (process.platform !== 'linux') return;
  const missing = (await missingPackages(packages)).map(wanted => wanted.debian);
  if (missing.length === 0) return;
  const canInstall = process.getuid() === 0 && existsSync('/etc/debian_version') && isCommand('apt-get');
  if (!canInstall) {
    throw new StepFailure(`these packages of the operating system are missing; as an administrator run: apt-get install ${missing.join(' ')}`);
  }
  announce(`installing packages of the operating system: ${missing.join(' ')}`);
  const apt = (...args) => runLogged('os-packages', 'apt-get', ['-q', '-y', '-o', 'DPkg::Lock::Timeout=600', '-o', 'Acquire::Retries=3', ...args], {
    append: true, env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
  const install = () => apt('install', '--no-install-recommends', ...missing);
  try {
    await install();
  } catch {
    // Lists that are absent or older than the mirror are the usual reason; a second failure is reported.
    await apt('update');
    await install();
  }
}

export async function missingPackages(packages) {
  const missing = [];
  for (const wanted of packages) if (!(await isPresent(wanted))) missing.push(wanted);
  return missing;
}

async function isPresent({ command, pkgConfig, file }) {
  if (command !== undefined) return isCommand(command);
  if (file !== undefined) return existsSync(file);
  return isCommand('pkg-config') && (await run('pkg-config', ['--exists', pkgConfig], { stdio: 'ignore' })) === 0;
}

export function isCommand(name) {
  return (process.env.PATH ?? '').split(':').concat('/usr/sbin', '/sbin').some(folder => {
    try {
      accessSync(`${folder}/${name}`, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
