import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { buildStateFolder } from './paths.mjs';

const lockFile = `${buildStateFolder}/lock`;
const POLL_MS = 100;

/**
 * Runs `work` while no other process builds in this clone, so that two starts at once build once.
 *
 * The lock file holds its owner's process id; one whose owner is gone is taken over.
 */
export async function withBuildLock(work) {
  mkdirSync(buildStateFolder, { recursive: true });
  while (!tryLock()) await new Promise(resolve => setTimeout(resolve, POLL_MS));
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function tryLock() {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (failure) {
    if (failure.code !== 'EEXIST') throw failure;
  }
  if (!ownerIsAlive()) rmSync(lockFile, { force: true });
  return false;
}

function ownerIsAlive() {
  let owner;
  try {
    owner = Number(readFileSync(lockFile, 'utf8'));
  } catch {
    return false;
  }
  // An empty file is one whose owner was stopped between creating and writing it, or is about to write.
  if (!Number.isInteger(owner) || owner <= 0) return false;
  try {
    process.kill(owner, 0);
    return true;
  } catch (failure) {
    return failure.code === 'EPERM';
  }
}
