import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { test, type World } from '../e2e/support/world.js';
import { requires } from '../integration/support/requires.js';
import type { Click } from '../../src/wire/click.js';
import type { OperationRow, RunSummary } from '../../src/wire/verbs/results.js';

const CHILD = fileURLToPath(new URL('action-child.mjs', import.meta.url));
/** What makes a state durable or visible, as sets that strace understands on every architecture; a kill just before each of them leaves every state a kill can leave. */
const CALLS = ['fsync,fdatasync', '?rename,?renameat,?renameat2', '?link,?linkat', '?unlink,?unlinkat', '?mkdir,?mkdirat,?rmdir'];
const MAX_STEPS = 80;
/** Most syncs come in pairs of a file and its folder, or of a database and its log: every second is tried. */
const SYNC_STRIDE = 2;

interface Told {
  readonly operations: readonly OperationRow[];
  readonly runs: readonly RunSummary[];
  readonly notices: readonly { readonly id: string; readonly kind: string; readonly values?: Readonly<Record<string, unknown>> }[];
}

requires(['strace'])('what a person chose, with the agent killed before each system call that changes what is durable', () => {
  test('a version comes back once, and Undo brings back what was there before the first attempt', async ({ world }) => {
    await edited(world);
    const kills = atEveryStep(world, [], { id: ID, verb: 'restore', paths: [report(world)], version: 1 }, told => {
      expect(readFileSync(report(world), 'utf8')).toBe('first');
      expect(told.operations).toMatchObject([{ kind: 'restore', status: 'completed', files: 1, undone: false }]);
      expect(kindsOf(told)).toEqual(['restore-finished']);
      const after = started(world, ['undo']);
      expect(readFileSync(report(world), 'utf8')).toBe('second');
      expect(after.operations).toMatchObject([{ undoes: '000003-0', status: 'completed' }, { number: '000003-0', undone: true }]);
    });
    expect(kills).toBeGreaterThan(15);
  }, 600_000);

  test('a restore is undone once', async ({ world }) => {
    await edited(world);
    click(world, { id: ID, verb: 'restore', paths: [report(world)], version: 1 });
    started(world);
    const kills = atEveryStep(world, ['undo'], undefined, told => {
      expect(readFileSync(report(world), 'utf8')).toBe('second');
      expect(told.operations).toMatchObject([{ undoes: '000003-0', status: 'completed' }, { number: '000003-0', undone: true }]);
      expect(kindsOf(told)).toEqual(['restore-finished', 'undo-finished']);
    });
    expect(kills).toBeGreaterThan(15);
  }, 600_000);

  test('a copy is put beside the file once, whole, with nothing left behind', async ({ world }) => {
    await edited(world);
    const kills = atEveryStep(world, [], { id: ID, verb: 'restore-copy', paths: [report(world)], version: 1 }, told => {
      const [copy, ...further] = readdirSync(world.source).filter(name => name !== 'report.txt');
      expect(further).toEqual([]);
      expect(copy).toMatch(/^report \(\d{4}-\d{2}-\d{2} \d{2}\.\d{2}\)\.txt$/);
      expect(readFileSync(world.inSource(copy as string), 'utf8')).toBe('first');
      expect(told.operations).toMatchObject([{ kind: 'restore', status: 'completed', files: 1 }]);
      expect(told.notices).toMatchObject([{ kind: 'copy-restored', values: { name: copy } }]);
    });
    expect(kills).toBeGreaterThan(15);
  }, 600_000);

  test('a backup is one run', async ({ world }) => {
    await edited(world);
    writeFileSync(world.inSource('new.txt'), 'new');
    const kills = atEveryStep(world, [], { id: ID, verb: 'backup', paths: [world.source] }, told => {
      expect(told.runs).toMatchObject([{ number: '000003-0', status: 'completed', files: 2, newFiles: 1 }, { number: '000002-0' }, { number: '000001-0' }]);
      expect(told.notices).toMatchObject([{ kind: 'backup-finished', values: { files: 2, failed: 0 } }]);
    });
    expect(kills).toBeGreaterThan(15);
  }, 600_000);
});

const ID = 'a'.repeat(32);
const report = (world: World) => world.inSource('report.txt');
const kindsOf = ({ notices }: Told) => notices.map(({ kind }) => kind).sort();

/** Two versions of a file: `first`, and `second`, which is there now. */
async function edited(world: World): Promise<void> {
  writeFileSync(report(world), 'first');
  await world.setUp();
  writeFileSync(report(world), 'second');
  await world.pc.json(['backup']);
}

/** As a file manager leaves it that reaches no agent. */
function click({ pc }: World, work: Click): void {
  const spool = join(pc.home, 'clicks');
  mkdirSync(spool, { recursive: true });
  writeFileSync(join(spool, `${work.id}.json`), JSON.stringify(work));
}

/** Starts what deals with clicks and buttons anew, and returns what it tells at its end. */
function started({ pc }: World, words: readonly string[] = []): Told {
  return JSON.parse(execFileSync(process.execPath, [CHILD, ...words], { env: pc.environment, encoding: 'utf8' })) as Told;
}

/** For each step of carrying out `work`: kills the process there, starts it anew, and has what came of it checked. Answers how many steps there were. */
function atEveryStep(world: World, words: readonly string[], work: Click | undefined, check: (told: Told) => void): number {
  const kept = world.newFolder('kept');
  const state = [world.pc.home, world.vault, world.source];
  for (const [at, folder] of state.entries()) cpSync(folder, join(kept, String(at)), { recursive: true, preserveTimestamps: true });
  let kills = 0;
  for (const call of CALLS) {
    for (let step = 1; step <= MAX_STEPS; step += call.startsWith('fsync') ? SYNC_STRIDE : 1) {
      for (const [at, folder] of state.entries()) {
        rmSync(folder, { recursive: true, force: true });
        cpSync(join(kept, String(at)), folder, { recursive: true, preserveTimestamps: true });
      }
      if (work) click(world, work);
      if (!killedAt(world, call, step, words)) break;
      kills += 1;
      try {
        check(started(world, words));
      } catch (failure) {
        throw new Error(`killed before ${call} ${step}`, { cause: failure });
      }
    }
  }
  return kills;
}

/** Whether the process came as far as the n-th such call; strace counts by thread, so that Node gets one for its file calls. */
function killedAt({ pc }: World, call: string, step: number, words: readonly string[]): boolean {
  const traced = ['-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:signal=KILL:when=${step}`];
  const { status, signal, stderr } = spawnSync('strace', [...traced, process.execPath, CHILD, ...words], { env: { ...pc.environment, UV_THREADPOOL_SIZE: '1' }, encoding: 'utf8' });
  if (signal !== 'SIGKILL' && status !== 0) throw new Error(`ended with ${status ?? signal} before ${call} ${step}: ${stderr}`);
  return signal === 'SIGKILL';
}
