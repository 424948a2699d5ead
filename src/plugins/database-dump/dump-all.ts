import { parseAddress, type DatabaseAddress } from './database-address.js';
import { dumpDatabase } from './dump-database.js';
import { DumpFailure, type DumpFailureCode } from './failure.js';
import type { DumpSettings } from './settings.js';
import type { Staging } from './staging.js';

export interface FailedDump {
  readonly label: string;
  readonly code: DumpFailureCode;
  readonly message: string;
}

/**
 * Dumps every database of the settings, one after another, and answers which ones failed; one that fails keeps none of the others from being dumped.
 *
 * Rejects with the signal's reason, and with what is wrong with the staging folder.
 */
export async function dumpAll(
  { databases, toolFolders, timeLimitMs }: DumpSettings,
  { staging, passwordOf, signal }: { readonly staging: Staging; readonly passwordOf: (address: DatabaseAddress) => Promise<string | undefined>; readonly signal: AbortSignal },
): Promise<readonly FailedDump[]> {
  const failed: FailedDump[] = [];
  const addresses = databases.flatMap(entry => addressOf(entry, failed));
  await staging.prepare(addresses.map(({ fileName }) => fileName));
  try {
    for (const address of addresses) {
      try {
        const password = address.kind === 'sqlite' ? undefined : await passwordOf(address);
        await dumpDatabase(address, { staging, password, toolFolders, timeLimitMs, signal });
      } catch (failure) {
        const { code, message } = asDumpFailure(failure);
        failed.push({ label: address.label, code, message });
      }
    }
  } finally {
    await staging.clear();
  }
  return failed;
}

/** A full disk, a dump that another program holds open: this database's failure, and nobody else's. Anything but the system's own errors passes through. */
function asDumpFailure(failure: unknown): DumpFailure {
  if (failure instanceof DumpFailure) return failure;
  if (failure instanceof Error && 'syscall' in failure) return new DumpFailure('database.dump-failed', failure.message, failure);
  throw failure;
}

function addressOf(entry: string, failed: FailedDump[]): readonly DatabaseAddress[] {
  try {
    return [parseAddress(entry)];
  } catch (failure) {
    if (!(failure instanceof DumpFailure)) throw failure;
    failed.push({ label: entry.split(/[/@]/, 1)[0] ?? '', code: failure.code, message: failure.message });
    return [];
  }
}
