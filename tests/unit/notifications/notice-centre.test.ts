import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../src/notifications/policy/policies.js';
import { NOON_MS, NoticeWorld } from './support/notice-world.js';

const failed = (source: string) => ({ kind: 'backup-failed', dedupeKey: `backup-failed/${source}`, values: { source, code: 'store.full' } }) as const;

describe('a notice', () => {
  it('is told once and listed until it is seen, over restarts', async () => {
    const world = new NoticeWorld();
    world.centre.raise({ kind: 'notify-test' });
    await world.centre.settled();
    await world.restart();
    await world.centre.settled();
    expect(world.toasts).toEqual(['Test notice']);
    expect(world.listed).toEqual(['notify-test']);
    expect(world.centre.see('all')).toBe(1);
    expect(world.listed).toEqual([]);
  });

  it('that was not told before its process ended is told by the next', async () => {
    const world = new NoticeWorld();
    const raised = world.centre.raise(failed('a'));
    expect(world.state.notices.get(raised)?.fate).toBe('due');
    world.state.notices.deliver({ notice: raised, channel: 'toast', atMs: NOON_MS, failure: 'notice.channel-failed' });
    await world.restart();
    await world.centre.settled();
    expect(world.toasts).toEqual(['A backup is incomplete']);
  });

  it('with an id that is known is not told again', async () => {
    const world = new NoticeWorld();
    for (const _ of [1, 2]) world.centre.raise({ ...failed('a'), id: 'missed 1' });
    await world.centre.settled();
    expect(world.toast.attempts).toBe(1);
  });

  it('that only repeats what stands is no second one', () => {
    const world = new NoticeWorld();
    expect(world.centre.raise(failed('a'))).toBe(world.centre.raise(failed('a')));
    world.centre.raise({ ...failed('a'), values: { source: 'a', code: 'store.gone' } });
    expect(world.listed).toEqual(['backup-failed']);
    expect(world.state.notices.list({ all: true, limit: 9 })).toHaveLength(2);
  });

  it('is heard of once by whoever listens, when it is kept, also if it is not to be shown', () => {
    const world = new NoticeWorld();
    world.centre.mute('vault-unreachable');
    for (const _ of [1, 2]) world.centre.raise(failed('a'));
    world.centre.raise({ kind: 'vault-unreachable', values: { location: '/mnt', code: 'store.gone', source: 'a' } });
    expect(world.kept).toHaveLength(2);
    expect(world.kept[0]).toBe('A backup is incomplete');
  });

  it('is withdrawn once it is true no longer', async () => {
    const world = new NoticeWorld();
    world.centre.raise(failed('a'));
    world.centre.withdraw('backup-failed/a');
    await world.centre.settled();
    expect(world.listed).toEqual([]);
  });

  it('puts its values into words, with cause and remedy', async () => {
    const world = new NoticeWorld();
    world.centre.raise(failed('Documents'));
    await world.centre.settled();
    expect(world.toast.delivered[0]?.text).toMatch(/^Documents: \S.*\. \S.*\.$/);
  });
});

describe('policies', () => {
  it('hold news in quiet hours and let them go when those end', async () => {
    const world = new NoticeWorld();
    world.policies = { ...world.policies, quietHours: { fromMinute: 11 * 60, toMinute: 14 * 60 } };
    world.centre.raise(failed('a'));
    await world.clock.advance(119 * 60_000);
    expect(world.toasts).toEqual([]);
    await world.clock.advance(2 * 60_000);
    await world.centre.settled();
    expect(world.toasts).toHaveLength(1);
  });

  it('tell one of a kind within a period; the others are listed', async () => {
    const world = new NoticeWorld();
    world.centre.raise(failed('a'));
    world.centre.raise(failed('b'));
    world.centre.raise(failed('c'));
    await world.centre.settled();
    expect(world.toast.delivered.map(({ text }) => text[0])).toEqual(['a']);
    expect(world.listed).toHaveLength(3);
    await world.clock.advance(12 * HOUR_MS + 60_000);
    await world.centre.settled();
    expect(world.toast.delivered.map(({ text }) => text[0])).toEqual(['a', 'c']);
  });

  it('warn of a source without a committed run for three days, alarm after five, once a day, also at night', async () => {
    const world = new NoticeWorld();
    world.policies = { ...world.policies, quietHours: { fromMinute: 0, toMinute: 0 } };
    world.sources = [{ id: 's', name: 'Documents', addedMs: NOON_MS, lastGoodMs: NOON_MS }];
    const said: string[] = [];
    for (let day = 1; day <= 7; day++) {
      await world.clock.advance(DAY_MS);
      await world.centre.settled();
      said.push(world.toast.delivered.splice(0).map(({ severity, title }) => `${severity} ${title}`).join());
    }
    expect(said).toEqual(['', '', '', 'warning No backup for 3 days', '', 'alarm No backup for 5 days', 'alarm No backup for 6 days']);
    world.sources = [{ id: 's', name: 'Documents', addedMs: NOON_MS, lastGoodMs: world.clock.nowMs() }];
    world.centre.sourcesChanged();
    expect(world.listed).toEqual([]);
  });

  it('judge no source in the first minutes after a start', async () => {
    const world = new NoticeWorld();
    world.sources = [{ id: 's', name: 'Documents', addedMs: NOON_MS - 9 * DAY_MS, lastGoodMs: undefined }];
    await world.clock.advance(9 * 60_000);
    expect(world.listed).toEqual([]);
    await world.clock.advance(2 * 60_000);
    expect(world.listed).toEqual(['backup-overdue']);
  });

  it('show a kind no more until that is reset', async () => {
    const world = new NoticeWorld();
    world.centre.mute('backup-failed');
    world.centre.raise(failed('a'));
    await world.restart();
    world.centre.raise(failed('b'));
    await world.centre.settled();
    expect(world.toasts).toEqual([]);
    expect(world.listed).toHaveLength(2);
    expect(world.centre.reset()).toBe(1);
    world.centre.raise(failed('c'));
    await world.centre.settled();
    expect(world.toasts).toHaveLength(1);
  });
});

describe('delivery', () => {
  it('falls to the next channel at once where there is nothing to deliver to, which is no failure', async () => {
    const world = new NoticeWorld();
    world.toast.failing = 'unavailable';
    const id = world.centre.raise({ kind: 'notify-test' });
    await world.centre.settled();
    expect(world.state.notices.deliveriesOf(id).map(({ channel, failure }) => [channel, failure])).toEqual([['toast', 'notice.channel-unavailable'], ['log', undefined]]);
    expect(world.centre.failingChannels()).toEqual([]);
  });

  it('is tried again, then falls to the next channel, and the failing one shows until it works', async () => {
    const world = new NoticeWorld();
    world.toast.failing = 'failed';
    world.routes = [['toast', 'mail', 'log']];
    world.centre.raise({ kind: 'notify-test' });
    await world.clock.advance(15_000);
    await world.centre.settled();
    expect(world.toast.attempts).toBe(3);
    expect(world.mail.delivered).toHaveLength(1);
    expect(world.centre.failingChannels()).toMatchObject([{ channel: 'toast', failure: 'notice.channel-failed' }]);
    world.toast.failing = undefined;
    world.centre.raise({ kind: 'notify-test' });
    await world.centre.settled();
    expect(world.centre.failingChannels()).toEqual([]);
  });

  it('goes every route, each with its own channels to fall to', async () => {
    const world = new NoticeWorld();
    world.routes = [['toast', 'log'], ['mail', 'toast']];
    world.mail.failing = 'unavailable';
    world.centre.raise({ kind: 'notify-test' });
    await world.centre.settled();
    expect(world.toast.delivered).toHaveLength(2);
  });

  it('gives up on a channel that never answers', async () => {
    const world = new NoticeWorld();
    world.toast.deliver = () => new Promise(() => undefined);
    const id = world.centre.raise({ kind: 'notify-test' });
    await world.clock.advance(120_000);
    await world.centre.settled();
    expect(world.state.notices.deliveriesOf(id).map(({ channel, failure }) => [channel, failure])).toEqual([['toast', 'notice.channel-failed'], ['log', undefined]]);
  });
});

describe('buttons', () => {
  const withButton = { kind: 'backup-failed', values: { source: 'a' }, actions: [{ name: 'back-up-now', call: { type: 'verb', verb: 'backup', params: { paths: [] } } }] } as const;
  const offered = async (world: NoticeWorld) => {
    world.centre.raise(withButton);
    await world.centre.settled();
    return world.toast.delivered[0]?.actions[0]?.nonce as string;
  };

  it('do their work once, and count as having seen the notice', async () => {
    const world = new NoticeWorld();
    const nonce = await offered(world);
    expect(nonce).toMatch(/^[0-9a-f]{64}$/);
    await world.centre.press(nonce);
    await expect(world.centre.press(nonce)).rejects.toMatchObject({ code: 'notice.action-used' });
    expect(world.carriedOut).toEqual([{ type: 'verb', verb: 'backup', params: { paths: [] } }]);
    expect(world.listed).toEqual([]);
  });

  it('work after a restart, and once then too', async () => {
    const world = new NoticeWorld();
    const nonce = await offered(world);
    await world.restart();
    await world.centre.press(nonce);
    await world.restart();
    await expect(world.centre.press(nonce)).rejects.toMatchObject({ code: 'notice.action-used' });
    expect(world.carriedOut).toHaveLength(1);
  });

  it('that were pressed when their process ended are carried out by the next', async () => {
    const world = new NoticeWorld();
    const nonce = await offered(world);
    world.carryOut = (_, { signal }) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    const pressed = world.centre.press(nonce);
    world.carryOut = async call => void world.carriedOut.push(call) as undefined;
    await world.restart();
    await pressed;
    await world.clock.advance(0);
    expect(world.carriedOut).toHaveLength(1);
    await world.restart();
    await world.clock.advance(0);
    expect(world.carriedOut).toHaveLength(1);
  });

  it('go on under the same name with what they began, and tell of it once', async () => {
    const world = new NoticeWorld();
    const nonce = await offered(world);
    const actions: string[] = [];
    world.carryOut = (_, { signal, action }) => {
      actions.push(action);
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    };
    const pressed = world.centre.press(nonce);
    world.carryOut = async (_, { action }) => {
      actions.push(action);
      return { kind: 'backup-finished', values: { files: 3, failed: 0 } };
    };
    await world.restart();
    await pressed;
    await world.clock.advance(0);
    await world.centre.settled();
    expect(actions).toEqual([`press/${nonce.slice(0, 32)}`, `press/${nonce.slice(0, 32)}`]);
    expect(world.state.notices.list({ all: false, limit: 9 })).toMatchObject([{ id: actions[0], kind: 'backup-finished' }]);
  });

  it('whose command was begun by a process that is gone say so, and run nothing again', async () => {
    const world = new NoticeWorld();
    world.centre.raiseGiven({ kind: 'plugin/acme.ink/low', severity: 'warning', title: 'Ink', text: 'is low', actions: [{ name: '0', title: 'Order', call: { type: 'command', plugin: 'acme.ink', command: 'acme.order' } }] });
    await world.centre.settled();
    const nonce = world.toast.delivered[0]?.actions[0]?.nonce as string;
    world.carryOut = (_, { signal }) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    const pressed = world.centre.press(nonce);
    world.carryOut = () => expect.unreachable();
    await world.restart();
    await pressed;
    await world.clock.advance(0);
    expect(world.state.notices.list({ all: false, limit: 9 })).toMatchObject([{ kind: 'action-failed', body: { values: { action: 'Order', code: 'notice.action-broken-off' } } }]);
  });

  it('that the person cancels say nothing', async () => {
    const world = new NoticeWorld();
    const nonce = await offered(world);
    world.carryOut = () => Promise.reject(new DOMException('interrupted by the person', 'AbortError'));
    await world.centre.press(nonce);
    expect(world.listed).toEqual([]);
    expect(world.state.notices.unfinished()).toEqual([]);
  });

  it('that are too old do nothing and explain themselves', async () => {
    const world = new NoticeWorld();
    const nonce = await offered(world);
    await world.clock.advance(DAY_MS);
    await expect(world.centre.press(nonce)).rejects.toMatchObject({ code: 'notice.action-expired' });
    await world.centre.settled();
    expect(world.carriedOut).toEqual([]);
    expect(world.toast.delivered.at(-1)).toMatchObject({ kind: 'action-expired', text: '"Back up now" was not done, because its time is over. If you still want it, run "mamori backup".' });
  });

  it('that fail say why', async () => {
    const world = new NoticeWorld();
    const nonce = await offered(world);
    world.carryOut = async () => { throw new Error('no'); };
    await world.centre.press(nonce);
    await world.centre.settled();
    expect(world.toasts.at(-1)).toBe('That did not work');
  });

  it('nobody was offered do nothing', async () => {
    const world = new NoticeWorld();
    await expect(world.centre.press('0'.repeat(64))).rejects.toMatchObject({ code: 'notice.action-unknown' });
  });

  it('"Don\'t show again" mutes the kind', async () => {
    const world = new NoticeWorld();
    world.centre.raise({ ...withButton, actions: [{ name: 'mute', call: { type: 'mute', kind: 'backup-failed' } }] });
    await world.centre.settled();
    await world.centre.press(world.toast.delivered[0]?.actions[0]?.nonce as string);
    expect(world.centre.muted).toEqual(['backup-failed']);
  });
});
