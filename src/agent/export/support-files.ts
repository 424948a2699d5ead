import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { homedir, hostname, release, userInfo } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crashReports } from '../../platform/logging/crash-reports.js';
import { logFiles } from '../../platform/logging/file-logger.js';
import { filesOf } from '../place.js';
import { doctorVerb } from '../verbs/doctor-verb.js';
import type { VerbContext } from '../../shell/endpoint/connection.js';
import type { VerbHost } from '../verbs/verb.js';
import type { Workspace } from '../workspace.js';
import { knownSecrets } from './known-secrets.js';
import { PathHasher } from './path-hasher.js';
import { redaction, type Redaction } from './redaction.js';
import { secretFilter } from './secret-filter.js';

/** The key of the hashes; it stays on the PC. */
const PATH_KEY = 'export/path-key';
const PROGRAM_FOLDER = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/**
 * What somebody who helps needs to see: versions, settings, the doctor's findings, logs, crash reports. Each file's name in the export and its text, already fit to leave the PC.
 *
 * Files are read and cleaned one after the other; at most one log file (FileLogger's size) is in memory twice.
 */
export async function* supportFiles(host: VerbHost, { paths, context }: { readonly paths: boolean; readonly context: VerbContext }): AsyncGenerator<readonly [name: string, text: string]> {
  const { workspace } = host;
  const safe = redaction(secretFilter(await knownSecrets(workspace)), paths ? undefined : hasherOf(workspace));
  const json = (value: unknown) => `${JSON.stringify(safe.json(value), undefined, 2)}\n`;
  yield ['versions.json', json(versions(workspace))];
  yield ['settings.json', json({ settings: workspace.settings.current, installation: workspace.installation })];
  const { checks } = await doctorVerb(host, {}, context);
  yield ['doctor.json', json(checks)];
  const { log, crashes } = filesOf(workspace.place);
  for (const file of logFiles(log)) yield* cleaned(file, 'logs', safe, context);
  for (const file of crashReports(crashes)) yield* cleaned(file, 'crashes', safe, context);
}

async function* cleaned(file: string, folder: string, safe: Redaction, { signal }: VerbContext): AsyncGenerator<readonly [string, string]> {
  signal.throwIfAborted();
  const text = await readFile(file, 'utf8').catch(() => undefined);
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

function versions({ program, engine, place }: Workspace) {
  return {
    program, node: process.versions.node, sqlite: process.versions['sqlite'], openssl: process.versions.openssl, engine: engine.info,
    platform: place.surroundings.platform, architecture: process.arch, system: release(),
    language: place.surroundings.environment['LANG'], timeZoneOffsetMinutes: new Date(0).getTimezoneOffset(),
  };
}

function hasherOf({ state: { settings }, settings: { current }, installation, place, device }: Workspace): PathHasher {
  const kept = settings.get(PATH_KEY);
  const key = typeof kept === 'string' ? kept : randomBytes(32).toString('hex');
  if (kept !== key) settings.set(PATH_KEY, key);
  return new PathHasher({
    key: Buffer.from(key, 'hex'), program: PROGRAM_FOLDER,
    folders: [place.home, homedir(), place.surroundings.userHome, installation?.vault.location ?? '', ...current.sources.map(({ root }) => root)],
    names: [device, hostname(), userName(), ...current.sources.map(({ name }) => name)],
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
