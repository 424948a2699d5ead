import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../e2e/support/eventually.js';
import { projectRoot } from '../../meta/support/project-files.js';

const SCRIPT = join(projectRoot, 'scripts', 'keep-running.sh');

describe.runIf(process.platform === 'linux')('keep-running.sh', () => {
  let folder: string;
  const path = (name: string) => join(folder, name);
  const starts = () => (existsSync(path('starts')) ? readFileSync(path('starts'), 'utf8').trim().split('\n').map(Number) : []);
  const keepRunning = (program: string) => spawn('/bin/sh', [SCRIPT, '/bin/sh', '-c', `date +%s%3N >> starts; ${program}`], { cwd: folder, stdio: 'ignore' });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mamori keep-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('starts again after failures, each time later, and ends with a clean end', async () => {
    const [code] = await once(keepRunning('[ "$(wc -l < starts)" -eq 3 ] || kill -9 $$'), 'exit');
    const [first = 0, second = 0, third = 0, ...more] = starts();
    expect(code).toBe(0);
    expect(more).toEqual([]);
    expect(second - first).toBeGreaterThanOrEqual(900);
    expect(third - second).toBeGreaterThanOrEqual(1_900);
  });

  it('leaves wrong usage alone', async () => {
    expect(await once(keepRunning('exit 2'), 'exit')).toEqual([2, null]);
    expect(starts()).toHaveLength(1);
  });

  it('asks the program to end when it is asked itself, and waits for it', async () => {
    const script = keepRunning('trap "sleep 0.3; touch ended; exit 0" TERM; touch ready; while :; do sleep 0.05; done');
    await eventually('the program runs', 5_000, () => existsSync(path('ready')));
    script.kill('SIGTERM');
    expect(await once(script, 'exit')).toEqual([0, null]);
    expect(existsSync(path('ended'))).toBe(true);
  });

  it('ends at once while it waits for the next attempt', async () => {
    writeFileSync(path('starts'), '');
    const script = keepRunning('touch failed; exit 1');
    await eventually('it failed', 5_000, () => existsSync(path('failed')));
    script.kill('SIGTERM');
    expect(await once(script, 'exit')).toEqual([0, null]);
  });
});
