import { readFileSync } from 'node:fs';
import { fingerprintOfStats } from '../fingerprint.mjs';
import { inProject, projectRoot } from '../paths.mjs';

const lockFile = inProject('package-lock.json');
const installedFile = inProject('node_modules/.package-lock.json');

/** node_modules as the lock file says. Install scripts never run: what needs compiling has a step of its own. */
export const packagesStep = {
  name: 'packages',
  outputs: [installedFile],
  inputs: () => fingerprintOfStats([lockFile]),
  async run(announce) {
    if (installedAsLocked(readJson(lockFile), readJson(installedFile))) return;
    announce('installing packages');
    const { runNpm } = await import('../run-npm.mjs');
    await runNpm('packages', ['ci', '--ignore-scripts'], projectRoot);
  },
};

/** Whether npm's own record of node_modules holds every locked package in the locked version; optional ones may be absent. */
export function installedAsLocked(locked, installed) {
  const present = installed?.packages ?? {};
  return Object.entries(locked?.packages ?? {}).every(([path, wanted]) =>
    path === '' || (present[path] === undefined ? wanted.optional === true : present[path].version === wanted.version));
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
