import { writeFile } from 'node:fs/promises';
import { strToU8, zipSync } from 'fflate';
import { CodedError } from '../../base/coded-error.js';
import { encodePath } from '../../base/path-bytes.js';
import { cliErrors } from '../../terms/errors/cli-errors.js';
import { supportFiles } from '../export/support-files.js';
import type { Verb } from './verb.js';

/**
 * Logs, settings, the doctor's findings, versions and crash reports as one ZIP at a chosen place, readable by this user only. Secrets are left out always; paths and names are hashed unless `paths`.
 *
 * Memory: all files at once, as text; a log is bounded by FileLogger. Compressing holds this process up for about a second per 25 MB of log.
 *
 * @throws CodedError cli.file-not-written
 */
export const exportLogsVerb: Verb<'export-logs'> = async (host, { file, paths }, context) => {
  const entries: string[] = [];
  const files: Record<string, Uint8Array> = {};
  for await (const [name, text] of supportFiles(host, { paths, context })) {
    entries.push(name);
    files[name] = strToU8(text);
  }
  const zip = zipSync(files, { level: 6, mtime: host.workspace.clock.nowMs() });
  try {
    await writeFile(encodePath(file), zip, { mode: 0o600 });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw CodedError.of(cliErrors, 'cli.file-not-written', message, { data: { file, errno: code ?? '' }, cause });
  }
  return { file, bytes: zip.length, entries, hashedPaths: !paths };
};
