import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { promisify } from 'node:util';

const NAME = 'Mamori.Explorer';
const LIMIT_MS = 120_000;
/** What makes the classic menu keep back; native/explorer/module/machine_policy.h. */
const SETTING = ['HKCU\\SOFTWARE\\Mamori\\Explorer', '/v', 'PackagedMenu'] as const;

/** Runs a program and answers whether it succeeded. */
export type ProgramRunner = (program: string, words: readonly string[]) => Promise<boolean>;

const runProgram: ProgramRunner = (program, words) => promisify(execFile)(program, [...words], { timeout: LIMIT_MS, windowsHide: true }).then(() => true, () => false);

/** A text as PowerShell takes it literally. */
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const powershell = (command: string) => ['-NoProfile', '-NonInteractive', '-Command', `$ErrorActionPreference = 'Stop'; ${command}`];

/**
 * Registers the signed package for the menu of Windows 11 for this user, and has the classic menu keep back.
 *
 * False where there is no package (an unsigned build) or Windows does not take it (Windows 10, a certificate it does not trust): the classic menu then stays.
 *
 * @param module the installed DLL, in whose folder the package finds it
 */
export async function registerPackage(msix: string, module: string, run: ProgramRunner = runProgram): Promise<boolean> {
  if (!(await access(msix).then(() => true, () => false))) return false;
  const folder = module.slice(0, module.lastIndexOf('\\'));
  if (!(await run('powershell', powershell(`Add-AppxPackage -Path ${quoted(msix)} -ExternalLocation ${quoted(folder)}`)))) return false;
  return run('reg', ['add', ...SETTING, '/t', 'REG_DWORD', '/d', '1', '/f']);
}

/** Takes the package out for this user, if it is there. The classic menu comes back first. Never rejects. */
export async function removePackage(run: ProgramRunner = runProgram): Promise<void> {
  await run('reg', ['delete', ...SETTING, '/f']);
  await run('powershell', powershell(`Get-AppxPackage -Name ${NAME} | Remove-AppxPackage`));
}
