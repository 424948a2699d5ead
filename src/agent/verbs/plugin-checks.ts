import { CodedError } from '../../base/coded-error.js';
import type { RegisteredPlugin } from '../../host/main/install/plugin-registry.js';
import type { DoctorCheck } from '../../wire/verbs/results.js';
import type { PluginInstallation } from '../plugins/installation.js';
import type { VerbHost } from './verb.js';

/** Whether each installed plugin is what it was when somebody agreed to it, and can be used. Reads every file of them. */
export async function pluginChecks(host: VerbHost): Promise<DoctorCheck[]> {
  const { installationOf } = await import('./plugin-verbs.js');
  const installation = installationOf(host);
  const checks: DoctorCheck[] = [];
  for (const plugin of installation.registry.all()) checks.push(await pluginCheck(installation, plugin));
  return checks;
}

async function pluginCheck({ shelf }: PluginInstallation, plugin: RegisteredPlugin): Promise<DoctorCheck> {
  const { manifest: { id, version }, folder, filesDigest, unusable, disabledBy } = plugin;
  const about = { name: `plugin ${id}`, detail: version };
  try {
    if (await shelf.digest(id, folder) !== filesDigest) return { ...about, state: 'problem', code: 'plugin.damaged' };
  } catch (failure) {
    if (!(failure instanceof CodedError)) throw failure;
    return { ...about, state: 'problem', code: failure.code === 'plugin.not-stored' && failure.data['errno'] !== 'ENOENT' ? failure.code : 'plugin.damaged' };
  }
  if (unusable !== undefined) return { ...about, state: 'warning', code: unusable };
  return disabledBy === 'crashes' ? { ...about, state: 'warning', code: 'plugin.disabled' } : { ...about, state: 'ok' };
}
