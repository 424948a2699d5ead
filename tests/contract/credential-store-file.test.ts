import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileCredentialStore } from '../../src/platform/credentials/file-credential-store.js';
import { describeCredentialStore } from './credential-store-contract.js';

describeCredentialStore('file', async () => {
  const home = await mkdtemp(join(tmpdir(), 'mamori-credentials-'));
  const open = () => new FileCredentialStore(join(home, 'credentials.json'));
  return { store: open(), reopen: async () => open(), cleanUp: () => rm(home, { recursive: true }) };
});
