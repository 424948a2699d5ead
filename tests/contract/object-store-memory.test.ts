import { MemoryObjectStore } from '../fakes/memory-object-store.js';
import { describeObjectStore } from './object-store-contract.js';

describeObjectStore('memory', async () => ({ store: new MemoryObjectStore() }));
