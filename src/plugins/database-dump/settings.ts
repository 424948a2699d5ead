import type { Configuration } from '../../host/api/index.js';

export type FailurePolicy = 'warn' | 'skip' | 'fail';

export interface DumpSettings {
  readonly databases: readonly string[];
  readonly timeLimitMs: number;
  readonly onFailure: FailurePolicy;
  readonly toolFolders: readonly string[];
}

/** The settings of package.json, read anew for each run. */
export async function readSettings(configuration: Configuration): Promise<DumpSettings> {
  const [databases, minutes, onFailure, toolFolders] = await Promise.all([
    configuration.get<readonly string[]>('database-dump.databases'), configuration.get<number>('database-dump.timeLimitMinutes'),
    configuration.get<FailurePolicy>('database-dump.onFailure'), configuration.get<readonly string[]>('database-dump.toolFolders'),
  ]);
  return { databases: [...new Set(databases)], timeLimitMs: minutes * 60_000, onFailure, toolFolders };
}
