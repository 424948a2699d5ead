import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodedError } from '../../base/coded-error.js';
import { builtShimPath } from '../../platform/native-binding.js';
import { installFiles, removeFiles } from '../../shell/adapters/shell-install.js';
import { installPlan, type InstallPlan } from '../../shell/install/install-plan.js';
import { shellErrors } from '../../terms/errors/shell-errors.js';
import { shellChecks } from './shell-doctor.js';
import type { Verb, VerbHost } from './verb.js';

const SCRIPTS = fileURLToPath(new URL('../../../native/filemanager/', import.meta.url));
const COMMAND_LINE = fileURLToPath(new URL('../../cli/main.js', import.meta.url));

const inExplorer = () => import('./explorer-verbs.js');
const isWindows = process.platform === 'win32';

/** Marks and menus: on Linux for this user's file managers, which needs no administrator; in Explorer for all users, which does. */
export const shellInstallVerb: Verb<'shell.install'> = async host => {
  if (isWindows) return (await inExplorer()).installInExplorer(host);
  const plan = planOf(host);
  const { home } = host.workspace.place;
  const installed = await installFiles(plan, { home, start: [process.execPath, COMMAND_LINE, 'up', '--home', home] });
  return { installed, checks: (await shellChecks(host, plan)).filter(({ state }) => state !== 'ok') };
};

/** Leaves nothing of what `shell install` made. */
export const shellUninstallVerb: Verb<'shell.uninstall'> = async host =>
  isWindows ? (await inExplorer()).uninstallFromExplorer(host) : { removed: await removeFiles(planOf(host), dataFolder(host)) };

export const shellDoctorVerb: Verb<'shell.doctor'> = async host => ({
  checks: isWindows ? await (await inExplorer()).explorerDoctor(host) : await shellChecks(host, planOf(host)),
});

/** @throws CodedError shell.other-system */
function planOf(host: VerbHost): InstallPlan {
  if (process.platform !== 'linux') throw CodedError.of(shellErrors, 'shell.other-system', process.platform);
  return installPlan(dataFolder(host), { scripts: SCRIPTS, shim: builtShimPath });
}

/** XDG Base Directory Specification 0.8. */
function dataFolder({ workspace: { place: { surroundings: { environment, userHome } } } }: VerbHost): string {
  const data = environment['XDG_DATA_HOME'];
  return data && posix.isAbsolute(data) ? posix.normalize(data) : posix.join(userHome, '.local', 'share');
}
