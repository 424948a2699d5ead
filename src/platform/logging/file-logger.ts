import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../../base/clock.js';
import type { LogFields, Logger } from '../../base/logger.js';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
/** This many files of one log there are at most, the one that is written included. */
export const LOG_FILES = 5;
const ORDER: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

export interface FileLoggerOptions {
  readonly path: string;
  /** Asked for each line: who sets it need not start anything anew. */
  readonly level: () => LogLevel;
  readonly clock: Clock;
  readonly maxBytes?: number; // past it the file becomes `<path>.1`, and that one `<path>.2`
}

/**
 * Writes one JSON object a line. A log that cannot be written is given up silently: logging must never stop a backup.
 *
 * At most LOG_FILES files of `maxBytes` and one line. Lines are few (none per file), so each is written at once and survives a kill.
 */
export class FileLogger implements Logger {
  readonly #options: Required<FileLoggerOptions>;
  #bytes: number | undefined;

  constructor(options: FileLoggerOptions) {
    this.#options = { maxBytes: 5_000_000, ...options };
  }

  debug(message: string, fields?: LogFields): void {
    this.#write('debug', message, fields);
  }

  info(message: string, fields?: LogFields): void {
    this.#write('info', message, fields);
  }

  warn(message: string, fields?: LogFields): void {
    this.#write('warn', message, fields);
  }

  error(message: string, fields?: LogFields): void {
    this.#write('error', message, fields);
  }

  #write(level: LogLevel, message: string, fields: LogFields = {}): void {
    const { path, clock, maxBytes } = this.#options;
    if (ORDER.indexOf(level) < ORDER.indexOf(this.#options.level())) return;
    const line = `${JSON.stringify({ time: new Date(clock.nowMs()).toISOString(), level, message, pid: process.pid, ...fields })}\n`;
    try {
      this.#bytes ??= sizeOf(path);
      if (this.#bytes > maxBytes) {
        rotate(path);
        this.#bytes = 0;
      }
      appendFileSync(path, line, { mode: 0o600 });
      this.#bytes += Buffer.byteLength(line);
    } catch {
      this.#bytes = undefined;
    }
  }
}

/** Makes room for a new file; the oldest goes. */
function rotate(path: string): void {
  const [, ...older] = logFiles(path).toReversed();
  for (const [age, file] of older.entries()) {
    if (existsSync(file)) renameSync(file, logFiles(path)[LOG_FILES - 1 - age] as string);
  }
}

/** The files of a log, newest first, whether they exist or not. */
export function logFiles(path: string): readonly string[] {
  return Array.from({ length: LOG_FILES }, (_, age) => (age === 0 ? path : `${path}.${age}`));
}

function sizeOf(path: string): number {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
