import type { DatabaseAddress } from './database-address.js';
import { dumpCommand } from './dump-command.js';
import { DumpFailure } from './failure.js';
import { findProgram } from './find-program.js';
import { withPasswordFile } from './password-file.js';
import { runTool } from './run-tool.js';
import type { Staging } from './staging.js';

export interface DumpOptions {
  readonly staging: Staging;
  readonly password: string | undefined;
  readonly toolFolders: readonly string[];
  readonly timeLimitMs: number;
  readonly signal: AbortSignal;
}

/** What a dump program needs of its surroundings; the agent's own secrets are not among it. */
const HANDED_ON = [
  'PATH', 'HOME', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'SystemRoot', 'SystemDrive', 'TEMP', 'TMP', 'TMPDIR', 'LANG', 'LC_ALL', 'LC_CTYPE',
];

/**
 * Dumps one database into the staging folder, in place of its earlier dump.
 *
 * @throws DumpFailure; the signal's reason. The earlier dump is then as it was.
 */
export async function dumpDatabase(address: DatabaseAddress, { staging, password, toolFolders, timeLimitMs, signal }: DumpOptions): Promise<void> {
  await withPasswordFile({ folder: staging.privateFolder, address, password }, async file => {
    await staging.replace(address.fileName, async target => {
      const { programs, args, environment, codes } = dumpCommand(address, target, file);
      const program = await findProgram(programs, toolFolders);
      const { code, said } = await runTool({ program, args, environment: { ...surroundings(), ...environment }, timeLimitMs, signal });
      if (code !== 0) throw new DumpFailure(codes[code ?? -1] ?? 'database.dump-failed', `${programs[0]} ended with ${code ?? 'a signal'}: ${said}`);
    });
  });
}

function surroundings(): Record<string, string> {
  return Object.fromEntries(HANDED_ON.flatMap(name => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  }));
}
