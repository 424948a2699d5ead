import { CodedError } from '../../../base/coded-error.js';
import { pluginInstallErrors } from '../../../terms/errors/plugin-install-errors.js';

/** Where a plugin comes from, and where its next version will be looked for. */
export type PluginOrigin =
  | { readonly kind: 'path'; readonly path: string } //      a folder or a .tgz, absolute
  | { readonly kind: 'package'; readonly name: string; readonly version?: string | undefined };

const NAME = /^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*$/i;
const VERSION = /^[\w.^~][\w.+^~-]*$/; // a version, a simple range, or a tag such as "latest"

/**
 * `name`, `name@version` or `@scope/name@version`. Whatever else npm would take for a package (an address, a repository, a file) is refused: those can
 * run programs while they are packed.
 *
 * @throws CodedError `plugin.bad-package-name`
 */
export function packageOrigin(spec: string): PluginOrigin {
  const at = spec.indexOf('@', 1);
  const name = at < 0 ? spec : spec.slice(0, at);
  const version = at < 0 ? undefined : spec.slice(at + 1);
  const isFile = /\.(?:tgz|tar|tar\.gz)$/i.test(name);
  if (spec.length > 214 + 128 || !NAME.test(name) || isFile || (version !== undefined && !VERSION.test(version))) {
    throw CodedError.of(pluginInstallErrors, 'plugin.bad-package-name', JSON.stringify(spec.slice(0, 300)), { data: { name: spec.slice(0, 300) } });
  }
  return { kind: 'package', name, version };
}

/** What npm is asked for. */
export function specOf({ name, version }: Extract<PluginOrigin, { kind: 'package' }>): string {
  return `${name}@${version ?? 'latest'}`;
}

/** Whether code from `b` may take over what was granted to code from `a`: paths are the person's own choice, a package is known by its name. */
export function isSameOrigin(a: PluginOrigin, b: PluginOrigin): boolean {
  return a.kind === 'package' ? b.kind === 'package' && a.name === b.name : b.kind === 'path';
}
