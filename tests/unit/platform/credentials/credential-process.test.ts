import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock, type Clock } from '../../../../src/base/clock.js';
import { CredentialProcess } from '../../../../src/platform/credentials/credential-process.js';

// The second argument of the script, the service, is where these stand-ins write their process id.
const announcing = `import { writeFileSync } from 'node:fs'; writeFileSync(process.argv[3], String(process.pid));`;
const answering = `${announcing} process.on('message', ({ operations }) =>
  process.send({ replies: operations.map(({ account }) => ({ ok: true, value: account + ' of ' + process.pid })) }));
  process.on('disconnect', () => process.exit());`;
// A blocked main thread ignores every signal but SIGKILL, as a call into a locked keyring does.
const hanging = `${announcing} process.on('SIGTERM', () => {}); process.on('message', () => { for (;;); });`;
const dying = `process.on('message', () => process.exit(7));`;

describe('CredentialProcess', () => {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'mamori-process-')); });
  afterEach(() => rm(folder, { recursive: true }));

  async function start(source: string, clock: Clock = systemClock, timeoutMs = 30_000): Promise<CredentialProcess> {
    const script = join(folder, 'script.mjs');
    await writeFile(script, source);
    return new CredentialProcess({
      driver: 'keytar', service: join(folder, 'pid'), clock, timeoutMs, script, environment: process.env,
    });
  }
  const pid = async () => Number(await readFile(join(folder, 'pid'), 'utf8'));
  const get = (account: string) => [{ op: 'get', account }] as const;

  it('answers requests in order from one process', async () => {
    const under = await start(answering);
    const outcomes = await Promise.all(['a', 'b'].map(account => under.run(get(account))));
    const id = await pid();
    expect(outcomes).toEqual(['a', 'b'].map(account => ({ kind: 'replied', replies: [{ ok: true, value: `${account} of ${id}` }] })));
  });

  it('ends an idle process and starts another for the next request', async () => {
    const clock = new IdleEndsAtOnce();
    const under = await start(answering, clock);
    await under.run(get('a'));
    const first = await pid();
    clock.endIdle();
    await under.run(get('b'));
    expect(await pid()).not.toBe(first);
    await untilGone(first);
  });

  it('kills a process whose main thread is blocked', async () => {
    const under = await start(hanging, systemClock, 500);
    expect(await under.run(get('a'))).toEqual({ kind: 'timed-out' });
    await untilGone(await pid());
  });

  it('reports a process that dies under a request, and one that cannot start', async () => {
    expect(await (await start(dying)).run(get('a'))).toEqual({ kind: 'ended', reason: 'exit: 7' });
    for (const script of ['missing.mjs', 'no/folder.mjs']) {
      const under = new CredentialProcess({
        driver: 'keytar', service: 'x', clock: systemClock, timeoutMs: 30_000, script: join(folder, script), environment: process.env,
      });
      expect(await under.run(get('a'))).toMatchObject({ kind: 'ended' });
    }
  });

  it('starts nothing where no keyring can be reached', async () => {
    const under = new CredentialProcess({ driver: 'keytar', service: 'x', clock: systemClock, timeoutMs: 1, environment: undefined });
    expect(await under.run(get('a'))).toEqual({ kind: 'ended', reason: 'no session bus' });
  });
});

/** Real time, except that the wait of an idle process is over when the test says so. */
class IdleEndsAtOnce implements Clock {
  #endIdle = () => {};
  readonly nowMs = systemClock.nowMs;
  readonly monotonicMs = systemClock.monotonicMs;

  after(delayMs: number, action: () => void, options?: { readonly unref?: boolean }) {
    if (!options?.unref) return systemClock.after(delayMs, action, options);
    this.#endIdle = action;
    return { cancel: () => { this.#endIdle = () => {}; } };
  }

  endIdle(): void {
    this.#endIdle();
  }
}

/** Resolves when no process has this id; the kernel reaps a killed child within a few turns of the event loop. */
async function untilGone(id: number): Promise<void> {
  for (;;) {
    try {
      process.kill(id, 0);
    } catch {
      return;
    }
    await new Promise(resolve => setImmediate(resolve));
  }
}
