import type { SettingsStore } from '../../core/ports/local-catalog-state.js';
import type { CredentialStore } from '../../core/ports/credential-store.js';
import { CodedError } from '../../base/coded-error.js';
import type { HostServices } from '../../host/main/services.js';
import { pluginErrors } from '../../terms/errors/plugin-errors.js';

/** What one plugin may keep in the agent's state, as JSON; larger things belong in its storage folder. */
const MAX_STATE_BYTES = 1024 * 1024;

/** Plugins' small values in the local state, each plugin under its own prefix. A plugin's id has no slash, so prefixes never meet. */
export function pluginState(settings: SettingsStore): HostServices['state'] {
  const prefixOf = (plugin: string) => `plugin/${plugin}/state/`;
  const all = (plugin: string) => settings.list(prefixOf(plugin));
  return {
    get: (plugin, key) => settings.get(prefixOf(plugin) + key),
    update(plugin, key, value) {
      const name = prefixOf(plugin) + key;
      const others = [...all(plugin)].filter(([other]) => other !== name);
      const bytes = [...others, [name, value] as const].reduce((sum, [at, kept]) => sum + at.length + Buffer.byteLength(JSON.stringify(kept ?? null)), 0);
      if (bytes > MAX_STATE_BYTES) throw CodedError.of(pluginErrors, 'plugin.state-full', `${plugin} keeps ${bytes} bytes`, { data: { plugin, bytes, limit: MAX_STATE_BYTES } });
      settings.set(name, value);
    },
    keys: plugin => [...all(plugin).keys()].map(name => name.slice(prefixOf(plugin).length)),
    forget(plugin) {
      for (const name of all(plugin).keys()) settings.set(name, undefined);
    },
  };
}

/**
 * Plugins' secrets in the credential store, each plugin under its own accounts. Credential stores cannot list, so the names are kept in the local state; a name is
 * written there before its secret, so that none is left behind when the plugin goes.
 */
export function pluginSecrets(settings: SettingsStore, credentials: () => Promise<CredentialStore>): HostServices['secrets'] {
  const account = (plugin: string, key: string) => `plugin/${plugin}/${key}`;
  const listOf = (plugin: string) => `plugin/${plugin}/secrets`;
  const names = (plugin: string) => (settings.get(listOf(plugin)) ?? []) as readonly string[];
  const remove = async (plugin: string, key: string) => {
    await (await credentials()).delete(account(plugin, key));
    const rest = names(plugin).filter(name => name !== key);
    settings.set(listOf(plugin), rest.length > 0 ? rest : undefined);
  };
  return {
    get: async (plugin, key) => await (await credentials()).get(account(plugin, key)),
    async set(plugin, key, value) {
      if (!names(plugin).includes(key)) settings.set(listOf(plugin), [...names(plugin), key]);
      await (await credentials()).set(account(plugin, key), value);
    },
    delete: remove,
    async forget(plugin) {
      for (const key of names(plugin)) await remove(plugin, key);
    },
  };
}
