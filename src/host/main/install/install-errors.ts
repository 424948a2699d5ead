import { CodedError } from '../../../base/coded-error.js';
import { pluginErrors } from '../../../terms/errors/plugin-errors.js';
import { pluginInstallErrors } from '../../../terms/errors/plugin-install-errors.js';

/** Why something inside a package is refused; stands in the error's data as `reason`. */
export type UnsafeReason = 'absolute' | 'outside' | 'name' | 'link' | 'special' | 'collision' | 'several-roots';

export function unsafePackage(path: string, reason: UnsafeReason): CodedError {
  return CodedError.of(pluginInstallErrors, 'plugin.unsafe-package', `${JSON.stringify(path.slice(0, 300))}: ${reason}`, { data: { path: path.slice(0, 300), reason } });
}

export function packageTooLarge(what: 'files' | 'bytes' | 'depth' | 'path', limit: number): CodedError {
  return CodedError.of(pluginInstallErrors, 'plugin.package-too-large', `more than ${limit} (${what})`, { data: { what, limit } });
}

export function unknownPlugin(plugin: string): CodedError {
  return CodedError.of(pluginErrors, 'plugin.unknown', `no plugin ${plugin}`, { data: { plugin } });
}

export function builtInPlugin(plugin: string): CodedError {
  return CodedError.of(pluginInstallErrors, 'plugin.built-in', `${plugin} is part of the product`, { data: { plugin } });
}

export function consentNeeded(plugin: string, asks: readonly string[]): CodedError {
  return CodedError.of(pluginInstallErrors, 'plugin.consent-needed', `${plugin} asks for: ${asks.join(', ') || 'to be run'}`, { data: { plugin, asks: asks.join(',') } });
}

export function proposalGone(staged: string): CodedError {
  return CodedError.of(pluginInstallErrors, 'plugin.proposal-gone', `nothing waits as ${staged}`);
}

export function usesProposedApi(plugin: string, proposals: readonly string[]): CodedError {
  return CodedError.of(pluginInstallErrors, 'plugin.proposed-api', `${plugin} uses ${proposals.join(', ')}`, { data: { plugin, proposals: proposals.join(',') } });
}

export function fileMissing(plugin: string, file: string): CodedError {
  return CodedError.of(pluginInstallErrors, 'plugin.file-missing', `${plugin} has no ${file}`, { data: { plugin, file } });
}

export function sourceMissing(message: string): CodedError {
  return CodedError.of(pluginInstallErrors, 'plugin.source-missing', message, { data: { source: message } });
}
