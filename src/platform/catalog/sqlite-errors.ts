import Database from 'better-sqlite3';
import { CodedError } from '../../base/coded-error.js';
import { catalogErrors } from '../../terms/errors/catalog-errors.js';

type CatalogErrorCode = keyof typeof catalogErrors;

/** Primary result codes of SQLite; what is missing here is a defect of ours and stays as it is. */
const CODES: readonly (readonly [prefix: string, code: CatalogErrorCode])[] = [
  ['SQLITE_CORRUPT', 'catalog.corrupt'],
  ['SQLITE_NOTADB', 'catalog.corrupt'],
  ['SQLITE_BUSY', 'catalog.busy'],
  ['SQLITE_LOCKED', 'catalog.busy'],
  ['SQLITE_FULL', 'catalog.full'],
  ['SQLITE_READONLY', 'catalog.read-only'],
  ['SQLITE_PERM', 'catalog.read-only'],
  ['SQLITE_CANTOPEN', 'catalog.io'],
  ['SQLITE_IOERR', 'catalog.io'],
];

/** Runs database work; SQLite's own failures come out as coded errors with SQLite's code in `data.sqlite`. */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (failure) {
    throw toCatalogError(failure);
  }
}

export function toCatalogError(failure: unknown): unknown {
  if (!(failure instanceof Database.SqliteError)) return failure;
  const match = CODES.find(([prefix]) => failure.code.startsWith(prefix));
  if (!match) return failure;
  return CodedError.of(catalogErrors, match[1], failure.message, { data: { sqlite: failure.code }, cause: failure });
}
