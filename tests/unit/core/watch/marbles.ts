import { TestScheduler } from 'rxjs/testing';
import { expect } from 'vitest';
import type { PathChange } from '../../../../src/core/watch/source-event.js';

export type RunHelpers = Parameters<Parameters<TestScheduler['run']>[0]>[0];

/** Runs marbles on virtual time; one frame is one millisecond. */
export function onVirtualTime(test: (helpers: RunHelpers & { readonly scheduler: TestScheduler }) => void): void {
  const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
  scheduler.run(helpers => test({ ...helpers, scheduler }));
}

export function change(path: string): PathChange {
  return { kind: 'change', path, hint: 'unknown', at: 0 };
}
