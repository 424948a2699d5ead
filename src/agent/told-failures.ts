import type { FileFailure } from '../core/backup/run-report.js';
import type { SourceSettings } from '../core/backup/source-settings.js';
import { isHookCode } from '../terms/hook-codes.js';
import type { PathFailure } from '../wire/verbs/results.js';

/** A run's failures as they are told: files by their whole path, what a plugin told of by the name of the source, for it is about none of its files. */
export function toldFailures({ name, root }: Pick<SourceSettings, 'name' | 'root'>, failures: readonly FileFailure[]): readonly PathFailure[] {
  return failures.map(({ path, code, message }) => ({ path: path !== '' ? `${root}/${path}` : isHookCode(code) ? name : root, code, message }));
}
