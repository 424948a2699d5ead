import { Subject, type Observable } from 'rxjs';
import { CodedError } from '../../base/coded-error.js';
import { pluginErrors } from '../../terms/errors/plugin-errors.js';
import type { ManifestSetting, PluginId } from '../../wire/plugins/manifest/index.js';
import { acceptsSetting } from '../../wire/plugins/manifest/setting-findings.js';
import { unknownContribution, type ContributionIndex, type Contributed } from './contribution-index.js';
import type { HostServices } from './services.js';

export interface SettingChange {
  readonly plugin: PluginId;
  readonly key: string;
  readonly value: unknown;
}

/** Settings of plugins: their shapes and defaults from the manifests, their values from the agent's own settings. */
export class PluginConfiguration {
  readonly #index: ContributionIndex;
  readonly #values: HostServices['settings'];
  readonly #changes = new Subject<SettingChange>();

  constructor(index: ContributionIndex, values: HostServices['settings']) {
    this.#index = index;
    this.#values = values;
  }

  get changes(): Observable<SettingChange> {
    return this.#changes;
  }

  /** Every setting of an enabled plugin, by key. */
  get properties(): ReadonlyMap<string, Contributed<ManifestSetting>> {
    return this.#index.all('setting');
  }

  /**
   * The value, or the default where there is none or where the one there is does not fit (any more).
   *
   * @throws CodedError `plugin.unknown-setting`
   */
  get(key: string): unknown {
    const { value: setting } = this.#find(key);
    const value = this.#values.get(key);
    return value !== undefined && acceptsSetting(setting, value) ? value : setting.default;
  }

  /**
   * Saves a value and tells the plugin; `undefined` goes back to the default.
   *
   * @throws CodedError `plugin.unknown-setting`, `plugin.bad-setting`
   */
  set(key: string, value: unknown): void {
    const { plugin, value: setting } = this.#find(key);
    if (value !== undefined && !acceptsSetting(setting, value)) {
      throw CodedError.of(pluginErrors, 'plugin.bad-setting', `${key} does not take ${JSON.stringify(value).slice(0, 100)}`, { data: { plugin, key, type: setting.type } });
    }
    this.#values.set(key, value);
    this.#changes.next({ plugin, key, value: this.get(key) });
  }

  /** What `config.KEY` is in a when-clause; undefined for what is no setting. */
  contextValue(key: string): string | number | boolean | readonly string[] | undefined {
    return this.#index.find('setting', key) && this.get(key) as ReturnType<PluginConfiguration['contextValue']>;
  }

  #find(key: string): Contributed<ManifestSetting> {
    const found = this.#index.find('setting', key);
    if (!found) throw unknownContribution('setting', key);
    return found;
  }
}
