export { openCredentialStore, type OpenCredentialStoreOptions } from './open-credential-store.js';
export type { CredentialStoreName } from './store-choice.js';
