import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

/** A user namespace has a limit of its own, which its owner may lower: the real ENOSPC without touching the machine. */
const LIMIT = 6;
const limited = (command: string) => ['-Ur', 'sh', '-c', `echo ${LIMIT} > /proc/sys/user/max_inotify_watches && ${command}`];
const canLimit = process.platform === 'linux' && spawnSync('unshare', limited('true')).status === 0;

describe.runIf(canLimit)('chokidar change source at the limit of watches', () => {
  it('says how many folders it needs and how many are allowed, and becomes ready all the same', async () => {
    const root = await mkdtemp(join(tmpdir(), 'mamori-limit-'));
    try {
      await Promise.all(Array.from({ length: 12 }, (_, index) => mkdir(join(root, `folder-${index}`))));
      const child = `exec "${process.execPath}" --import "${join(import.meta.dirname, 'sources-as-typescript.mjs')}" `
        + `"${join(import.meta.dirname, 'watch-limit-child.mjs')}" "${root}"`;
      const { stdout } = await promisify(execFile)('unshare', limited(child));
      expect(stdout.trim().split('\n').map(line => JSON.parse(line) as unknown)).toEqual([
        { kind: 'degraded', degradation: { reason: 'watch-limit', needed: 13, allowed: LIMIT } },
        { kind: 'ready' },
      ]);
    } finally {
      await rm(root, { recursive: true });
    }
  });
});
