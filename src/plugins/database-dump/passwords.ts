import type { Mamori } from '../../host/api/index.js';
import { parseAddress, type DatabaseAddress } from './database-address.js';
import { DumpFailure } from './failure.js';

/** The name of a database's password in the credential store. */
export function secretOf({ id }: DatabaseAddress): string {
  return `password-${id}`;
}

/**
 * `database-dump.setPassword`, with `extra: { database, password }`: `database` is the entry as it stands in the settings; without a password the stored one is
 * forgotten.
 *
 * Fails with `database.address-invalid`.
 */
export async function setPassword(mamori: Mamori, extra: unknown): Promise<void> {
  const { database, password } = Object(extra) as { readonly database?: unknown; readonly password?: unknown };
  if (typeof database !== 'string' || !(password === undefined || isPassword(password))) throw mamori.error('database.address-invalid', 'extra is { database, password }');
  const secret = secretOf(addressIn(mamori, database));
  if (password === undefined) await mamori.secrets.delete(secret);
  else await mamori.secrets.set(secret, password);
}

/** One line: the files that carry it to the tools have no way to write two. */
function isPassword(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !/[\0\r\n]/.test(value);
}

function addressIn(mamori: Mamori, database: string): DatabaseAddress {
  try {
    return parseAddress(database);
  } catch (failure) {
    if (failure instanceof DumpFailure) throw mamori.error(failure.code, failure.message);
    throw failure;
  }
}
