import { describe, expect, it } from 'vitest';
import { PluginObjectStore } from '../../../../src/agent/plugins/plugin-object-store.js';
import { CodedError } from '../../../../src/base/coded-error.js';
import type { Destination } from '../../../../src/host/api/index.js';
import { pluginErrors } from '../../../../src/terms/errors/plugin-errors.js';
import { storeErrors } from '../../../../src/terms/errors/store-errors.js';

const bytes = (length: number) => Buffer.alloc(length, 'x');

async function* pieces(...lengths: readonly number[]): AsyncGenerator<Uint8Array> {
  for (const length of lengths) yield bytes(length);
}

function storeOf(parts: Partial<Destination>): PluginObjectStore {
  return new PluginObjectStore({ capabilities: { conditionalPut: false, durability: 'best-effort' }, dispose: () => {}, ...parts } as Destination);
}

describe('a plugin that does not keep its promises', () => {
  it.each([
    ['gives less than was asked for', pieces(3, 2), { offset: 0, length: 6 }, 'store.corrupt-range'],
    ['gives more than was asked for', pieces(3, 4), { offset: 0, length: 6 }, 'store.io'],
    ['gives more than the end that was asked for', pieces(7), { suffix: 6 }, 'store.io'],
  ] as const)('%s', async (_, stream, range, code) => {
    await expect(storeOf({ get: () => stream }).get('a', range)).rejects.toMatchObject({ code });
  });

  it('sends without end is cut off before it costs more memory than any object has', async () => {
    let told = 0;
    const mebibyte = bytes(1024 * 1024);
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        told += 1;
        yield mebibyte;
      }
    }
    await expect(storeOf({ get: endless }).get('a')).rejects.toMatchObject({ code: 'store.io' });
    expect(told).toBe(513);
  });

  it.each([
    [CodedError.of(storeErrors, 'store.full', 'no room'), 'store.full', 'never'],
    [new CodedError('store.gone', 'says it is a bug', { kind: 'bug', retry: 'never' }), 'store.gone', 'later'],
    [CodedError.of(storeErrors, 'store.bad-name', 'blames the caller'), 'store.io', 'later'],
    [CodedError.of(pluginErrors, 'plugin.host-gone', 'crashed'), 'store.gone', 'later'],
    [CodedError.of(pluginErrors, 'plugin.failed', 'just so'), 'store.io', 'later'],
    [new CodedError('acme.box/odd', 'of its own', { kind: 'environment', retry: 'later' }), 'store.io', 'later'],
    [new TypeError('undefined is not a function'), 'store.io', 'later'],
  ])('and fails with %s comes out as %s', async (failure, code, retry) => {
    const fail = () => { throw failure; };
    const store = storeOf({ put: fail, head: fail, delete: fail });
    for (const call of [store.put('a', bytes(1)), store.head('a'), store.delete('a')]) await expect(call).rejects.toMatchObject({ code, retry, kind: 'environment', cause: failure });
  });

  it('sees no name that no store may have', async () => {
    const seen: string[] = [];
    const store = storeOf({ head: async name => void seen.push(name) as undefined });
    await expect(store.head('../etc/passwd')).rejects.toMatchObject({ code: 'store.bad-name' });
    expect(seen).toEqual([]);
  });

  it('is told when a listing is left', async () => {
    let left: AbortSignal | undefined;
    async function* list(_: string, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<{ name: string; sizeBytes: number }> {
      left = signal;
      for (let index = 0; ; index++) yield { name: `a${index}`, sizeBytes: 1 };
    }
    for await (const { name } of storeOf({ list }).list('')) if (name === 'a3') break;
    expect(left?.aborted).toBe(true);
  });
});
