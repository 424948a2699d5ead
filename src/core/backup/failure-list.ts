import { decodePath } from '../../base/path-bytes.js';
import type { PathError } from '../ports/engine.js';
import type { RelativePath } from '../watch/source-event.js';
import type { FileFailure } from './run-report.js';

/** A run that fails for a million files is told by the first hundred thousand; the count stays exact. */
const MAX_LISTED = 100_000;
/** So many files are tried again within their run: enough for what programs hold open, and so few that a drive which fails for every file does not make the run twice as long. */
const MAX_RETRYABLE = 1_000;

/** Collects per-file failures of a run, bounded. */
export class FailureList {
  readonly #listed: FileFailure[] = [];
  readonly #codes = new Set<string>();
  #passing = new Map<RelativePath, FileFailure>();
  #mayRetry = true;
  #count = 0;

  add(errors: readonly PathError[]): void {
    for (const { path, error } of errors) {
      const failure = { path: decodePath(path), code: error.code, message: error.message };
      if (this.#mayRetry && error.retry === 'later' && this.#passing.size < MAX_RETRYABLE) this.#passing.set(failure.path, failure);
      else this.#keep(failure);
    }
  }

  /** What was known before the run began, and no second try changes. */
  note(failures: readonly FileFailure[]): void {
    for (const failure of failures) this.#keep(failure);
  }

  /** Paths that failed for a reason which may have passed by now. */
  get retryable(): readonly RelativePath[] {
    return [...this.#passing.keys()];
  }

  /** From now on these are as if they had not failed: they are tried again, once, and what fails now stays. */
  retry(paths: readonly RelativePath[]): void {
    this.#mayRetry = false;
    for (const path of paths) this.#passing.delete(path);
    const left = this.#passing;
    this.#passing = new Map();
    for (const failure of left.values()) this.#keep(failure);
  }

  get listed(): readonly FileFailure[] {
    return [...this.#listed, ...this.#passing.values()].slice(0, MAX_LISTED);
  }

  get codes(): Iterable<string> {
    return new Set([...this.#codes, ...[...this.#passing.values()].map(({ code }) => code)]);
  }

  /** Of files and folders; what is wrong with the source as a whole is none of them. */
  get count(): number {
    return this.#count + this.#passing.size;
  }

  #keep(failure: FileFailure): void {
    if (!isOfSource(failure)) this.#count += 1;
    this.#codes.add(failure.code);
    if (this.#listed.length < MAX_LISTED) this.#listed.push(failure);
  }
}

function isOfSource({ code }: FileFailure): boolean {
  return code.startsWith('source.');
}
