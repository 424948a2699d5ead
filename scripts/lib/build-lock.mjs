import { AsyncLocalStorage } from 'node:async_hooks';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { buildStateFolder } from './paths.mjs';

const POLL_MS = 100;
/** Folders whose lock the running work holds. */
const held = new AsyncLocalStorage();

/**
 * Runs `work` while no other process builds in this clone, so that two starts at once build once.
 *
 * The lock file holds its owner's process id; one whose owner is gone is taken over. Work that holds the lock may ask for it again: a build step fetches a Node for its
 * headers, which is a build of its own elsewhere.
 */
export async function withBuildLock(work, folder = buildStateFolder) {
  const holds = held.getStore() ?? new Set();
  if (holds.has(folder)) return await work();
  mkdirSync(folder, { recursive: true });
  const lockFile = `${folder}/lock`;
  while (!tryLock(lockFile)) await new Promise(resolve => setTimeout(resolve, POLL_MS));
  try {
    return await held.run(new Set([...holds, folder]), work);
  } finally {
    rmSync(lockFile, { force: true });
  }
}

/** Appears with its content in one step (link), so that nobody ever reads a lock without an owner. */
function tryLock(lockFile) {
  const draft = `${lockFile}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, lockFile);
    return true;
  } catch (failure) {
    if (failure.code !== 'EEXIST') throw failure;
  } finally {
    rmSync(draft);
  }
  removeIfAbandoned(lockFile);
  return false;
}

function removeIfAbandoned(lockFile) {
  const owner = ownerOf(lockFile);
  if (owner === undefined || isAlive(owner)) return;
  const aside = `${lockFile}.abandoned.${process.pid}`;
  try {
    renameSync(lockFile, aside);
  } catch (failure) {
    if (failure.code !== 'ENOENT') throw failure;
    return;
  }
  // Between reading and renaming another process may have taken the lock over: then it is that one's and goes back.
  if (ownerOf(aside) === owner) rmSync(aside);
  else renameSync(aside, lockFile);
}

function ownerOf(lockFile) {
  try {
    return Number(readFileSync(lockFile, 'utf8'));
  } catch (failure) {
    if (failure.code === 'ENOENT') return undefined;
    throw failure;
  }
}

export function isAlive(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch (failure) {
    return failure.code === 'EPERM';
  }
}
