import type { SettingsStore } from '../../core/ports/local-catalog-state.js';
import { MAIL_ACCOUNT } from '../notices/mail-server.js';
import { namesSecret } from './secret-filter.js';
import { salvagedSecrets } from './salvaged-secrets.js';
import type { SupportSource } from './support-source.js';

/** Names a kind of credential store; hiding "file" wherever it stands would hide what a reader needs. */
const STORE_CHOICE = 'MAMORI_CREDENTIALS';

/**
 * Every secret this process can name: those of the environment, of the credential store, and what settings keep under a secret's name. A store that is locked keeps its secrets from the export as well.
 *
 * Where the local state does not open, its bytes and the folders beside it tell which secrets there are; a file of secrets is looked through in any case, whatever else is there.
 */
export async function knownSecrets({ state, installation, credentials, place }: Pick<SupportSource, 'state' | 'installation' | 'credentials' | 'place'>): Promise<ReadonlySet<string>> {
  const secrets = new Set<string>();
  for (const [name, value] of Object.entries(place.surroundings.environment)) if (value && namesSecret(name) && name !== STORE_CHOICE) secrets.add(value);
  for (const [name, value] of state?.list('') ?? []) if (!/^plugin\/[^/]+\/secrets$/.test(name)) gather(value, name.split('/').at(-1) ?? '', secrets);
  const salvaged = await salvagedSecrets(place, namesSecret);
  for (const secret of salvaged.secrets) keep(secret, secrets);
  const accounts = new Set([MAIL_ACCOUNT, ...installation ? [`vault/${installation.vault.id}/keys`] : [], ...state ? pluginAccounts(state) : salvaged.accounts]);
  const store = await credentials().catch(() => undefined);
  for (const account of accounts) {
    const secret = await store?.get(account).catch(() => undefined);
    if (secret === undefined) continue;
    keep(secret, secrets);
  }
  return secrets;
}

/** A secret, and the parts of one that is JSON. */
function keep(secret: string, secrets: Set<string>): void {
  secrets.add(secret);
  gather(parsed(secret), 'secret', secrets);
}

/** As src/agent/plugins/plugin-state.ts keeps them: their names lie in the local state. */
function pluginAccounts(settings: SettingsStore): readonly string[] {
  return [...settings.list('plugin/')].flatMap(([name, keys]) => {
    const plugin = /^plugin\/([^/]+)\/secrets$/.exec(name)?.[1];
    return plugin === undefined || !Array.isArray(keys) ? [] : keys.map(key => `plugin/${plugin}/${String(key)}`);
  });
}

/** Strings below a secret's name, and passwords within URLs. */
function gather(value: unknown, name: string, secrets: Set<string>): void {
  if (typeof value === 'string') {
    if (namesSecret(name)) secrets.add(value);
    for (const [, password = ''] of value.matchAll(/:\/\/[^\s/?#:]*:([^\s/?#]+)@/g)) secrets.add(password).add(decoded(password));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) gather(item, namesSecret(name) ? name : key, secrets);
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
