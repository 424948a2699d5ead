import { fileURLToPath } from 'node:url';
import { win32 } from 'node:path';
import { builtShimPath } from '../../platform/native-binding.js';
import { installExplorer, uninstallExplorer } from '../../shell/adapters/explorer-install.js';
import { registerPackage, removePackage } from '../../shell/adapters/explorer-package.js';
import { lastWindowsCheck, readExplorerFacts } from '../../shell/adapters/explorer-registry.js';
import { explorerChecks } from '../../shell/install/explorer-checks.js';
import { DRIVEN_VERSIONS } from '../../shell/ports/negotiate-abi.js';
import type { DoctorCheck } from '../../wire/verbs/results.js';
import type { ShellInstallResult, ShellUninstallResult } from '../../wire/verbs/shell-results.js';
import { agentCheck, tableCheck } from './shell-doctor.js';
import type { VerbHost } from './verb.js';

const RECORD = fileURLToPath(new URL('../../../docs/windows-checks.json', import.meta.url));

/** Explorer's extension, for all users of this PC: needs an administrator. */
export async function installInExplorer(host: VerbHost): Promise<ShellInstallResult> {
  const { environment } = host.workspace.place.surroundings;
  const built = win32.join(win32.dirname(builtShimPath), 'mamori_explorer.dll');
  const module = await installExplorer({ built, programFiles: environment['ProgramW6432'] ?? environment['ProgramFiles'] ?? 'C:\\Program Files', abi: DRIVEN_VERSIONS.newest });
  await registerPackage(win32.join(win32.dirname(win32.dirname(built)), 'mamori-explorer.msix'), module);
  return { installed: [module], checks: (await explorerDoctor(host)).filter(({ state }) => state !== 'ok') };
}

export async function uninstallFromExplorer(host: VerbHost): Promise<ShellUninstallResult> {
  const { module } = await readExplorerFacts(host.workspace.clock.nowMs());
  await removePackage();
  return { removed: module === undefined ? [] : [await uninstallExplorer(module)] };
}

/** Everything between a backed-up file and its mark in Explorer. */
export async function explorerDoctor(host: VerbHost): Promise<readonly DoctorCheck[]> {
  const [facts, lastRun] = await Promise.all([readExplorerFacts(host.workspace.clock.nowMs()), lastWindowsCheck(RECORD)]);
  return [agentCheck(host), await tableCheck(host), ...explorerChecks(facts, lastRun)];
}
