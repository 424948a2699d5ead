import type { Configuration, Secrets } from '../../api/index.js';
import type { ApiLife } from './api-life.js';

export function configurationApi(life: ApiLife, onDidChange: Configuration['onDidChange']): Configuration {
  return {
    get: async <T>(key: string) => await life.call('$configuration.get', { key }) as T,
    update: (key, value) => life.call('$configuration.update', { key, value }),
    onDidChange,
  };
}

export function secretsApi(life: ApiLife): Secrets {
  return {
    get: key => life.call('$secrets.get', { key }),
    set: (key, value) => life.call('$secrets.set', { key, value }),
    delete: key => life.call('$secrets.delete', { key }),
  };
}
