import { describe, expect, it } from 'vitest';
import { RunQueue, type WorkContext, type WorkKind } from '../../../src/agent/run-queue.js';

/** Work that runs until it is told to go on, and writes down what happens. */
class Ledger {
  readonly queue = new RunQueue();
  readonly lines: string[] = [];
  running = 0;
  readonly #steps = new Map<string, () => void>();

  add(name: string, kind: WorkKind = 'backup', work?: (context: WorkContext) => Promise<unknown>, signal?: AbortSignal): Promise<unknown> {
    return this.queue.add({
      subject: name, kind, signal,
      run: async context => {
        await this.alone(name, () => (work ? work(context) : new Promise<void>(resolve => this.#steps.set(name, resolve))));
      },
    });
  }

  /** Between its steps a piece of work is not alone any more. */
  async alone<T>(name: string, step: () => Promise<T>): Promise<T> {
    this.running += 1;
    expect(this.running).toBe(1);
    this.lines.push(`+${name}`);
    try {
      return await step();
    } finally {
      this.lines.push(`-${name}`);
      this.running -= 1;
    }
  }

  async finish(name: string): Promise<void> {
    await turns();
    this.#steps.get(name)?.();
    await turns();
  }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

describe('the run queue', () => {
  it('does one piece of work after another, in the order in which they came', async () => {
    const ledger = new Ledger();
    const all = [ledger.add('a'), ledger.add('b'), ledger.add('c')];
    for (const name of ['a', 'b', 'c']) await ledger.finish(name);
    await Promise.all(all);
    expect(ledger.lines).toEqual(['+a', '-a', '+b', '-b', '+c', '-c']);
    expect(ledger.queue.running).toBeUndefined();
  });

  it('goes on after work that failed', async () => {
    const ledger = new Ledger();
    const failing = ledger.add('a', 'backup', () => Promise.reject(new Error('no')));
    const next = ledger.add('b', 'backup', async () => undefined);
    await expect(failing).rejects.toThrow('no');
    await next;
  });

  it('lets what waits run while long work gives way, never both at once', async () => {
    const ledger = new Ledger();
    const ran: boolean[] = [];
    const long = ledger.queue.add({
      subject: 'long', kind: 'maintenance',
      run: async ({ giveWay }) => {
        for (const step of ['long 1', 'long 2', 'long 3']) {
          await ledger.alone(step, turns);
          ran.push(await giveWay());
        }
      },
    });
    const saves = [ledger.add('save 1', 'continuous', turns), ledger.add('save 2', 'continuous', turns)];
    await Promise.all([long, ...saves]);
    expect(ledger.lines).toEqual(['+long 1', '-long 1', '+save 1', '-save 1', '+save 2', '-save 2', '+long 2', '-long 2', '+long 3', '-long 3']);
    expect(ran).toEqual([true, false, false]);
  });

  it('gives way to the kinds asked for alone', async () => {
    const ledger = new Ledger();
    const long = ledger.queue.add({
      subject: 'verify', kind: 'maintenance',
      run: async ({ giveWay, isAwaited }) => {
        await ledger.alone('verify 1', turns);
        expect([isAwaited(['restore']), isAwaited(['backup']), isAwaited()]).toEqual([false, true, true]);
        await giveWay(['backup', 'continuous', 'restore']);
        await ledger.alone('verify 2', turns);
      },
    });
    const others = [ledger.add('collect', 'maintenance', turns), ledger.add('backup', 'backup', turns)];
    await Promise.all([long, ...others]);
    expect(ledger.lines.filter(line => line.startsWith('+'))).toEqual(['+verify 1', '+backup', '+verify 2', '+collect']);
  });

  it('shows what runs, not what gave way, and pauses whatever begins while it is paused', async () => {
    const { queue } = new Ledger();
    const paused: string[] = [];
    const job = (name: string) => ({ progress: () => ({}) as never, pause: () => void paused.push(name), resume: () => undefined });
    queue.pause();
    const long = queue.add({
      subject: 'long', kind: 'backup', run: async ({ show, giveWay }) => {
        show(job('long'));
        await giveWay();
      },
    });
    const save = queue.add({
      subject: 'save', kind: 'continuous', run: async ({ show }) => {
        show(job('save'));
        expect(queue.running?.subject).toBe('save');
      },
    });
    await Promise.all([long, save]);
    expect(paused).toEqual(['long', 'save']);
  });

  it('holds what a pause concerns in its order, tells of it at once, and lets other work pass', async () => {
    const { queue } = new Ledger();
    const lines: string[] = [];
    queue.pause();
    const held = (name: string, signal?: AbortSignal) => queue.add({
      subject: name, kind: 'backup', signal, onPaused: () => void lines.push(`${name} paused`), run: async ({ untilResumed }) => {
        await untilResumed();
        lines.push(name);
      },
    });
    const interrupt = new AbortController();
    const interrupted = expect(held('x', interrupt.signal)).rejects.toThrow('aborted');
    const both = [held('a'), held('b')];
    expect(lines).toEqual(['x paused', 'a paused', 'b paused']);
    await queue.add({ subject: 'verify', kind: 'maintenance', run: async () => void lines.push('verify') });
    interrupt.abort();
    await interrupted;
    queue.resume();
    await Promise.all(both);
    expect(lines.slice(3)).toEqual(['verify', 'a', 'b']);
  });

  it('interrupts what runs, what waits and what gave way', async () => {
    const { queue } = new Ledger();
    const gaveWay = queue.add({ subject: 'long', kind: 'backup', run: ({ giveWay }) => giveWay() });
    const running = queue.add({ subject: 'save', kind: 'continuous', run: ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))) });
    const waiting = queue.add({ subject: 'late', kind: 'continuous', run: async () => undefined });
    const outcomes = Promise.allSettled([gaveWay, running, waiting]);
    await turns();
    expect(queue.cancel()).toBe(3);
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  it('waits for everything when it is disposed, and begins nothing after that', async () => {
    const ledger = new Ledger();
    const stopping = ledger.add('a', 'backup', ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))));
    stopping.catch(() => undefined);
    await turns();
    await ledger.queue.dispose();
    expect(ledger.lines).toEqual(['+a', '-a']);
    await expect(ledger.add('b')).rejects.toThrow('stops');
  });
});
