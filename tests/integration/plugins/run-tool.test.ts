import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runTool } from '../../../src/plugins/database-dump/run-tool.js';
import { eventually } from '../../e2e/support/eventually.js';

const environment = { PATH: process.env['PATH'] ?? '' };
const never = new AbortController().signal;

/** A shell, a child and a grandchild, which heed no polite request and tell their ids before they hang. */
const STUBBORN = `
  trap '' TERM HUP INT
  (trap '' TERM HUP INT; (trap '' TERM HUP INT; echo "$BASHPID" > "$1/grandchild"; while :; do sleep 1; done) & echo "$BASHPID" > "$1/child"; wait; while :; do sleep 1; done) &
  echo "$$" > "$1/parent"
  while :; do sleep 1; done`;

/** Whether a process runs: a zombie, which waits for its parent's notice, does not. */
function runs(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe.runIf(process.platform === 'linux')('a tool', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'mamori-tool-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const pids = () => eventually('all three run', 10_000, () => {
    const files = readdirSync(folder);
    const ids = files.map(name => Number(readFileSync(join(folder, name), 'utf8')));
    return ids.length === 3 && ids.every(id => id > 0) && ids;
  });
  const stubborn = (limits: { readonly timeLimitMs: number; readonly signal: AbortSignal }) => runTool({ program: '/bin/bash', args: ['-c', STUBBORN, 'stubborn', folder], environment, ...limits });

  it('that refuses to end is ended with all it has started when its time is over', async () => {
    const ended = stubborn({ timeLimitMs: 1_000, signal: never });
    const tree = await pids();
    expect(tree.map(runs)).toEqual([true, true, true]);
    await expect(ended).rejects.toMatchObject({ code: 'database.time-limit' });
    await eventually('the kernel has buried them', 5_000, () => !tree.some(runs));
  });

  it('that refuses to end is ended when nobody wants it any more', async () => {
    const stop = new AbortController();
    const ended = stubborn({ timeLimitMs: 60_000, signal: stop.signal });
    const tree = await pids();
    stop.abort(new DOMException('cancelled', 'AbortError'));
    await expect(ended).rejects.toThrow('cancelled');
    await eventually('the kernel has buried them', 5_000, () => !tree.some(runs));
  });

  it('that ends by itself leaves nothing running behind it', async () => {
    const end = await runTool({ program: '/bin/bash', args: ['-c', 'sleep 1000 & echo $! > "$1/left"; exit 3', 'leaver', folder], environment, timeLimitMs: 20_000, signal: never });
    expect(end).toEqual({ code: 3, said: '' });
    const left = Number(readFileSync(join(folder, 'left'), 'utf8'));
    await eventually('what it left is gone', 5_000, () => !runs(left));
  });

  it('is asked politely first', async () => {
    const ended = runTool({ program: '/bin/bash', args: ['-c', 'trap "echo tidied > $1/tidied; exit 0" TERM; echo $$ > "$1/pid"; while :; do sleep 0.05; done', 'tidy', folder], environment, timeLimitMs: 500, signal: never });
    await expect(ended).rejects.toMatchObject({ code: 'database.time-limit' });
    expect(readdirSync(folder)).toContain('tidied');
  });

  it('has its last words told, and no more of them than fit', async () => {
    const { code, said } = await runTool({ program: '/bin/bash', args: ['-c', 'for i in $(seq 1 5000); do echo "line $i" >&2; done; exit 7'], environment, timeLimitMs: 20_000, signal: never });
    expect(code).toBe(7);
    expect(said).toMatch(/line 5000$/);
    expect(said.length).toBeLessThanOrEqual(2_000);
  });

  it('that is not there is missing', async () => {
    await expect(runTool({ program: join(folder, 'none'), args: [], environment, timeLimitMs: 20_000, signal: never })).rejects.toMatchObject({ code: 'database.tool-missing' });
    await expect(runTool({ program: folder, args: [], environment, timeLimitMs: 20_000, signal: never })).rejects.toMatchObject({ code: 'database.tool-missing' });
  });

  it('is not begun when nobody wants it', async () => {
    const stop = new AbortController();
    stop.abort(new DOMException('cancelled', 'AbortError'));
    await expect(runTool({ program: '/bin/bash', args: ['-c', 'touch "$1/begun"', 'early', folder], environment, timeLimitMs: 20_000, signal: stop.signal })).rejects.toThrow('cancelled');
    expect(readdirSync(folder)).toEqual([]);
  });
});
