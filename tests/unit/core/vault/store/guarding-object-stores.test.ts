import { describe, expect, it } from 'vitest';
import type { LogFields, Logger } from '../../../../../src/base/logger.js';
import { LoggingObjectStore } from '../../../../../src/core/vault/store/logging-object-store.js';
import { ReadOnlyObjectStore } from '../../../../../src/core/vault/store/read-only-object-store.js';
import { FaultyObjectStore } from '../../../../fakes/faulty-object-store.js';
import { MemoryObjectStore } from '../../../../fakes/memory-object-store.js';
import { SkippingClock } from '../../../../fakes/skipping-clock.js';

describe('ReadOnlyObjectStore', () => {
  it('reads and lists, and refuses to change anything', async () => {
    const memory = new MemoryObjectStore();
    await memory.put('name', Buffer.from('x'));
    const store = new ReadOnlyObjectStore(memory);
    expect((await store.get('name')).toString()).toBe('x');
    expect(await Array.fromAsync(store.list(''))).toHaveLength(1);
    await expect(store.put('name', Buffer.from('y'))).rejects.toMatchObject({ code: 'store.read-only' });
    await expect(store.delete('name')).rejects.toMatchObject({ code: 'store.read-only' });
    expect(memory.peek('name')?.toString()).toBe('x');
  });
});

describe('LoggingObjectStore', () => {
  it('writes a line a call, and warns of failures that are not plain answers', async () => {
    const lines: [string, string, LogFields | undefined][] = [];
    const line = (level: string) => (message: string, fields?: LogFields) => void lines.push([level, message, fields]);
    const logger: Logger = { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
    const faulty = new FaultyObjectStore(new MemoryObjectStore());
    const store = new LoggingObjectStore(faulty, logger, new SkippingClock());

    await store.put('name', [Buffer.from('ab'), Buffer.from('c')]);
    await store.get('name', { suffix: 2 });
    await Array.fromAsync(store.list('n'));
    await store.get('none').catch(() => {});
    faulty.gone = true;
    await store.delete('name').catch(() => {});

    expect(lines).toEqual([
      ['debug', 'store put', { name: 'name', bytes: 3, ms: 0 }],
      ['debug', 'store get', { name: 'name', suffix: 2, bytes: 2, ms: 0 }],
      ['debug', 'store list', { prefix: 'n', count: 1, ms: 0 }],
      ['debug', 'store get failed', { name: 'none', ms: 0, code: 'store.not-found' }],
      ['warn', 'store delete failed', { name: 'name', ms: 0, code: 'store.gone' }],
    ]);
  });
});
