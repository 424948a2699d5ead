import satisfies from 'semver/functions/satisfies.js';
import type { CodedError } from '../../../base/coded-error.js';
import { engineMismatch } from './manifest-errors.js';
import type { Manifest } from './manifest-schema.js';

/** Undefined when the plugin is made for this version. Pre-releases count as the version they lead to, so that plugins can be tried with them. */
export function checkEngine(manifest: Manifest, productVersion: string): CodedError | undefined {
  return satisfies(productVersion, manifest.engines.mamori, { includePrerelease: true }) ? undefined : engineMismatch(manifest, productVersion);
}
