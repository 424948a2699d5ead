import { MemoryCredentialStore } from '../fakes/memory-credential-store.js';
import { describeCredentialStore } from './credential-store-contract.js';

describeCredentialStore('memory', async () => {
  const secrets = new Map<string, string>();
  return { store: new MemoryCredentialStore(secrets), reopen: async () => new MemoryCredentialStore(secrets) };
});
