import type { Destination, DestinationProvider, Destinations } from '../../api/index.js';
import { capabilityMissing } from '../../refusals.js';
import type { Handlers } from '../../rpc/index.js';
import type { PluginCalls } from '../plugin-side.js';
import type { ApiLife } from './api-life.js';
import { HandlerTable } from './handler-table.js';
import { OpenDestinations } from './open-destinations.js';

type DestinationCalls = Pick<Handlers<PluginCalls>, Extract<keyof PluginCalls, `$destinations.${string}`>>;

export interface DestinationsApi {
  readonly api: Destinations;
  readonly handlers: DestinationCalls;
  /** Disposes of every destination that is open. */
  close(): Promise<void>;
}

/** The destinations a plugin provides, and those of them that are open. */
export function destinationsApi(life: ApiLife): DestinationsApi {
  const providers = new HandlerTable<DestinationProvider>({
    life, kind: 'destination', contributed: life.activation.contributes.schemes,
    announce: scheme => life.call('$destinations.register', { scheme }),
    retract: scheme => life.tell('$destinations.unregister', { scheme }),
  });
  const open = new OpenDestinations(life.plugin);
  const at = (handle: number): Destination => open.find(handle).destination;
  return {
    api: {
      registerDestination(scheme, provider) {
        if (!life.activation.capabilities.includes('destinations')) throw capabilityMissing(life.plugin, 'destinations');
        return providers.register(scheme, provider);
      },
    },
    handlers: {
      '$destinations.open': async ({ scheme, url }, { signal }) => {
        const destination = await providers.find(scheme).open(url, { signal });
        const { capabilities: { conditionalPut, durability, limits } } = destination;
        return { handle: await open.add(destination), capabilities: { conditionalPut, durability, ...(limits && { limits }) }, tellsFreeSpace: destination.freeSpace !== undefined };
      },
      '$destinations.put': async ({ handle, name, sizeBytes, ifAbsent }, { body, signal }) => {
        await at(handle).put(name, body, { sizeBytes, ifAbsent, signal });
        return undefined;
      },
      '$destinations.get': ({ handle, name, range }, { signal }) => ({ value: undefined, stream: at(handle).get(name, range, { signal }) }),
      '$destinations.head': ({ handle, name }, { signal }) => at(handle).head(name, { signal }),
      '$destinations.list': ({ handle, prefix, after }, { signal }) => open.find(handle).listings.page(prefix, after, signal),
      '$destinations.delete': async ({ handle, name }, { signal }) => {
        await at(handle).delete(name, { signal });
        return undefined;
      },
      '$destinations.freeSpace': ({ handle }, { signal }) => at(handle).freeSpace?.({ signal }),
      '$destinations.close': async ({ handle }) => {
        await open.close(handle);
        return undefined;
      },
    },
    close: () => open.closeAll(),
  };
}
