import { readFile } from 'node:fs/promises';
import { win32 } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodedError } from '../../base/coded-error.js';
import { builtShimPath } from '../../platform/native-binding.js';
import { explorerModule } from '../../shell/adapters/explorer-install.js';
import { registerPackage, removePackage } from '../../shell/adapters/explorer-package.js';
import { lastWindowsCheck, readExplorerFacts } from '../../shell/adapters/explorer-registry.js';
import { loadShimLibrary } from '../../shell/adapters/shim-loader.js';
import { explorerChecks } from '../../shell/install/explorer-checks.js';
import type { ExplorerFacts } from '../../shell/install/explorer-facts.js';
import { DRIVEN_VERSIONS } from '../../shell/ports/negotiate-abi.js';
import type { WindowsMachine } from '../../shell/ports/windows-machine.js';
import { shellErrors } from '../../terms/errors/shell-errors.js';
import type { DoctorCheck } from '../../wire/verbs/results.js';
import type { ShellInstallResult, ShellUninstallResult } from '../../wire/verbs/shell-results.js';
import { builtContent, builtModule } from '../shell/explorer-for-all-users.js';
import { agentCheck, trayChecks } from './shell-doctor.js';
import { tableCheck } from './table-check.js';
import type { VerbHost } from './verb.js';

const RECORD = fileURLToPath(new URL('../../../docs/windows-checks.json', import.meta.url));
const PACKAGE = win32.join(win32.dirname(win32.dirname(builtModule)), 'mamori-explorer.msix');
/** "Mamori", the folder of the version, the DLL. */
const HELD_PARTS = 3;

/**
 * Explorer's extension for this user, once it is there for all users of this PC.
 *
 * @throws CodedError `shell.needs-administrator` while it is not, or is not the one of this version: changeExplorer does that part
 */
export async function installInExplorer(host: VerbHost): Promise<ShellInstallResult> {
  const machine = await machineOf(host);
  const module = explorerModule(machine.programFiles(), DRIVEN_VERSIONS.newest);
  const { module: registered } = await readExplorerFacts(host.workspace.clock.nowMs());
  if (registered !== module || !(await isBuiltOne(module))) throw CodedError.of(shellErrors, 'shell.needs-administrator', module);
  await registerPackage(PACKAGE, module);
  return { installed: [module], checks: (await explorerDoctor(host)).filter(({ state }) => state !== 'ok') };
}

/**
 * What is this user's; the rest is for changeExplorer.
 *
 * @throws CodedError `shell.needs-administrator` while it is registered for all users
 */
export async function uninstallFromExplorer(host: VerbHost): Promise<ShellUninstallResult> {
  await removePackage();
  const { module } = await readExplorerFacts(host.workspace.clock.nowMs());
  if (module !== undefined) throw CodedError.of(shellErrors, 'shell.needs-administrator', module);
  return { removed: [] };
}

/** Everything between a backed-up file and its mark in Explorer. */
export async function explorerDoctor(host: VerbHost): Promise<readonly DoctorCheck[]> {
  const [facts, lastRun] = await Promise.all([readExplorerFacts(host.workspace.clock.nowMs()), lastWindowsCheck(RECORD)]);
  const isCurrent = facts.module !== undefined && await isBuiltOne(facts.module).catch(() => true); // a program without its parts has nothing newer
  return [agentCheck(host), await tableCheck(host), ...trayChecks(host), ...explorerChecks({ ...facts, isCurrent, openPlace: await openPlaceOf(facts, host) }, lastRun)];
}

async function isBuiltOne(module: string): Promise<boolean> {
  return (await readFile(module).catch(() => undefined))?.equals(await builtContent()) ?? false;
}

async function openPlaceOf({ module, moduleIsThere }: Pick<ExplorerFacts, 'module' | 'moduleIsThere'>, host: VerbHost): Promise<ExplorerFacts['openPlace']> {
  if (module === undefined || !moduleIsThere) return undefined;
  try {
    return (await machineOf(host)).openPlace(module, HELD_PARTS);
  } catch (failure) {
    host.workspace.logger.warn('the place of the extension could not be looked at', { module, failure: String(failure) });
    return { path: module, sid: undefined };
  }
}

async function machineOf({ workspace }: VerbHost): Promise<WindowsMachine> {
  return (await loadShimLibrary(builtShimPath, workspace.logger)).machine;
}
