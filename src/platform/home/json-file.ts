import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { CodedError } from '../../base/coded-error.js';
import { homeErrors } from '../../terms/errors/home-errors.js';

/**
 * A small JSON document of the state folder, checked by a schema.
 *
 * - `read`: undefined when there is no file. `home.damaged-file` when it is not what the schema says: whoever took it for empty would overwrite it.
 * - `write`: whole or not at all, also over power loss; readable by this user alone.
 */
export class JsonFile<Schema extends v.GenericSchema> {
  readonly #path: string;
  readonly #schema: Schema;

  constructor(path: string, schema: Schema) {
    this.#path = path;
    this.#schema = schema;
  }

  read(): v.InferOutput<Schema> | undefined {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw this.#failure('home.unreadable-file', failure);
    }
    try {
      return v.parse(this.#schema, JSON.parse(text));
    } catch (failure) {
      throw this.#failure('home.damaged-file', failure);
    }
  }

  write(value: v.InferInput<Schema>): void {
    const temporary = `${this.#path}.${randomBytes(6).toString('hex')}.tmp`;
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      const file = openSync(temporary, 'wx', 0o600);
      try {
        writeSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(temporary, this.#path);
      syncFolder(dirname(this.#path));
    } catch (failure) {
      throw this.#failure('home.unwritable-file', failure);
    }
  }

  #failure(code: keyof typeof homeErrors, cause: unknown): CodedError {
    const errno = (cause as NodeJS.ErrnoException).code;
    return CodedError.of(homeErrors, code, `${this.#path}: ${(cause as Error).message}`, { cause, data: { path: this.#path, ...(errno && { errno }) } });
  }
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return; // NTFS logs the rename itself
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
