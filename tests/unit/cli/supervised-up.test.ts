import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CodedError } from '../../../src/base/coded-error.js';
import { Console } from '../../../src/cli/console.js';
import { supervisedUp } from '../../../src/cli/supervised-up.js';
import { agentErrors } from '../../../src/terms/errors/agent-errors.js';
import { ManualClock } from '../../fakes/manual-clock.js';

const HOUR_MS = 3_600_000;

describe('a supervised start', () => {
  let folder: string;
  let clock: ManualClock;
  let output: Console;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mamori-supervised-'));
    clock = new ManualClock();
    output = new Console(false, '/', { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough(), env: {} }, clock);
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('waits for a state folder that comes later', async () => {
    const home = join(folder, 'encrypted');
    let started = false;
    const code = supervisedUp(home, output, () => {
      started = true;
      return Promise.resolve(3);
    }, clock);
    await clock.advance(HOUR_MS / 2);
    expect(started).toBe(false);
    mkdirSync(home);
    await clock.advance(10_000);
    expect(await code).toBe(3);
  });

  it('gives up on one that does not come, without being started again', async () => {
    const code = supervisedUp(join(folder, 'gone'), output, () => Promise.reject(new Error('never')), clock);
    await clock.advance(HOUR_MS + 10_000);
    expect(await code).toBe(0);
  });

  it('ends cleanly where nothing was set up, and fails where trying again may help', async () => {
    const failWith = (code: 'agent.no-source' | 'agent.already-running') => supervisedUp(folder, output, () => Promise.reject(CodedError.of(agentErrors, code, 'x')), clock);
    expect(await failWith('agent.no-source')).toBe(0);
    await expect(failWith('agent.already-running')).rejects.toMatchObject({ code: 'agent.already-running' });
  });
});
