import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { carryOutClick } from '../../../src/agent/clicks/carry-out-click.js';
import { ClickDesk, keepClick } from '../../../src/agent/clicks/clicks.js';
import { CodedError } from '../../../src/base/coded-error.js';
import { silentLogger } from '../../../src/base/logger.js';
import type { NewNotice } from '../../../src/notifications/notice.js';
import type { GivenNotice } from '../../../src/notifications/notice-centre.js';
import { SqliteLocalState } from '../../../src/platform/catalog/index.js';
import { agentErrors } from '../../../src/terms/errors/agent-errors.js';
import { Click } from '../../../src/wire/click.js';
import { ManualClock } from '../../fakes/manual-clock.js';

const idOf = (number: number) => number.toString(16).padStart(32, '0');
const click = (number: number, more: object = {}): Click => ({ id: idOf(number), verb: 'backup', paths: [`/docs/${number}`], ...more });

let folder: string;
let state: SqliteLocalState;
let clock: ManualClock;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clicks-'));
  state = SqliteLocalState.open(join(folder, 'state.db'));
  clock = new ManualClock(1_000);
});
afterEach(() => {
  state.dispose();
  rmSync(folder, { recursive: true });
});

const spool = () => join(folder, 'clicks');
function leave(name: string, content: unknown): void {
  mkdirSync(spool(), { recursive: true });
  writeFileSync(join(spool(), name), typeof content === 'string' ? content : JSON.stringify(content));
}

function desk(carryOut: (paths: readonly string[], signal: AbortSignal) => Promise<void> | void) {
  return new ClickDesk({ outbox: state.outbox, folder: spool(), clock, logger: silentLogger, carryOut: async ({ paths }, { signal }) => carryOut(paths, signal) });
}

describe('the click desk', () => {
  it('carries out each click once, however often it came, in the order it came', async () => {
    const done: string[] = [];
    expect(keepClick(state.outbox, click(2), 0)).toBe(true);
    expect(keepClick(state.outbox, click(1), 0)).toBe(true);
    expect(keepClick(state.outbox, click(2), 0)).toBe(false);
    const clicks = desk(paths => void done.push(...paths));
    clicks.start();
    await clicks.settled();
    expect(keepClick(state.outbox, click(1), 0)).toBe(false);
    clicks.wake();
    await clicks.dispose();
    expect(done).toEqual(['/docs/2', '/docs/1']);
  });

  it('takes what file managers left, also while it runs, and what they sent as well only once', async () => {
    const done: string[] = [];
    leave(`${idOf(1)}.json`, click(1));
    keepClick(state.outbox, click(1), 0);
    const clicks = desk(paths => void done.push(...paths));
    clicks.start();
    await clicks.settled();
    leave(`${idOf(2)}-1.json`, click(2, { id: `${idOf(2)}-1` }));
    await clock.advance(10_000);
    await clicks.settled();
    expect(done).toEqual(['/docs/1', '/docs/2']);
    expect(readdirSync(spool())).toEqual([]);
    await clicks.dispose();
  });

  it('removes what is no click, and leaves alone what is none of its files', async () => {
    leave(`${idOf(1)}.json`, '{"id":');
    leave(`${idOf(2)}.json`, { ...click(2), verb: 'delete' });
    leave(`${idOf(3)}.part`, click(3));
    const clicks = desk(() => expect.unreachable());
    clicks.start();
    await clicks.dispose();
    expect(readdirSync(spool())).toEqual([`${idOf(3)}.part`]);
  });

  it('carries out again what a stop broke off', async () => {
    keepClick(state.outbox, click(1), 0);
    const first = desk((_, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))));
    first.start();
    await first.dispose();
    const done: string[] = [];
    const second = desk(paths => void done.push(...paths));
    second.start();
    await second.settled();
    expect(done).toEqual(['/docs/1']);
    await second.dispose();
  });
});

it('a click that fails in an unforeseen way does not hold up those behind it', async () => {
  const done: string[] = [];
  keepClick(state.outbox, click(1), 0);
  keepClick(state.outbox, click(2), 0);
  const clicks = desk(paths => {
    if (paths[0] === '/docs/1') throw new TypeError('unforeseen');
    done.push(...paths);
  });
  clicks.start();
  await clicks.settled();
  await clicks.dispose();
  expect(done).toEqual(['/docs/2']);
  expect(state.outbox.open()).toEqual([]);
});

describe('a click', () => {
  const context = () => {
    const said: (NewNotice | GivenNotice)[] = [];
    const say = (notice: NewNotice | GivenNotice) => `${said.push(notice)}`;
    return { said, notices: () => ({ raise: say, raiseGiven: say }) };
  };
  const carrying = (more: object = {}) => ({ signal: new AbortController().signal, action: 'click/1', isFirst: true, ...more });
  const speaksDuring = async (_command: string, work: () => Promise<unknown>) => (await work(), false);
  const titleOf = (command: string) => Promise.resolve(command === 'acme.send' ? 'Send to Acme' : undefined);

  it('on Back up now backs up what was selected, and says so', async () => {
    const { said, notices } = context();
    const asked: unknown[] = [];
    const call = ((verb: string, params: unknown) => {
      asked.push([verb, params]);
      return Promise.resolve({ runs: [{ files: 3 }], errors: [] });
    }) as never;
    await carryOutClick({ call, notices, language: 'en', titleOf, begunFor: () => [], speaksDuring })(click(1), carrying());
    expect(asked).toEqual([['backup', { paths: ['/docs/1'] }]]);
    expect(said).toMatchObject([{ kind: 'backup-finished', values: { files: 3, failed: 0 } }]);
  });

  it('on Why? says why, in words', async () => {
    const { said, notices } = context();
    const call = (() => Promise.resolve([{ path: 'C:\\docs\\見積.xlsx', answer: 'excluded', rule: '*.xlsx' }])) as never;
    await carryOutClick({ call, notices, language: 'ja', titleOf, begunFor: () => [], speaksDuring })(click(1, { verb: 'why' }), carrying());
    expect(said).toMatchObject([{ title: '見積.xlsx', text: '設定により対象外（*.xlsx）' }]);
  });

  it('that cannot be carried out is done with when that was said', async () => {
    const { said, notices } = context();
    const call = (() => Promise.reject(CodedError.of(agentErrors, 'source.unknown', 'nowhere'))) as never;
    await carryOutClick({ call, notices, language: 'en', titleOf, begunFor: () => [], speaksDuring })(click(1), carrying());
    expect(said).toMatchObject([{ kind: 'action-failed', values: { code: 'source.unknown' } }]);
  });

  it('on a version brings it back to its place, to be undone', async () => {
    const { said, notices } = context();
    const asked: unknown[] = [];
    const call = ((verb: string, params: unknown) => {
      asked.push([verb, params]);
      return Promise.resolve({ number: '000012-0', files: 1, directories: 0, failed: 0, errors: [], dryRun: false, target: '/docs' });
    }) as never;
    await carryOutClick({ call, notices, language: 'en', titleOf, begunFor: () => [], speaksDuring })(click(1, { verb: 'restore', version: 7 }), carrying());
    expect(asked).toEqual([['restore', { paths: ['/docs/1'], version: 7, overwrite: 'always', nearest: false, dryRun: false }]]);
    expect(said).toMatchObject([{ kind: 'restore-finished', actions: [{ name: 'undo', call: { verb: 'undo', params: { number: '000012-0' } } }, { name: 'details' }] }]);
  });

  it('on a version that does not come back says why', async () => {
    const { said, notices } = context();
    const call = (() => Promise.resolve({ number: '000012-0', files: 0, directories: 0, failed: 1, errors: [{ path: '/docs/1', code: 'restore.denied', message: '' }], dryRun: false, target: '/docs' })) as never;
    await carryOutClick({ call, notices, language: 'en', titleOf, begunFor: () => [], speaksDuring })(click(1, { verb: 'restore', version: 7 }), carrying());
    expect(said).toMatchObject([{ kind: 'action-failed', values: { action: 'restore', code: 'restore.denied' } }]);
  });

  it('on a plugin\'s entry runs its command with what was selected, and names it by its title', async () => {
    const { said, notices } = context();
    const asked: unknown[] = [];
    const call = ((verb: string, params: unknown) => {
      asked.push([verb, params]);
      return asked.length === 1 ? Promise.resolve({}) : Promise.reject(CodedError.of(agentErrors, 'source.unknown', 'nowhere'));
    }) as never;
    const carryOut = carryOutClick({ call, notices, language: 'en', titleOf, begunFor: () => [], speaksDuring });
    await carryOut(click(1, { verb: 'command', command: 'acme.send' }), carrying());
    await carryOut(click(2, { verb: 'command', command: 'acme.send' }), carrying());
    expect(asked[0]).toEqual(['command.run', { command: 'acme.send', paths: ['/docs/1'], origin: 'menu' }]);
    expect(said).toMatchObject([{ kind: 'command-finished', values: { title: 'Send to Acme' } }, { kind: 'action-failed', values: { action: 'Send to Acme', code: 'source.unknown' } }]);
  });

  it('on a plugin\'s entry leaves the answer to the plugin, if it gives one', async () => {
    const { said, notices } = context();
    const call = (() => Promise.resolve({})) as never;
    const carryOut = carryOutClick({ call, notices, language: 'en', titleOf, begunFor: () => [], speaksDuring: async (_, work) => (await work(), true) });
    await carryOut(click(1, { verb: 'command', command: 'acme.send' }), carrying());
    expect(said).toEqual([]);
  });

  it('on a plugin\'s entry that was begun before a crash runs nothing again, and says so', async () => {
    const { said, notices } = context();
    const call = (() => expect.unreachable()) as never;
    const carryOut = carryOutClick({ call, notices, language: 'en', titleOf, begunFor: () => [], speaksDuring });
    await carryOut(click(1, { verb: 'command', command: 'acme.send' }), carrying({ isFirst: false }));
    expect(said).toMatchObject([{ id: 'click/1', kind: 'action-failed', values: { action: 'Send to Acme', code: 'notice.action-broken-off' } }]);
  });

  it('that the person cancels is not begun again', async () => {
    const { said, notices } = context();
    const call = (() => Promise.reject(new DOMException('interrupted by the person', 'AbortError'))) as never;
    await carryOutClick({ call, notices, language: 'en', titleOf, begunFor: () => [], speaksDuring })(click(1), carrying());
    expect(said).toEqual([]);
  });

  it('names a version, one path and a command where its verb wants them', () => {
    const isClick = (more: object) => v.is(Click, click(1, more));
    expect([{ verb: 'restore', version: 3 }, { verb: 'restore-copy' }, { verb: 'restore-copy', version: 3 }, { verb: 'command', command: 'a.b' }].map(isClick)).toEqual([true, true, true, true]);
    const wrong = [{ verb: 'restore' }, { verb: 'restore', version: 0 }, { verb: 'restore', version: 3, paths: ['/a', '/b'] }, { verb: 'command' }, { verb: 'delete' }, { verb: 'why', paths: [] }];
    expect(wrong.map(isClick)).toEqual(wrong.map(() => false));
  });
});
