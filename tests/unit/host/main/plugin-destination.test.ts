import { beforeEach, describe, expect, it } from 'vitest';
import { CodedError } from '../../../../src/base/coded-error.js';
import { ContributionIndex } from '../../../../src/host/main/contribution-index.js';
import { PluginDestination, type PluginDestinationParts } from '../../../../src/host/main/plugin-destination.js';
import { pluginErrors } from '../../../../src/terms/errors/plugin-errors.js';
import { storeErrors } from '../../../../src/terms/errors/store-errors.js';
import { manifestOf } from '../support/manifests.js';

const signal = new AbortController().signal;
const gone = () => CodedError.of(pluginErrors, 'plugin.host-gone', 'crashed');

describe('a destination whose plugin comes and goes', () => {
  let asked: string[];
  let answers: Record<string, (handle: number) => unknown>;
  let active: boolean;
  let handle: number;
  let destination: PluginDestination;
  beforeEach(async () => {
    [asked, active, handle] = [[], true, 100];
    answers = { '$destinations.open': () => ({ handle: ++handle, capabilities: { conditionalPut: true, durability: 'synced' }, tellsFreeSpace: false }), '$destinations.head': () => undefined };
    const index = new ContributionIndex();
    index.add(manifestOf('box', { destinations: [{ schemes: ['box'], title: 'Box' }] }, { capabilities: { destinations: true } }));
    const call = async (plugin: string, method: string, params: { readonly handle?: number }) => {
      asked.push(`${method.slice('$destinations.'.length)} ${params.handle ?? plugin}`);
      return answers[method]?.(params.handle ?? 0);
    };
    destination = await PluginDestination.open({ index, runner: { call } as unknown as PluginDestinationParts['runner'], isGranted: () => true, isActive: () => active }, 'BOX://a', signal);
  });
  const head = () => destination.head('a', { signal });

  it('is opened again by the next call after its process ended, once for all who wait', async () => {
    const { '$destinations.head': fine } = answers;
    answers['$destinations.head'] = () => { throw gone(); };
    await expect(head()).rejects.toMatchObject({ code: 'plugin.host-gone' });
    answers['$destinations.head'] = fine as () => unknown;
    await Promise.all([head(), head()]);
    expect(asked).toEqual(['open acme.box', 'head 101', 'open acme.box', 'head 102', 'head 102']);
  });

  it('is opened again after it could not be opened, whatever the reason', async () => {
    const { '$destinations.open': fine } = answers;
    answers['$destinations.head'] = () => { throw gone(); };
    answers['$destinations.open'] = () => { throw CodedError.of(storeErrors, 'store.gone', 'unplugged'); };
    await expect(head()).rejects.toMatchObject({ code: 'plugin.host-gone' });
    await expect(head()).rejects.toMatchObject({ code: 'store.gone' });
    answers['$destinations.open'] = fine as () => unknown;
    answers['$destinations.head'] = () => undefined;
    expect(await head()).toBeUndefined();
  });

  it('stays open when a call fails for a reason of its own', async () => {
    answers['$destinations.head'] = () => { throw CodedError.of(storeErrors, 'store.io', 'once'); };
    await expect(head()).rejects.toMatchObject({ code: 'store.io' });
    answers['$destinations.head'] = () => undefined;
    await head();
    expect(asked).toEqual(['open acme.box', 'head 101', 'head 101']);
  });

  it('lets a caller go that waits for a place to open', async () => {
    answers['$destinations.head'] = () => { throw gone(); };
    await expect(head()).rejects.toMatchObject({ code: 'plugin.host-gone' });
    answers['$destinations.open'] = () => new Promise(() => {});
    const abort = new AbortController();
    const reason = new Error('enough');
    const waiting = destination.head('a', { signal: abort.signal });
    abort.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });

  it('is not started to be closed', async () => {
    active = false;
    await destination.dispose();
    expect(asked).toEqual(['open acme.box']);
    await expect(head()).rejects.toMatchObject({ code: 'plugin.destination-closed' });
  });

  it.each([
    ['twice', [{ name: 'a', sizeBytes: 1 }, { name: 'a', sizeBytes: 1 }]], ['out of order', [{ name: 'b', sizeBytes: 1 }, { name: 'a', sizeBytes: 1 }]],
    ['that were not asked for', [{ name: 'c', sizeBytes: 1 }]],
  ])('is not believed when it lists objects %s', async (_, objects) => {
    answers['$destinations.list'] = () => ({ objects, more: false });
    await expect(Array.fromAsync(destination.list(objects.length > 1 ? '' : 'a', { signal }))).rejects.toMatchObject({ code: 'plugin.failed' });
  });

  it('that promises more and gives nothing ends the listing', async () => {
    answers['$destinations.list'] = () => ({ objects: [], more: true });
    expect(await Array.fromAsync(destination.list('', { signal }))).toEqual([]);
  });
});
