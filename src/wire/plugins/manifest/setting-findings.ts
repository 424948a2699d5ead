import type { Finding } from './finding.js';
import type { ConfigurationContribution, ManifestSetting } from './manifest-schema.js';

/** Settings whose default breaks the setting's own bounds: a person would be shown a value that cannot be saved. */
export function settingFindings(configuration: ConfigurationContribution | undefined): Finding[] {
  return Object.entries(configuration?.properties ?? {}).flatMap(([key, setting]): Finding[] => (
    setting.default === undefined || acceptsSetting(setting, setting.default)
      ? [] : [{ path: ['contributes', 'configuration', 'properties', key, 'default'], reason: 'bad-default', values: { value: JSON.stringify(setting.default).slice(0, 80) } }]
  ));
}

/** Whether a value may be saved for a setting. `format` guides the page and is not enforced. */
export function acceptsSetting(setting: ManifestSetting, value: unknown): boolean {
  switch (setting.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer': case 'number':
      return typeof value === 'number' && (setting.type === 'number' ? Number.isFinite(value) : Number.isSafeInteger(value))
        && value >= (setting.minimum ?? -Infinity) && value <= (setting.maximum ?? Infinity);
    case 'string':
      return typeof value === 'string' && value.length >= (setting.minLength ?? 0) && value.length <= (setting.maxLength ?? Infinity)
        && (setting.enum === undefined || setting.enum.includes(value));
    case 'array':
      return Array.isArray(value) && value.length <= (setting.maxItems ?? Infinity) && value.every(item => typeof item === 'string');
  }
}
