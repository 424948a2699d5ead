import { hasBindings, isProgram, settingsAreRight, staleFiles } from '../../shell/adapters/shell-install.js';
import { FILE_MANAGERS, type FileManager } from '../../shell/install/file-managers.js';
import { EXTENSION_SCRIPT, type InstallPlan } from '../../shell/install/install-plan.js';
import type { DoctorCheck } from '../../wire/verbs/results.js';
import { tableCheck } from './table-check.js';
import type { VerbHost } from './verb.js';

/** Everything between a backed-up file and its mark on the screen, from the agent to the file managers that are here. */
export async function shellChecks(host: VerbHost, plan: InstallPlan): Promise<readonly DoctorCheck[]> {
  const present: FileManager[] = [];
  for (const manager of FILE_MANAGERS) if (await isProgram(manager.program, host.workspace.place.surroundings.environment['PATH'] ?? '')) present.push(manager);
  return [
    agentCheck(host), await tableCheck(host), await scriptsCheck(plan, host.workspace.place.home), await emblemsCheck(plan), ...trayChecks(host),
    ...await Promise.all(present.map(managerCheck)),
    ...present.length === 0 ? [{ name: 'file managers', state: 'warning', detail: '-', code: 'shell.no-file-manager' } as const] : [],
  ];
}

export function agentCheck({ protection, workspace }: VerbHost): DoctorCheck {
  if (!protection) return { name: 'agent', state: 'problem', detail: workspace.place.home, code: 'shell.no-agent' };
  return { name: 'agent', state: 'ok', detail: `${workspace.program}, process ${process.pid}` };
}

/** Of an agent that runs: nothing else has an icon. */
export function trayChecks({ tray, workspace }: VerbHost): readonly DoctorCheck[] {
  if (!tray) return [];
  const isWindows = workspace.place.surroundings.platform === 'win32';
  if (tray.state === 'shown') return [{ name: 'tray', state: 'ok', detail: isWindows ? 'Shell_NotifyIcon' : 'StatusNotifierItem' }];
  return [{ name: 'tray', state: 'warning', detail: tray.state, code: isWindows ? 'shell.no-taskbar' : 'shell.no-tray' }];
}

/** A script that is there but differs was installed by another version; settings that differ, by a Mamori at another place or for another home. */
async function scriptsCheck(plan: InstallPlan, home: string): Promise<DoctorCheck> {
  const { copies, settingsFile } = plan;
  const stale = await staleFiles(copies);
  if (stale.length === 0) {
    if (await settingsAreRight(plan, home)) return { name: 'extension', state: 'ok', detail: `${copies.length} files` };
    return { name: 'extension', state: 'problem', detail: settingsFile, code: 'shell.outdated' };
  }
  const isNew = stale.length === copies.length;
  return { name: 'extension', state: 'problem', detail: stale[0]?.to ?? '', code: isNew ? 'shell.not-installed' : 'shell.outdated' };
}

async function emblemsCheck({ emblems }: InstallPlan): Promise<DoctorCheck> {
  const [stale] = await staleFiles(emblems);
  if (stale) return { name: 'emblems', state: 'problem', detail: stale.to, code: 'shell.no-icons' };
  return { name: 'emblems', state: 'ok', detail: `${emblems.length} files` };
}

async function managerCheck(manager: FileManager): Promise<DoctorCheck> {
  const { name, extensions } = manager;
  if (!(await hasBindings(manager))) return { name, state: 'warning', detail: `apt-get install ${manager.package}`, code: 'shell.no-bindings' };
  return { name, state: 'ok', detail: `${extensions}/${EXTENSION_SCRIPT}${manager.emblems ? '' : ' (menus)'}` };
}
