import { checkEngine, checkManifest } from '../../../wire/plugins/manifest/index.js';
import type { RegisteredPlugin } from './plugin-registry.js';

/**
 * What another version of the product makes of a plugin that an earlier one checked: its manifest is read and checked again, because both the manifest's schema and the
 * range of engines may say something else now. A plugin that does not fit stays installed, unused and with its reason, until one of the two is updated.
 */
export function recheck(plugin: RegisteredPlugin, manifestText: string | undefined, productVersion: string): RegisteredPlugin {
  const checked = { ...plugin, checkedBy: productVersion };
  if (manifestText === undefined) return { ...checked, unusable: 'plugin.damaged' };
  const check = checkManifest(manifestText, 'package.json');
  if (!check.ok || check.manifest.id !== plugin.manifest.id) return { ...checked, unusable: 'plugin.manifest-invalid' };
  return { ...checked, manifest: check.manifest, unusable: checkEngine(check.manifest, productVersion)?.code };
}
