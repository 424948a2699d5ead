import { CodedError } from '../../../base/coded-error.js';
import { pluginErrors } from '../../../terms/errors/plugin-errors.js';
import type { ManifestProblem } from './manifest-problem.js';
import type { Manifest } from './manifest-schema.js';

/** The first problem as an error; all of them are for the reader of `mamori plugin` and the log. */
export function manifestInvalid(problems: readonly ManifestProblem[]): CodedError {
  const { file, pointer, line, reason } = problems[0] as ManifestProblem;
  const message = `${file}:${line}: ${pointer === '' ? 'the file' : pointer}: ${reason} (${problems.length} problem(s))`;
  return CodedError.of(pluginErrors, 'plugin.manifest-invalid', message, { data: { file, pointer, line, reason, problems: problems.length } });
}

export function engineMismatch({ id, engines }: Manifest, productVersion: string): CodedError {
  return CodedError.of(pluginErrors, 'plugin.engine-mismatch', `${id} asks for mamori ${engines.mamori}, this is ${productVersion}`, {
    data: { plugin: id, wanted: engines.mamori, version: productVersion },
  });
}

export function duplicateContribution(plugin: string, { kind, id, heldBy }: { readonly kind: string; readonly id: string; readonly heldBy: string }): CodedError {
  return CodedError.of(pluginErrors, 'plugin.duplicate-contribution', `${plugin} contributes ${kind} ${id}, which ${heldBy} does already`, { data: { plugin, kind, id, heldBy } });
}
