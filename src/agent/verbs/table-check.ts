import { userInfo } from 'node:os';
import { CodedError } from '../../base/coded-error.js';
import { builtShimPath } from '../../platform/native-binding.js';
import { loadShimLibrary } from '../../shell/adapters/shim-loader.js';
import type { TableExamination, TableFound } from '../../shell/ports/shim-library.js';
import type { ErrorCode } from '../../terms/errors/index.js';
import type { DoctorCheck } from '../../wire/verbs/results.js';
import type { VerbHost } from './verb.js';

const NAME = 'status table';

const CODES: Readonly<Record<Exclude<TableFound, 'published'>, ErrorCode>> = {
  'silent': 'shim.table-silent',
  'nothing': 'shell.no-table',
  'ended': 'shim.table-left',
  'damaged': 'shim.table-damaged',
  'unreachable': 'shim.table-unreachable',
  'other-format': 'shim.other-version',
  'foreign': 'shim.foreign-folder',
};

/** Whether file managers can show marks, and else why not; each cause has words and a remedy of its own. */
export async function tableCheck({ workspace }: VerbHost): Promise<DoctorCheck> {
  try {
    const { library, driver } = await loadShimLibrary(builtShimPath, workspace.logger);
    const folder = library.tableFolder();
    return tableVerdict(library.examineTable(folder), { folder, process: process.pid, isUsersGroup: isUsersGroup(), shim: `ABI ${library.abi}, ${driver}` });
  } catch (failure) {
    if (!(failure instanceof CodedError)) throw failure;
    return { name: NAME, state: 'problem', detail: failure.message, code: failure.code };
  }
}

export interface TableSurroundings {
  readonly folder: string;
  readonly process: number; //          of who asks: the agent where one runs
  readonly isUsersGroup: boolean;
  readonly shim: string;
}

/** What one look at the table says, by who looks. */
export function tableVerdict({ found, writerPid, format, silentMs }: TableExamination, { folder, process: own, isUsersGroup: isReachable, shim }: TableSurroundings): DoctorCheck {
  const details: Partial<Record<TableFound, string>> = { 'silent': `process ${writerPid}, ${Math.round(silentMs / 1000)} s`, 'other-format': `format ${format}` };
  if (found !== 'published') return { name: NAME, state: 'problem', detail: details[found] ?? folder, code: CODES[found] };
  if (writerPid !== own) return { name: NAME, state: 'problem', detail: `process ${writerPid}`, code: 'shim.busy' };
  // The agent itself always reaches what it published.
  if (!isReachable) return { name: NAME, state: 'warning', detail: `group ${process.getgid?.() ?? '-'}`, code: 'shim.table-unreachable' };
  return { name: NAME, state: 'ok', detail: shim };
}

/** File managers run in the group that the user has after login; another one (newgrp, sg) hides the agent's memory from them. */
function isUsersGroup(): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return userInfo().gid === process.getgid?.();
  } catch {
    return true; // a user whom the system does not list has no other group
  }
}
