import type { Logger } from '../../base/logger.js';
import type { PluginEntry } from '../../host/main/index.js';
import { CAPABILITY_NAMES, type Manifest } from '../../wire/plugins/manifest/index.js';
import { readBuiltIns } from './built-in-manifests.js';

/** The plugins that come with the product: what their manifests ask for is granted, for they are ours. */
export function builtInEntries(logger: Logger, storageOf: (manifest: Manifest) => string): readonly PluginEntry[] {
  return readBuiltIns(logger).map(({ manifest, plugin: { folder, load } }) => ({
    manifest, folder, load, storage: storageOf(manifest), granted: CAPABILITY_NAMES.filter(name => manifest.capabilities[name] !== undefined), builtIn: true, enabled: true,
  }));
}
