import { silentLogger } from '../../src/base/logger.js';
import { LoggingObjectStore } from '../../src/core/vault/store/logging-object-store.js';
import { RetryingObjectStore } from '../../src/core/vault/store/retrying-object-store.js';
import { ThrottledObjectStore } from '../../src/core/vault/store/throttled-object-store.js';
import { CrashingObjectStore } from '../fakes/crashing-object-store.js';
import { FaultyObjectStore } from '../fakes/faulty-object-store.js';
import { MemoryObjectStore } from '../fakes/memory-object-store.js';
import { seededRandom } from '../fakes/seeded-random.js';
import { SkippingClock } from '../fakes/skipping-clock.js';
import { describeObjectStore } from './object-store-contract.js';

describeObjectStore('retrying', async () => ({
  store: new RetryingObjectStore(new MemoryObjectStore(), new SkippingClock(), seededRandom(1)),
}));

describeObjectStore('retrying over a store that fails now and then', async () => {
  const faulty = new FaultyObjectStore(new MemoryObjectStore());
  for (const call of ['put', 'get', 'head', 'list', 'delete'] as const) {
    faulty.fail(call, 'store.io', { after: 1, times: 2 });
    faulty.fail(call, 'store.gone', { after: 3, times: 1, effect: 'done' });
  }
  return { store: new RetryingObjectStore(faulty, new SkippingClock(), seededRandom(1)) };
});

describeObjectStore('throttled', async () => ({
  store: new ThrottledObjectStore(new MemoryObjectStore(), new SkippingClock(), {
    putBytesPerSecond: 1000, getBytesPerSecond: 1000,
  }),
}));

describeObjectStore('logging', async () => ({
  store: new LoggingObjectStore(new MemoryObjectStore(), silentLogger, new SkippingClock()),
}));

describeObjectStore('all together', async () => {
  const clock = new SkippingClock();
  const retrying = new RetryingObjectStore(new MemoryObjectStore(), clock, seededRandom(1));
  return { store: new LoggingObjectStore(new ThrottledObjectStore(retrying, clock, {}), silentLogger, clock) };
});

describeObjectStore('faulty without a fault', async () => ({ store: new FaultyObjectStore(new MemoryObjectStore()) }));
describeObjectStore('crashing before the crash', async () => ({ store: new CrashingObjectStore(new MemoryObjectStore()) }));
