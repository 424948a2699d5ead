import { decodePath } from '../../base/path-bytes.js';
import type { PathError } from '../ports/engine.js';
import type { FileFailure } from './run-report.js';

/** A run that fails for a million files is told by the first hundred thousand; the count stays exact. */
const MAX_LISTED = 100_000;

/** Collects per-file failures of a run, bounded. */
export class FailureList {
  readonly #listed: FileFailure[] = [];
  readonly #codes = new Set<string>();
  #count = 0;

  add(errors: readonly PathError[]): void {
    for (const { path, error } of errors) {
      this.#count += 1;
      this.#codes.add(error.code);
      if (this.#listed.length < MAX_LISTED) this.#listed.push({ path: decodePath(path), code: error.code, message: error.message });
    }
  }

  get listed(): readonly FileFailure[] {
    return this.#listed;
  }

  get codes(): Iterable<string> {
    return this.#codes;
  }

  get count(): number {
    return this.#count;
  }
}
