import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { homedir, hostname, release, userInfo } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crashReports } from '../../platform/logging/crash-reports.js';
import { logFiles } from '../../platform/logging/file-logger.js';
import { filesOf } from '../place.js';
import type { VerbContext } from '../../shell/endpoint/connection.js';
import { knownSecrets } from './known-secrets.js';
import { PathHasher } from './path-hasher.js';
import { redaction, type Redaction } from './redaction.js';
import { secretFilter } from './secret-filter.js';
import type { SupportSource, Unreadable } from './support-source.js';

/** The key of the hashes; it stays on the PC. */
const PATH_KEY = 'export/path-key';
const PROGRAM_FOLDER = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/**
 * What somebody who helps needs to see: versions, settings, the doctor's findings, logs, crash reports, and what of it could not be read. Each file's name in the export and its text, already fit to leave the PC.
 *
 * Files are read and cleaned one after the other; at most one log file (FileLogger's size) is in memory twice.
 */
export async function* supportFiles(source: SupportSource, { paths, context }: { readonly paths: boolean; readonly context: VerbContext }): AsyncGenerator<readonly [name: string, text: string]> {
  const unreadable: Unreadable[] = [...source.unreadable];
  const safe = redaction(secretFilter(await knownSecrets(source)), paths ? undefined : hasherOf(source));
  const json = (value: unknown) => `${JSON.stringify(safe.json(value), undefined, 2)}\n`;
  yield ['versions.json', json(versions(source))];
  yield ['settings.json', json({ settings: source.settings, installation: source.installation })];
  yield ['doctor.json', json(await source.checks())];
  const { log, crashes } = filesOf(source.place);
  for (const file of logFiles(log)) yield* cleaned(file, 'logs', safe, context, unreadable);
  for (const file of crashReports(crashes)) yield* cleaned(file, 'crashes', safe, context, unreadable);
  if (unreadable.length > 0) yield ['unreadable.json', json(unreadable)];
}

async function* cleaned(file: string, folder: string, safe: Redaction, { signal }: VerbContext, unreadable: Unreadable[]): AsyncGenerator<readonly [string, string]> {
  signal.throwIfAborted();
  const text = await readFile(file, 'utf8').catch(({ code = '', message }: NodeJS.ErrnoException) => {
    if (code !== 'ENOENT') unreadable.push({ what: `${folder}/${basename(file)}`, code, message });
    return undefined;
  });
  if (text === undefined) return; // not that many, or rotated away meanwhile
  yield [`${folder}/${basename(file)}`, folder === 'crashes' ? `${JSON.stringify(safe.json(reportOf(text)), undefined, 2)}\n` : safe.lines(text)];
}

/** A report that was cut off by the crash it tells of is text. */
function reportOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function versions({ program, engine, place }: SupportSource) {
  return {
    program, node: process.versions.node, sqlite: process.versions['sqlite'], openssl: process.versions.openssl, engine,
    platform: place.surroundings.platform, architecture: process.arch, system: release(),
    language: place.surroundings.environment['LANG'], timeZoneOffsetMinutes: new Date(0).getTimezoneOffset(),
  };
}

function hasherOf({ state, settings, installation, place, device }: SupportSource): PathHasher {
  const kept = state?.get(PATH_KEY);
  const key = typeof kept === 'string' ? kept : randomBytes(32).toString('hex');
  if (kept !== key) state?.set(PATH_KEY, key);
  const sources = settings?.sources ?? [];
  return new PathHasher({
    key: Buffer.from(key, 'hex'), program: PROGRAM_FOLDER,
    folders: [place.home, homedir(), place.surroundings.userHome, installation?.vault.location ?? '', ...sources.map(({ root }) => root)],
    names: [device, hostname(), userName(), ...sources.map(({ name }) => name)],
  });
}

/** A user without an entry in the system's list has no name to give away. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
