import { execFile, spawn, spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHILD } from './observed-watch.js';

const isLinux = process.platform === 'linux';
/** root may read everything, so the watch runs as nobody. */
const ORDINARY_PERSON = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** A user namespace has a limit of its own, which its owner may lower. */
const LIMIT = 6;
const limited = (command: string) => ['-Ur', 'sh', '-c', `echo ${LIMIT} > /proc/sys/user/max_inotify_watches && ${command}`];
const canLimit = isLinux && spawnSync('unshare', limited('true')).status === 0;

describe.runIf(isLinux)('the engine\'s watcher where it cannot watch everything', () => {
  let root: string;
  beforeEach(async () => { root = await mkdtemp(join(tmpdir(), 'mamori-partial-')); });
  afterEach(() => rm(root, { recursive: true }));

  it('names a folder that it may not read, watches the rest, and watches it once it may be read', async () => {
    await mkdir(join(root, 'private/inner'), { recursive: true });
    await chmod(root, 0o755);
    await chmod(join(root, 'private'), 0o300);
    const child = spawn(process.execPath, [...CHILD, root, 'stay'], { ...ORDINARY_PERSON, stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const lines = linesOf(child.stdout);
      expect([await next(lines), await next(lines)]).toEqual([
        { kind: 'unreadable', folder: 'private', osError: 13 }, { kind: 'ready', watches: 1 },
      ]);
      await chmod(join(root, 'private'), 0o755);
      const told = new Set<string>();
      while (!told.has('private/inner/x')) {
        await writeFile(join(root, 'private/inner/x'), '1');
        const batch = await next(lines) as { readonly paths: readonly string[] };
        batch.paths.forEach(path => told.add(path));
      }
    } finally {
      child.kill('SIGKILL');
    }
  });

  it.runIf(canLimit)('says how many folders it needs, and becomes ready all the same', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, index) => mkdir(join(root, `folder-${index}`))));
    const child = ['exec', process.execPath, ...CHILD, root, 'exit'].join(' ');
    const { stdout } = await promisify(execFile)('unshare', limited(child));
    expect(stdout.trim().split('\n').map(line => JSON.parse(line) as unknown)).toEqual([
      { kind: 'limited', needed: 13, allowed: LIMIT }, { kind: 'ready', watches: 13 },
    ]);
  });
});

async function next(lines: AsyncGenerator<unknown, undefined>): Promise<unknown> {
  return (await lines.next()).value;
}

async function* linesOf(stream: NodeJS.ReadableStream): AsyncGenerator<unknown, undefined> {
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as unknown;
  }
}
