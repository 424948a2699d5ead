import { execFile } from 'node:child_process';
import { access, readFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { EXPLORER_MENU_CLASS, type ExplorerFacts } from '../install/explorer-facts.js';
import { WindowsCheckRuns, type WindowsCheckRun } from '../install/windows-check-run.js';
import { keysBelow, valuesIn } from '../install/registry-output.js';

const SETTINGS = 'SOFTWARE\\Mamori\\Explorer';
const OVERLAYS = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Explorer\\ShellIconOverlayIdentifiers';
const LIMIT_MS = 30_000;

/** What `reg query` writes; empty where there is no such key. */
export type RegistryReader = (key: string, ...words: readonly string[]) => Promise<string>;

const runReg: RegistryReader = async (key, ...words) => {
  const options = { timeout: LIMIT_MS, windowsHide: true, encoding: 'utf8' } as const;
  return promisify(execFile)('reg', ['query', key, ...words], options).then(({ stdout }) => stdout, () => '');
};

/**
 * Reads the registry through `reg.exe`: about 30 ms for each of five keys. Never rejects; what cannot be read counts as not there. Who can write where the
 * module lies, and what it is, the registry does not say.
 */
export async function readExplorerFacts(nowMs: number, read: RegistryReader = runReg): Promise<Omit<ExplorerFacts, 'openPlace' | 'isCurrent'>> {
  const [server, overlays, asked, ...packaged] = await Promise.all([
    read(`HKLM\\SOFTWARE\\Classes\\CLSID\\${EXPLORER_MENU_CLASS}\\InprocServer32`, '/ve'), read(OVERLAYS), read(`HKCU\\${SETTINGS}\\Overlays`),
    read(`HKCU\\${SETTINGS}`, '/v', 'PackagedMenu'), read(`HKLM\\${SETTINGS}`, '/v', 'PackagedMenu'),
  ]);
  const module = valuesIn(server).find(({ type }) => type === 'REG_SZ')?.data;
  return {
    module, moduleIsThere: module !== undefined && await access(module).then(() => true, () => false),
    overlays: keysBelow(OVERLAYS, overlays).sort((left, right) => (left < right ? -1 : 1)),
    askedMs: Object.fromEntries(valuesIn(asked).map(({ name, data }) => [name, Number(data)])),
    startedMs: nowMs - uptime() * 1000,
    hasPackage: packaged.some(text => valuesIn(text).some(({ data }) => Number(data) !== 0)),
  };
}

/** The last run of scripts/windows-check.ps1 that docs/windows-checks.json records; nothing when there was none, or the record was not installed along. */
export async function lastWindowsCheck(record: string): Promise<WindowsCheckRun | undefined> {
  const text = await readFile(record, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : v.parse(WindowsCheckRuns, JSON.parse(text)).runs.at(-1);
}
