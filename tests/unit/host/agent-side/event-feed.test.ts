import { Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { EventFeed, MAX_WAITING_EVENTS } from '../../../../src/host/main/agent-side/event-feed.js';

const turn = () => new Promise(setImmediate);

function feedOf(): { source: Subject<number>; feed: EventFeed; sent: number[]; answer: () => void; signals: AbortSignal[]; state: { active: boolean } } {
  const source = new Subject<number>();
  const sent: number[] = [];
  const signals: AbortSignal[] = [];
  const state = { active: true };
  let answer = () => {};
  const feed = new EventFeed({
    source, mayFlow: () => state.active,
    send: (value, signal) => {
      sent.push(value as number);
      signals.push(signal);
      return new Promise<void>(resolve => { answer = resolve; });
    },
  });
  return { source, feed, sent, signals, state, answer: () => answer() };
}

describe('a stream on its way to a plugin', () => {
  it('is sent a value at a time', async () => {
    const { source, sent, answer } = feedOf();
    source.next(1);
    source.next(2);
    await turn();
    expect(sent).toEqual([1]);
    answer();
    await turn();
    expect(sent).toEqual([1, 2]);
  });

  it('keeps the newest values while the plugin is slow', async () => {
    const { source, sent, answer } = feedOf();
    for (let value = 0; value <= MAX_WAITING_EVENTS + 10; value++) source.next(value);
    answer();
    await turn();
    expect(sent).toEqual([0, 11]);
  });

  it('waits while the plugin is not active', async () => {
    const { source, sent, state, feed } = feedOf();
    state.active = false;
    source.next(1);
    await turn();
    expect(sent).toEqual([]);
    state.active = true;
    feed.flow();
    expect(sent).toEqual([1]);
  });

  it('ends with its subscription, and with what is under way', async () => {
    const { source, sent, signals, answer, feed } = feedOf();
    source.next(1);
    source.next(2);
    feed.dispose();
    expect([source.observed, signals[0]?.aborted]).toEqual([false, true]);
    answer();
    await turn();
    expect(sent).toEqual([1]);
  });
});
