import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withBuildLock } from '../../../scripts/lib/build-lock.mjs';
import { ensureBuilt } from '../../../scripts/lib/ensure-built.mjs';
import { StepFailure } from '../../../scripts/lib/run-command.mjs';

let stateFolder: string;
let said: string[];
const announce = (message: string) => void said.push(message);
beforeEach(() => { stateFolder = mkdtempSync(join(tmpdir(), 'ensure-built-')); said = []; });
afterEach(() => rmSync(stateFolder, { recursive: true }));

/** A step that counts how often it ran and leaves its output behind, unless it fails. */
function step(name: string, options: { optional?: boolean; fails?: boolean } = {}) {
  const output = join(stateFolder, `${name}.out`);
  return {
    name, outputs: [output], optional: options.optional ?? false, state: 'first', ran: 0, fails: options.fails ?? false,
    inputs() { return this.state; },
    async run() {
      this.ran++;
      if (this.fails) throw new StepFailure(`${name} lacks something`);
      writeFileSync(output, '');
    },
  };
}

describe('ensureBuilt', () => {
  it('runs each step once for the same inputs', async () => {
    const [a, b] = [step('a'), step('b')];
    await ensureBuilt(announce, { steps: [a, b], stateFolder });
    await ensureBuilt(announce, { steps: [a, b], stateFolder });
    expect([a.ran, b.ran]).toEqual([1, 1]);
  });

  it('runs a step again when its inputs changed or its output is gone', async () => {
    const a = step('a');
    await ensureBuilt(announce, { steps: [a], stateFolder });
    a.state = 'second';
    await ensureBuilt(announce, { steps: [a], stateFolder });
    rmSync(a.outputs[0]!);
    await ensureBuilt(announce, { steps: [a], stateFolder });
    expect(a.ran).toBe(3);
  });

  it('sees a change made while a step ran', async () => {
    const a = step('a');
    const run = a.run.bind(a);
    a.run = async () => { await run(); a.state = `changed ${a.ran < 2}`; };
    await ensureBuilt(announce, { steps: [a], stateFolder });
    await ensureBuilt(announce, { steps: [a], stateFolder });
    await ensureBuilt(announce, { steps: [a], stateFolder });
    expect(a.ran).toBe(3);
  });

  it('stops at a failed step and keeps what was done before it', async () => {
    const [a, b, c] = [step('a'), step('b', { fails: true }), step('c')];
    await expect(ensureBuilt(announce, { steps: [a, b, c], stateFolder })).rejects.toThrow('b lacks something');
    await expect(ensureBuilt(announce, { steps: [a, b, c], stateFolder })).rejects.toThrow('b lacks something');
    expect([a.ran, b.ran, c.ran]).toEqual([1, 2, 0]);
  });

  it('goes on without an optional step, says so once, and tries it again only when asked strictly', async () => {
    const [a, b] = [step('a', { optional: true, fails: true }), step('b')];
    await ensureBuilt(announce, { steps: [a, b], stateFolder });
    await ensureBuilt(announce, { steps: [a, b], stateFolder });
    expect([a.ran, b.ran, said]).toEqual([1, 1, ['going on without a: a lacks something']]);
    await expect(ensureBuilt(announce, { steps: [a, b], stateFolder, strict: true })).rejects.toThrow('a lacks something');
    a.fails = false;
    await ensureBuilt(announce, { steps: [a, b], stateFolder, strict: true });
    await ensureBuilt(announce, { steps: [a, b], stateFolder });
    expect(a.ran).toBe(3);
  });

  it('builds once when two start at the same time', async () => {
    const a = step('a');
    await Promise.all([ensureBuilt(announce, { steps: [a], stateFolder }), ensureBuilt(announce, { steps: [a], stateFolder })]);
    expect(a.ran).toBe(1);
  });
});

describe('the build lock', () => {
  it('is taken over from a process that is gone, and leaves nothing behind', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(join(stateFolder, 'lock'), String(gone));
    expect(await withBuildLock(async () => 'worked', stateFolder)).toBe('worked');
    expect(readdirSync(stateFolder)).toEqual([]);
  });

  it('is given back when the work fails', async () => {
    await expect(withBuildLock(() => Promise.reject(new Error('broken')), stateFolder)).rejects.toThrow('broken');
    expect(readdirSync(stateFolder)).toEqual([]);
  });
});
