/** What a log line may carry beside its message; never secrets, never file content. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Where the product writes what it does. Implementations never throw and never block. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
