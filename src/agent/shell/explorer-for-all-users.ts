import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { win32 } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { CodedError } from '../../base/coded-error.js';
import { silentLogger, type Logger } from '../../base/logger.js';
import { builtShimPath } from '../../platform/native-binding.js';
import { installExplorer, uninstallExplorer } from '../../shell/adapters/explorer-install.js';
import { loadShimLibrary } from '../../shell/adapters/shim-loader.js';
import { DRIVEN_VERSIONS } from '../../shell/ports/negotiate-abi.js';
import type { ElevatedOutcome, WindowsMachine } from '../../shell/ports/windows-machine.js';
import { shellErrors } from '../../terms/errors/shell-errors.js';
import { ELEVATED_COMMAND } from '../../wire/elevated-command.js';
import { ElevatedReport } from '../../wire/elevated-report.js';

/** What Explorer loads, as it was built: in a folder that may be the user's own. */
export const builtModule = win32.join(win32.dirname(builtShimPath), 'mamori_explorer.dll');

const COMMAND_LINE = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
export type ExplorerChange = 'install' | 'uninstall';

/**
 * The part of installing that is for all users of this PC: in this process if it has an administrator's rights, else in one that the person allows.
 *
 * @param willAsk called before Windows asks the person; without it nobody is asked
 * @returns the modules that are in place, or that were taken away
 * @throws CodedError `shell.needs-administrator` when nobody may be asked, `shell.elevation-refused`, `shell.elevation-failed`, and what installExplorer and uninstallExplorer
 *   fail with
 */
export async function changeExplorer(change: ExplorerChange, willAsk: (() => void) | undefined, logger: Logger = silentLogger): Promise<readonly string[]> {
  const { machine } = await loadShimLibrary(builtShimPath, logger);
  const content = await builtContent();
  if (machine.isElevated()) return carryOut(machine, change, content);
  if (!willAsk) throw CodedError.of(shellErrors, 'shell.needs-administrator', 'nobody was asked');
  willAsk();
  return modulesOf(await machine.runElevated(process.execPath, [COMMAND_LINE, ELEVATED_COMMAND, change, digestOf(content)]));
}

/**
 * The whole of the elevated process: it carries out one of two fixed changes, reads what it installs once and takes it only if it is what the person was asked for, and
 * tells the outcome. It reads no settings, opens no vault and starts no program.
 *
 * @returns the exit code
 */
export async function changeExplorerElevated([change, digest, token]: readonly string[], logger: Logger = silentLogger): Promise<0 | 1> {
  const { machine } = await loadShimLibrary(builtShimPath, logger);
  const report = await reportOf(async () => {
    if (change !== 'install' && change !== 'uninstall') throw CodedError.of(shellErrors, 'shell.elevation-failed', `no such change: ${change}`);
    const content = await builtContent();
    if (digestOf(content) !== digest) throw CodedError.of(shellErrors, 'shell.module-changed', builtModule);
    return carryOut(machine, change, content);
  });
  machine.report(token ?? '', JSON.stringify(report));
  return 'error' in report ? 1 : 0;
}

async function carryOut(machine: WindowsMachine, change: ExplorerChange, content: Uint8Array): Promise<readonly string[]> {
  return change === 'install' ? [await installExplorer(machine, content, DRIVEN_VERSIONS.newest)] : uninstallExplorer(machine, builtModule);
}

async function reportOf(work: () => Promise<readonly string[]>): Promise<ElevatedReport> {
  try {
    return { modules: await work() };
  } catch (failure) {
    return { error: (failure instanceof CodedError ? failure : CodedError.of(shellErrors, 'shell.elevation-failed', String(failure))).toWire() };
  }
}

/** What an elevated run came to. */
export function modulesOf(outcome: ElevatedOutcome): readonly string[] {
  if (outcome.kind === 'refused') throw CodedError.of(shellErrors, 'shell.elevation-refused', 'the person did not allow it');
  if (outcome.kind === 'failed') throw failed(`the system's number ${outcome.systemError}`, { errno: String(outcome.systemError) });
  const told = parsed(outcome.report);
  if (!told) throw failed(`ended with ${outcome.exitCode}`, { exitCode: outcome.exitCode });
  if ('error' in told) throw CodedError.fromWire(told.error);
  return told.modules;
}

function parsed(report: Buffer): ElevatedReport | undefined {
  try {
    return v.parse(ElevatedReport, JSON.parse(report.toString()));
  } catch {
    return undefined;
  }
}

const failed = (message: string, data: Readonly<Record<string, string | number>>) => CodedError.of(shellErrors, 'shell.elevation-failed', message, { data });

export const digestOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** @throws CodedError `shell.install-failed` where nothing was built */
export async function builtContent(): Promise<Buffer> {
  return readFile(builtModule).catch((cause: NodeJS.ErrnoException) => {
    throw CodedError.of(shellErrors, 'shell.install-failed', cause.message, { data: { path: builtModule, errno: cause.code ?? '' }, cause });
  });
}
