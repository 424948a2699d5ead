import { writeFile } from 'node:fs/promises';
import { strToU8, zipSync } from 'fflate';
import { systemClock } from '../../base/clock.js';
import { CodedError } from '../../base/coded-error.js';
import { encodePath } from '../../base/path-bytes.js';
import { cliErrors } from '../../terms/errors/cli-errors.js';
import type { VerbContext } from '../../shell/endpoint/connection.js';
import type { VerbParams, VerbResults } from '../../wire/verbs/verb-table.js';
import { supportFiles } from '../export/support-files.js';
import { rescuedSource, wholeSource, type SupportSource } from '../export/support-source.js';
import type { Verb } from './verb.js';

/**
 * Logs, settings, the doctor's findings, versions and crash reports as one ZIP at a chosen place, readable by this user only. Secrets are left out always; paths and names are hashed unless `paths`.
 *
 * Memory: all files at once, as text; a log is bounded by FileLogger. Compressing holds this process up for about a second per 25 MB of log.
 *
 * @throws CodedError cli.file-not-written
 */
export const exportLogsVerb: Verb<'export-logs'> = async (host, params, context) => {
  try {
    return await exportLogs(wholeSource(host, context), params, context);
  } catch (failure) {
    // What opened may turn out to be damaged further in.
    if (failure instanceof CodedError && failure.code.startsWith('catalog.')) return exportLogs(rescuedSource(host.workspace.place), params, context);
    throw failure;
  }
};

/** @throws CodedError cli.file-not-written */
export async function exportLogs(source: SupportSource, { file, paths }: VerbParams<'export-logs'>, context: VerbContext): Promise<VerbResults['export-logs']> {
  const entries: string[] = [];
  const files: Record<string, Uint8Array> = {};
  for await (const [name, text] of supportFiles(source, { paths, context })) {
    entries.push(name);
    files[name] = strToU8(text);
  }
  const zip = zipSync(files, { level: 6, mtime: systemClock.nowMs() });
  try {
    await writeFile(encodePath(file), zip, { mode: 0o600 });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw CodedError.of(cliErrors, 'cli.file-not-written', message, { data: { file, errno: code ?? '' }, cause });
  }
  return { file, bytes: zip.length, entries, hashedPaths: !paths };
}
