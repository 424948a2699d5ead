/** What can go wrong with one database; codes of docs/errors.md. */
export type DumpFailureCode =
  | 'database.address-invalid' | 'database.tool-missing' | 'database.dump-failed' | 'database.time-limit' | 'database.file-missing' | 'database.file-damaged';

/** Why one database was not dumped. `message` is for the log and for support: what the tool said. */
export class DumpFailure extends Error {
  override readonly name = 'DumpFailure';
  readonly code: DumpFailureCode;

  constructor(code: DumpFailureCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
